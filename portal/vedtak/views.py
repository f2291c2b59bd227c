"""Pages of a vedtak: its versions and what changed, a new one, and pauses."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.families import queries as families_queries
from portal.families.models import Ordning
from portal.families.states import Service
from portal.vedtak import queries, service, timeline
from portal.vedtak.forms import LIMITS, POTS, EndPauseForm, PauseForm, VedtakForm, as_before
from portal.vedtak.models import Pause, Vedtak
from portal.vedtak.states import PauseReason, Per, RightHolder, Unit

bp = Blueprint("vedtak", __name__)
BOTH = ["GET", "POST"]


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {
        "PauseReason": PauseReason, "Per": Per, "RightHolder": RightHolder,
        "Service": Service, "Unit": Unit, "today": clock.today(),
    }  # fmt: skip


def _form_page(template: str, form: Form, **context: object) -> ResponseReturnValue:
    page = render_template(template, form=form, **context)
    return web.again(page) if form.is_submitted() else page


@dataclass(frozen=True, slots=True)
class Page:
    """A version among the others of its ordning, as the policy asks about the ordning."""

    vedtak: Vedtak

    id = property(lambda self: self.vedtak.id)

    def __getattr__(self, name: str) -> object:
        return getattr(self.vedtak.ordning, name)


def _version(actor: Actor, vedtak_id: UUID) -> Page | None:
    found = queries.one(actor, vedtak_id)
    return Page(found) if found else None


@bp.get("/vedtak/<uuid:vedtak_id>")
@guard.rule(Permission.VEDTAK_READ, _version, reads="vedtak")
def show(_actor: Actor, page: Page) -> str:
    """Show a version, those before and after it, and what each changed."""
    ordning = page.vedtak.ordning
    versions = queries.versions(ordning.id)
    held = {it.vedtak.id: it.days for it in timeline.in_force(versions)}
    changed = {after.id: timeline.changes(before, after) for before, after in pairwise(versions)}
    return render_template(
        "vedtak/show.html", vedtak=page.vedtak, ordning=ordning, versions=versions[::-1],
        held=held, changed=changed, pauses=queries.pauses(ordning.id),
        ends_on=max(days.to_on for days in held.values()),
        may_manage=guard.can(Permission.VEDTAK_MANAGE, ordning),
    )  # fmt: skip


@bp.route("/ordning/<uuid:ordning_id>/vedtak/ny", methods=BOTH)
@guard.rule(Permission.VEDTAK_MANAGE, families_queries.ordning)
def new(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Register a new version; what is running is never changed."""
    versions = queries.versions(ordning.id)
    last = versions[-1] if versions else None
    form = VedtakForm(data=as_before(last), service=Service(ordning.service))
    if form.validate_on_submit():
        try:
            vedtak = service.register(actor, ordning, form.decision)
        except RefusedError as error:
            form.fail("valid_from", _(error.sentence))
        else:
            flash(_("Vedtaket er registrert. Timekontoen bruker det fra første dag."))
            return web.see_other("vedtak.show", vedtak_id=vedtak.id)
    return _form_page("vedtak/new.html", form, ordning=ordning, last=last, pots=POTS, limits=LIMITS)


@bp.route("/ordning/<uuid:ordning_id>/pauser/ny", methods=BOTH)
@guard.rule(Permission.VEDTAK_MANAGE, families_queries.ordning)
def new_pause(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Let some days grant nothing."""
    form = PauseForm()
    if form.validate_on_submit():
        try:
            reason = PauseReason(form.reason.data)
            service.pause(actor, ordning, form.first_on.data, form.last_on.data, reason)
        except RefusedError as error:
            form.fail("first_on", _(error.sentence))
        else:
            flash(_("Pausen er lagt inn. Dagene gir ingen timer."))
            return web.see_other("families.show", child_id=ordning.child_id)
    return _form_page("vedtak/pause.html", form, ordning=ordning)


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause, as the policy asks about its ordning."""

    pause: Pause
    ordning: Ordning

    def __getattr__(self, name: str) -> object:
        return getattr(self.ordning, name)


def _pause(actor: Actor, ordning_id: UUID, pause_id: UUID) -> Paused | None:
    ordning = families_queries.ordning(actor, ordning_id)
    pause = queries.pause(actor, ordning_id, pause_id)
    return Paused(pause, ordning) if pause and ordning else None


@bp.route("/ordning/<uuid:ordning_id>/pauser/<uuid:pause_id>", methods=BOTH)
@guard.rule(Permission.VEDTAK_MANAGE, _pause)
def end_pause(actor: Actor, paused: Paused) -> ResponseReturnValue:
    """Give a pause another last day, or take it away."""
    pause = paused.pause
    form = EndPauseForm(pause=pause, data={"last_on": pause.last_on, "version": pause.version})
    if form.validate_on_submit():
        form.demand_fresh(pause)
        service.end_pause(actor, paused.pause, form.last_on.data)
        flash(_("Pausen er endret."))
        return web.see_other("families.show", child_id=paused.ordning.child_id)
    return _form_page("vedtak/end_pause.html", form, ordning=paused.ordning, pause=paused.pause)
