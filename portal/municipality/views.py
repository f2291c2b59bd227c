"""Where an administrator decides: settings, rates, offices, places and school holidays."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core import format as formats
from portal.core.labels import label
from portal.municipality import consequences, labels, queries, service, settings
from portal.municipality.forms import DecisionForm, rate_form, setting_form
from portal.municipality.models import (
    ClosedPeriod,
    DatedRate,
    DatedSetting,
    Office,
    SchoolHoliday,
)
from portal.municipality.opening import lines, opening
from portal.municipality.place_forms import PLACE_FORMS, HolidayForm, OfficeForm
from portal.municipality.queries import PLACES, Decided, PlaceOf
from portal.municipality.service import NotFromThatDayError, UnconfirmedError
from portal.municipality.setting_help import HELP
from portal.municipality.states import PlaceKind

bp = Blueprint("municipality", __name__)
BOTH = ["GET", "POST"]
_manage = Permission.MUNICIPALITY_MANAGE


# Settings and rates --------------------------------------------------------------------


@bp.get("/kommunen", endpoint="settings")
@guard.rule(_manage)
def all_settings(actor: Actor) -> str:
    """Show every setting: what holds now, since when, who says so, and what comes."""
    return render_template(
        "municipality/settings.html", decided=queries.decided_settings(actor),
        groups=labels.GROUPS, words=labels.setting_words,
    )  # fmt: skip


@bp.route("/kommunen/innstillinger/<key>", methods=BOTH)
@guard.rule(_manage, queries.setting)
def setting(actor: Actor, found: Decided) -> ResponseReturnValue:
    """Show one setting with its history, and decide it from a day on."""
    form = setting_form(found.code)  # type: ignore[arg-type]
    if form.validate_on_submit() and _fits(actor, form, found):
        if would := _unseen(actor, form, found):
            return _page_of(form, found, words=labels.setting_words, up="municipality.settings",
                            would=would)  # fmt: skip
        if _decided(actor, form, found):
            return web.see_other("municipality.settings")
    return _page_of(form, found, words=labels.setting_words, up="municipality.settings")


@bp.post("/kommunen/innstillinger/<uuid:row_id>/fjern")
@guard.rule(_manage, queries.upcoming_setting)
def withdraw_setting(actor: Actor, row: DatedSetting) -> ResponseReturnValue:
    """Take back a setting that does not hold yet."""
    service.withdraw(actor, row)
    flash(_("Endringen er fjernet."))
    return web.see_other("municipality.setting", key=row.key)


@bp.get("/kommunen/satser")
@guard.rule(_manage)
def rates(actor: Actor) -> str:
    """Show every rate: what is paid now, since when, who says so, and what comes."""
    return render_template(
        "municipality/rates.html", decided=queries.decided_rates(actor), words=labels.rate_words
    )


@bp.route("/kommunen/satser/<code>", methods=BOTH)
@guard.rule(_manage, queries.rate)
def rate(actor: Actor, found: Decided) -> ResponseReturnValue:
    """Show one rate with its history, and set it from a day on."""
    form = rate_form(found.code)  # type: ignore[arg-type]
    if form.validate_on_submit() and _decided(actor, form, found):
        return web.see_other("municipality.rates")
    return _page_of(form, found, words=labels.rate_words, up="municipality.rates")


@bp.post("/kommunen/satser/<uuid:row_id>/fjern")
@guard.rule(_manage, queries.upcoming_rate)
def withdraw_rate(actor: Actor, row: DatedRate) -> ResponseReturnValue:
    """Take back a rate that is not paid yet."""
    service.withdraw(actor, row)
    flash(_("Endringen er fjernet."))
    return web.see_other("municipality.rate", code=row.code)


def _fits(actor: Actor, form: DecisionForm, found: Decided) -> bool:
    assert actor.municipality_id is not None
    others = settings.all_on(actor.municipality_id, form.valid_from.data)
    other = service.clash(found.code, form.stored(), others)  # type: ignore[arg-type]
    if other:
        sentence = _(
            "Det passer ikke med «%(other)s», som er %(value)s den dagen.",
            other=label(other),
            value=labels.setting_words(other, others[other]),
        )
        form.fail("value", sentence)
    return other is None


def _unseen(actor: Actor, form: DecisionForm, found: Decided) -> list[str]:
    """Return what the new value would do, unless that was on the page it was sent from."""
    assert actor.municipality_id is not None
    value = form.stored()
    if form.seen.data == value:
        return []
    would = consequences.of(actor.municipality_id, found.code, value)  # type: ignore[arg-type]
    form.seen.data = value if would else ""
    return would


def _decided(actor: Actor, form: DecisionForm, found: Decided) -> bool:
    """Decide it; or say at the field why that day will not do."""
    try:
        row = service.decide(actor, found, form.decision())
    except NotFromThatDayError as refused:
        form.fail("valid_from", _closed(refused.closed[-1]) if refused.closed else _taken(form))
    except UnconfirmedError:
        form.fail("confirmed", _("Datoen har vært. Kryss av hvis det er meningen."))
    else:
        flash(_("«%(name)s» er endret fra %(day)s.", name=label(found.code),
                day=formats.day_year(row.valid_from)))  # fmt: skip
        return True
    return False


def _taken(form: DecisionForm) -> str:
    day = formats.day_year(form.valid_from.data)
    return str(_("Noe er bestemt fra %(day)s alt. Velg en annen dag.", day=day))


def _closed(period: ClosedPeriod) -> str:
    sentence = _(
        "Lønnsperioden til og med %(day)s er lukket og ville blitt endret. "
        "Velg en senere dag, eller gjenåpne perioden først.",
        day=formats.day_year(period.last_on),
    )
    return str(sentence)


def _page_of(form: DecisionForm, found: Decided, **more: Any) -> ResponseReturnValue:  # noqa: ANN401 - what the page shows
    page = render_template(
        "municipality/decide.html", form=form, it=found, help=HELP.get(found.code), **more
    )
    return web.again(page) if form.is_submitted() else page


# Offices -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answering:
    """An office, its week as lines, and whether it answers now: what the public sees."""

    office: Office
    lines: Any
    now: Any


def _answering(office: Office) -> Answering:
    return Answering(office, lines(office.opening), opening(office.opening, clock.now()))


@bp.get("/kommunen/kontorer")
@guard.rule(_manage)
def offices(actor: Actor) -> str:
    """Show every office as the public sees it."""
    assert actor.municipality_id is not None
    found = [_answering(it) for it in queries.offices(actor.municipality_id)]
    return render_template("municipality/offices.html", offices=found)


@bp.route("/kommunen/kontorer/nytt", methods=BOTH)
@guard.rule(_manage)
def new_office(actor: Actor) -> ResponseReturnValue:
    """Add an office."""
    return _office(actor, None)


@bp.route("/kommunen/kontorer/<uuid:office_id>", methods=BOTH)
@guard.rule(_manage, queries.office)
def office(actor: Actor, found: Office) -> ResponseReturnValue:
    """Change an office, and see what the public sees now."""
    return _office(actor, found)


def _office(actor: Actor, found: Office | None) -> ResponseReturnValue:
    form = OfficeForm(obj=found)
    if found:
        form.show(found)
    if form.validate_on_submit() and _is_free(actor, form, Office, found):
        form.demand_fresh(found)
        service.save_office(actor, found, form.details(), form.week())
        flash(_("Kontoret er lagret. Det står slik på de åpne sidene nå."))
        return web.see_other("municipality.offices")
    page = render_template(
        "municipality/office.html", form=form, one=_answering(found) if found else None
    )
    return web.again(page) if form.is_submitted() else page


def _is_free(actor: Actor, form: Any, model: Any, found: Any) -> bool:  # noqa: ANN401 - a form and a table with names
    name = form.name.data.strip()
    own_id = found.id if found else None
    is_taken = queries.is_name_taken(actor, model, name, by_other_than=own_id)
    if is_taken:
        form.fail("name", _("Navnet er i bruk. Skriv et annet."))
    return not is_taken


# Districts, units, suppliers -----------------------------------------------------------


@bp.get("/kommunen/steder")
@guard.rule(_manage)
def places(actor: Actor) -> str:
    """List districts, units and suppliers."""
    assert actor.municipality_id is not None
    return render_template(
        "municipality/places.html",
        kinds=[(kind, queries.places(actor, kind)) for kind in PlaceKind],
        offices={it.id: it.name for it in queries.offices(actor.municipality_id)},
        PlaceKind=PlaceKind,
    )


@bp.route("/kommunen/steder/<kind>/ny", methods=BOTH)
@guard.rule(_manage, queries.new_place)
def new_place(actor: Actor, found: PlaceOf) -> ResponseReturnValue:
    """Add a district, a unit or a supplier."""
    return _place(actor, found)


@bp.route("/kommunen/steder/<kind>/<uuid:place_id>", methods=BOTH)
@guard.rule(_manage, queries.place)
def place(actor: Actor, found: PlaceOf) -> ResponseReturnValue:
    """Change a district, a unit or a supplier."""
    return _place(actor, found)


def _place(actor: Actor, found: PlaceOf) -> ResponseReturnValue:
    assert actor.municipality_id is not None
    form = PLACE_FORMS[found.kind](obj=found.place).suit(queries.offices(actor.municipality_id))
    if form.validate_on_submit() and _is_free(actor, form, PLACES[found.kind], found.place):
        form.demand_fresh(found.place)
        service.save_place(actor, found, form.values())
        flash(_("%(name)s er lagret.", name=form.name.data))
        return web.see_other("municipality.places")
    page = render_template("municipality/place.html", form=form, it=found)
    return web.again(page) if form.is_submitted() else page


# School holidays -----------------------------------------------------------------------


@bp.route("/kommunen/skoleferier", methods=BOTH)
@guard.rule(_manage)
def holidays(actor: Actor) -> ResponseReturnValue:
    """List the school holidays from this year on, and add one."""
    form = HolidayForm()
    if form.validate_on_submit():
        name = (form.name.data or "").strip()
        service.add_holiday(actor, name, form.first_on.data, form.last_on.data)
        flash(_("%(name)s er lagt til.", name=name))
        return web.see_other("municipality.holidays")
    page = render_template(
        "municipality/holidays.html", form=form, holidays=queries.holidays(actor)
    )
    return web.again(page) if form.is_submitted() else page


@bp.post("/kommunen/skoleferier/<uuid:holiday_id>/fjern")
@guard.rule(_manage, queries.holiday)
def remove_holiday(actor: Actor, row: SchoolHoliday) -> ResponseReturnValue:
    """Take a school holiday away."""
    service.remove_holiday(actor, row)
    flash(_("%(name)s er fjernet.", name=row.name))
    return web.see_other("municipality.holidays")
