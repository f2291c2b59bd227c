"""The hours account as a page and as a spreadsheet."""

import csv
import io
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core import format as formats
from portal.core.labels import label
from portal.families import queries as families_queries
from portal.families.models import Ordning
from portal.families.states import Service
from portal.hours import account, signs
from portal.hours.counting import DOGN_MINUTES, Draft, dogn
from portal.hours.figures import Figures, PotAccount
from portal.hours.forms import CarryDognForm, CarryForm, TrialForm
from portal.hours.trial import every_week
from portal.municipality import settings
from portal.rules.budget import Per
from portal.rules.carry_over import Carry
from portal.rules.periods import DAY, year_of
from portal.vedtak import queries as vedtak_queries
from portal.vedtak import renewals
from portal.vedtak import service as vedtak_service
from portal.vedtak.service import CarryOver
from portal.vedtak.states import Unit

bp = Blueprint("hours", __name__)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Service": Service, "dogn": dogn}


@bp.get("/timekonto")
@guard.rule(Permission.HOURS_LIST)
def mine(actor: Actor) -> ResponseReturnValue:
    """Go to the one account a leader has, or let it be chosen; staff choose a family."""
    if actor.hat is Hat.COORDINATOR:
        return redirect(url_for("families.index"))
    led = families_queries.led_by(actor)
    if len(led) == 1:
        return redirect(url_for("hours.show", ordning_id=led[0].id))
    return render_template("hours/mine.html", ordninger=led)


@bp.get("/timekonto/<uuid:ordning_id>")
@guard.rule(Permission.HOURS_READ, families_queries.ordning)
def show(actor: Actor, ordning: Ordning) -> str:
    """Show what is granted, used, planned and left, and where it is heading."""
    per = Per.WEEK if request.args.get("per") == "uke" else Per.MONTH
    today = clock.today()
    found = account.of_ordning(ordning, today, per=per)
    trial = TrialForm(request.args)
    is_tried = "fra" in request.args and trial.validate()
    if is_tried and found.main:
        found = account.of_ordning(ordning, today, _tried(trial, found.main, today), per=per)
    is_parent = actor.hat is Hat.PARENT
    led = families_queries.led_by(actor) if is_parent else []
    told = signs.of(found, settings.all_on(ordning.municipality_id, today))
    return render_template(
        "hours/show.html", ordning=ordning, account=found, main=found.main, per=per,
        others=found.pots[1:], led=led, form=trial, is_tried=is_tried, today=today,
        is_staff=actor.hat is Hat.COORDINATOR, signs=signs.shown(told, found),
        ending=renewals.asked_for(ordning, found.last, today) if is_parent else None,
        may_carry=found.carry is Carry.BY_APPLICATION
        and guard.can(Permission.VEDTAK_MANAGE, ordning),
        week=f"{today.isocalendar().year}-{today.isocalendar().week:02d}",
    )  # fmt: skip


def _tried(trial: TrialForm, main: PotAccount, today: date) -> list[Draft]:
    last = (main.days or year_of(today)).to_on
    weekday, times = int(trial.dag.data), (trial.fra.data, trial.til.data)
    return every_week(main.pot, weekday, *times, (today + DAY, last))


@bp.route("/timekonto/<uuid:ordning_id>/overforing", methods=["GET", "POST"])
@guard.rule(Permission.VEDTAK_MANAGE, families_queries.ordning)
def carry(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Let hours that were left last year be used in this one, where that is by application.

    The address may say which pot; else it is the ordning's own.
    """
    found = account.of_ordning(ordning, clock.today())
    asked = (request.args.get("tjeneste"), request.args.get("enhet"))
    pot = next((it for it in found.pots if tuple(it.pot) == asked), found.main)
    if pot is None or found.carry is not Carry.BY_APPLICATION:
        raise NotFound
    year = found.year.from_on.year
    row = vedtak_queries.carried_hours(ordning.id, pot.pot, year)
    before = {"amount": row.amount_minutes, "reason": row.reason} if row else {}
    kind = CarryDognForm if pot.pot.unit is Unit.DOGN else CarryForm
    unused = max(int(pot.unused_before), 0)
    form = kind(unused=unused, data={**before, "version": row.version if row else 0})
    if form.validate_on_submit():
        decided = CarryOver(
            pot=pot.pot, year=year, minutes=form.amount.data, reason=form.reason.data or "",
            version=form.version.data or 0,
        )  # fmt: skip
        vedtak_service.carry_over(actor, ordning, decided)
        flash(_("Overføringen er lagret. Timekontoen regner med den fra nå."))
        return web.see_other("hours.show", ordning_id=ordning.id)
    page = render_template(
        "hours/carry.html", ordning=ordning, form=form, pot=pot, year=year, unused=unused, row=row
    )
    return web.again(page) if form.is_submitted() else page


@bp.get("/timekonto/<uuid:ordning_id>/regneark")
@guard.rule(Permission.HOURS_READ, families_queries.ordning)
def sheet(_actor: Actor, ordning: Ordning) -> Response:
    """Send the same numbers as a spreadsheet: no name in it, nor in what it is called."""
    found = account.of_ordning(ordning, clock.today())
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Tjeneste"), _("Måned"), _("Innvilget"), _("Ført"), _("Godkjent"),
                   _("Planlagt"), _("Igjen")])  # fmt: skip
    for pot in found.pots:
        rows.writerows(_line(pot, row, formats.month_name(row.days.from_on)) for row in pot.rows)
        rows.writerow(_line(pot, pot.year, str(found.year.from_on.year)))
    name = f"timekonto-{found.year.from_on.year}.csv"
    return Response(
        "\ufeff" + text.getvalue(),  # the mark by which Excel knows it is UTF-8
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _line(pot: PotAccount, figures: Figures, when: str) -> list[str]:
    unit = DOGN_MINUTES if pot.pot.unit is Unit.DOGN else 60
    minutes = (
        figures.granted_minutes, figures.worked_minutes, figures.approved_minutes,
        figures.planned_minutes, figures.left_minutes,
    )  # fmt: skip
    numbers = [f"{number / unit:.2f}".replace(".", ",") for number in minutes]
    return [f"{label(pot.pot.service)} ({label(pot.pot.unit).lower()})", when, *numbers]
