"""The administrator decides which way applications go."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import RefusedError
from portal.pipeline import queries, service
from portal.pipeline.figure_pages import bp  # one feature, three files of routes
from portal.pipeline.forms import SeenForm, StageForm, filled
from portal.recruitment import way
from portal.recruitment.queries import usual_days
from portal.recruitment.states import Stage

__all__ = ["bp"]


@bp.get("/kommunen/rekruttering")
@guard.rule(Permission.MUNICIPALITY_MANAGE)
def stages(actor: Actor) -> str:
    """Show the stages in their order, and how many stand in each."""
    return _page(actor)


def _page(actor: Actor, refused: Stage | None = None) -> str:
    assert actor.municipality_id is not None
    return render_template(
        "pipeline/stages.html", way=way.of(actor.municipality_id), form=_seen(actor),
        standing=queries.standing(actor.municipality_id), refused=refused,
        usual=usual_days(actor.municipality_id),
    )  # fmt: skip


def _seen(actor: Actor) -> SeenForm:
    return SeenForm(formdata=None, data={"version": _version(actor)})


def _version(actor: Actor) -> int:
    assert actor.municipality_id is not None
    return service.version_of(queries.rows(actor.municipality_id))


@bp.route("/kommunen/rekruttering/<stage>", methods=["GET", "POST"])
@guard.rule(Permission.MUNICIPALITY_MANAGE, queries.running_stage)
def edit(actor: Actor, stage: Stage) -> ResponseReturnValue:
    """Name a stage, say how long it usually takes, and whether it may be passed over."""
    assert actor.municipality_id is not None
    here = way.of(actor.municipality_id)
    form = StageForm(data=filled(here.step(stage), _version(actor))).suit(stage)
    if form.validate_on_submit():
        service.reword(actor, stage, form.version.data or 0, form.wording)
        flash(_("Steget er lagret. Det gjelder med det samme."))
        return web.see_other("pipeline.stages")
    page = render_template("pipeline/edit.html", form=form, stage=stage, way=here)
    return web.again(page) if form.has_errors else page


@bp.post("/kommunen/rekruttering/<stage>/flytt/<direction>")
@guard.rule(Permission.MUNICIPALITY_MANAGE, queries.shifted)
def shift(actor: Actor, shifted: queries.Shifted) -> ResponseReturnValue:
    """Let a stage change places with its neighbour."""
    form = SeenForm()
    if not form.validate():
        raise RefusedError(service.CHANGED)
    service.swap(actor, shifted.stage, form.version.data or 0, shifted.by)
    flash(_("Rekkefølgen er endret. Søkerne står der de sto."))
    return web.see_other("pipeline.stages")


@bp.post("/kommunen/rekruttering/<stage>/bruk")
@guard.rule(Permission.MUNICIPALITY_MANAGE, queries.running_stage)
def use(actor: Actor, stage: Stage) -> ResponseReturnValue:
    """Take a stage into use."""
    return _use(actor, stage, is_used=True)


@bp.post("/kommunen/rekruttering/<stage>/ta-ut")
@guard.rule(Permission.MUNICIPALITY_MANAGE, queries.running_stage)
def unuse(actor: Actor, stage: Stage) -> ResponseReturnValue:
    """Take a stage out of use, when nobody stands in it."""
    return _use(actor, stage, is_used=False)


def _use(actor: Actor, stage: Stage, *, is_used: bool) -> ResponseReturnValue:
    form = SeenForm()
    if not form.validate():
        raise RefusedError(service.CHANGED)
    try:
        service.use(actor, stage, form.version.data or 0, is_used=is_used)
    except service.OccupiedError:
        return web.again(_page(actor, refused=stage))
    flash(_("Steget er tatt i bruk.") if is_used else _("Steget er tatt ut av bruk."))
    return web.see_other("pipeline.stages")
