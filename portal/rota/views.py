"""The rota: a week, a month, publishing, and copying a week."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.engagements import turns
from portal.rota import forms, publishing, queries, service
from portal.rota.holidays import holiday_names
from portal.rota.line_pages import bp  # one feature, two files of routes
from portal.rota.queries import Rota, week_name
from portal.rota.review import review
from portal.rota.week import Drawn, draw
from portal.rules.periods import DAY


@bp.get("/vaktplan")
@guard.rule(Permission.ROTA_LIST)
def mine(actor: Actor) -> ResponseReturnValue:
    """Go to the one rota there is, or choose between several."""
    ordninger = queries.ordninger(actor)
    week = week_name(queries.week_to_plan(clock.today()).from_on)
    if len(ordninger) == 1:
        return redirect(url_for("rota.week", ordning_id=ordninger[0].id, week=week))
    return render_template("rota/mine.html", ordninger=ordninger, week=week)


@bp.get("/vaktplan/<uuid:ordning_id>/uke/<week>")
@guard.rule(Permission.ROTA_READ, queries.of_week)
def week(actor: Actor, rota: Rota) -> str:
    """Show a week with everything that is not published, and what the rules say of it."""
    return _week_page(actor, rota, draw(actor, rota))


def _week_page(
    actor: Actor, rota: Rota, drawn: Drawn, hindered: publishing.Hindered | None = None
) -> str:
    form = forms.PublishForm(formdata=None)
    form.seen.data, form.week.data = publishing.fingerprint(drawn.drafts), rota.week
    if hindered:
        form.form_errors.append(
            ngettext(
                "Én ting må løses før du kan publisere. Ingenting er publisert.",
                "%(num)s ting må løses før du kan publisere. Ingenting er publisert.",
                hindered.count,
            )
        )
    return render_template(
        "rota/week.html", rota=rota, drawn=drawn, review=review(actor, drawn), form=form,
        hindered=hindered, today=clock.today(), audience=audience(actor),
        **_neighbours(rota),
    )  # fmt: skip


def audience(actor: Actor) -> str:
    """Return whose words a page uses."""
    return "coordinator" if actor.hat is Hat.COORDINATOR else "family"


def _neighbours(rota: Rota) -> dict[str, str]:
    monday = rota.days.from_on
    return {
        "before": week_name(monday - 7 * DAY),
        "after": week_name(monday + 7 * DAY),
        "month": f"{monday + 3 * DAY:%Y-%m}",
    }


@bp.get("/vaktplan/<uuid:ordning_id>/maned/<month>")
@guard.rule(Permission.ROTA_READ, queries.of_month)
def month(actor: Actor, rota: Rota) -> str:
    """Show a month as a table of weeks."""
    assert rota.month is not None
    first, last = rota.month.from_on, rota.month.to_on
    return render_template(
        "rota/month.html", rota=rota, drawn=draw(actor, rota), first=first, today=clock.today(),
        holidays=holiday_names(rota.days), before=f"{first - DAY:%Y-%m}",
        after=f"{last + DAY:%Y-%m}", week_name=week_name,
    )  # fmt: skip


@bp.post("/vaktplan/<uuid:ordning_id>/publiser")
@guard.rule(Permission.ROTA_PUBLISH, queries.of_ordning)
def publish(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Publish everything that was on the page, or say what must be dealt with first."""
    form = forms.PublishForm()
    turns.hold_engaged(draft.engagement_id for draft in queries.drafts(rota.ordning_id))
    queries.drafts(rota.ordning_id, lock=True)
    shown = queries.of_week(actor, rota.ordning_id, form.week.data or rota.week) or rota
    drawn = draw(actor, shown)
    hindered = publishing.hindrances(drawn, review(actor, drawn), rota.times)
    if hindered.count:
        return web.again(_week_page(actor, shown, drawn, hindered))
    done = publishing.publish(actor, drawn, form.seen.data or "")
    flash(ngettext("%(num)s endring er publisert.", "%(num)s endringer er publisert.", len(done)))
    return web.see_other("rota.week", ordning_id=rota.ordning_id, week=shown.week)


@bp.post("/vaktplan/<uuid:ordning_id>/angre")
@guard.rule(Permission.ROTA_CHANGE, queries.of_ordning)
def revert_all(_actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Forget everything that is not published."""
    count = service.revert_all(rota)
    flash(ngettext("%(num)s endring er angret.", "%(num)s endringer er angret.", count))
    week = request.form.get("week") or rota.week
    return web.see_other("rota.week", ordning_id=rota.ordning_id, week=week)


# A whole week at once --------------------------------------------------------------------


@bp.route("/vaktplan/<uuid:ordning_id>/uke/<week>/kopier", methods=["GET", "POST"])
@guard.rule(Permission.ROTA_CHANGE, queries.of_week)
def copy(actor: Actor, rota: Rota) -> ResponseReturnValue:
    """Copy last week here, or this week to the next: first shown, with what is left out."""
    is_from_last = request.args.get("fra") == "forrige"
    monday = rota.days.from_on
    source = _other(actor, rota, monday - 7 * DAY) if is_from_last else rota
    target = rota if is_from_last else _other(actor, rota, monday + 7 * DAY)
    weeks = (target.days.from_on - source.days.from_on).days // 7
    copied = service.copy(draw(actor, source).lines, draw(actor, target).lines, weeks, target.times)
    if request.method == "POST":
        service.add(actor, target, copied.plans)
        count = len(copied.plans)
        flash(ngettext("%(num)s vakt er kopiert.", "%(num)s vakter er kopiert.", count))
        return web.see_other("rota.week", ordning_id=rota.ordning_id, week=target.week)
    return render_template(
        "rota/copy.html", rota=rota, source=source, target=target, copied=copied,
        is_from_last=is_from_last, form=forms.CopyForm(),
    )  # fmt: skip


def _other(actor: Actor, rota: Rota, monday: date) -> Rota:
    found = queries.of_week(actor, rota.ordning_id, week_name(monday))
    assert found is not None, "the rota is known, and every Monday has a week"
    return found
