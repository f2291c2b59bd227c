"""Pages about who works where: the family's, the coordinator's and the worker's own."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, db, labels, web
from portal.core.errors import GoneError, RefusedError
from portal.core.paging import page_number, page_of
from portal.engagements import overview, paper_queries, queries, service
from portal.engagements.forms import (
    AcceptForm,
    AvailabilityForm,
    EngagementForm,
    InviteForm,
    SearchForm,
)
from portal.engagements.models import Engagement, Invitation, Worker
from portal.engagements.obstacles import ObstacleError
from portal.engagements.states import Kind, Terms
from portal.engagements.week import cells_of
from portal.families.models import Ordning
from portal.families.states import Service
from portal.municipality.models import Municipality

bp = Blueprint("engagements", __name__)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Kind": Kind, "Service": Service, "Terms": Terms, "words": overview.words}


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation as the policy asks about it."""

    invitation: Invitation
    ordning: Ordning

    def __getattr__(self, name: str) -> object:
        return getattr(self.ordning, name)


@bp.get("/assistenter")
@guard.rule(Permission.ENGAGEMENT_LIST_OWN)
def index(actor: Actor) -> str:
    """Show a parent the assistants of each ordning, and who has been asked."""
    teams = overview.teams(actor, queries.leads(actor))
    return render_template("engagements/index.html", teams=teams)


@bp.route("/assistenter/<uuid:ordning_id>/inviter", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_INVITE, queries.ordning)
def invite(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Ask somebody by mail to be an assistant."""
    form = InviteForm()
    if form.validate_on_submit():
        try:
            sent = service.invite(actor, ordning, form.name.data or "", form.email.data or "")
        except ObstacleError as error:
            form.fail("email", labels.label(error.obstacle, "parent"))
        except RefusedError:
            form.fail("email", _("Denne adressen er invitert allerede og har ikke svart."))
        else:
            flash(_("Invitasjonen til %(name)s er sendt.", name=sent.name))
            return web.see_other(*_back_of(actor, ordning))
    page = render_template("engagements/invite.html", form=form, ordning=ordning)
    return web.again(page) if form.is_submitted() else page


def _back_of(actor: Actor, _ordning: Ordning) -> tuple[str]:
    return ("engagements.workers",) if actor.is_staff else ("engagements.index",)


def _asked(actor: Actor, invitation_id: UUID) -> Asked | None:
    found = queries.invitation(actor, invitation_id)
    return Asked(found, found.ordning) if found else None


@bp.route("/assistenter/invitasjon/<uuid:invitation_id>/trekk", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_INVITE, _asked)
def withdraw(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Take an invitation back."""
    if request.method == "GET":
        return render_template("engagements/withdraw.html", invitation=asked.invitation)
    service.withdraw(actor, asked.invitation)
    flash(_("Invitasjonen til %(name)s er trukket tilbake.", name=asked.invitation.name))
    return web.see_other(*_back_of(actor, asked.ordning))


@bp.route("/invitasjon/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC)
def accept(_actor: Actor, token: str) -> ResponseReturnValue:
    """Show somebody what they are asked to be; a button, not the link itself, says yes."""
    found = queries.invitation_of_token(token)
    if found is None or not service.is_open(found):
        raise GoneError
    form = AcceptForm()
    if form.validate_on_submit():
        try:
            service.accept(found, form.relation)
        except ObstacleError as error:
            form.form_errors.append(labels.label(error.obstacle, "self"))
        else:
            return web.see_other("engagements.accepted")
    municipality = db.session().get(Municipality, found.municipality_id)
    page = render_template(
        "engagements/accept.html", form=form, invitation=found, municipality=municipality
    )
    return web.again(page) if form.is_submitted() else page


@bp.get("/invitasjon/takk")
@guard.rule(Permission.PUBLIC)
def accepted(_actor: Actor) -> str:
    """Say what happens after a yes."""
    return render_template("engagements/accepted.html")


@bp.get("/oppdrag/<uuid:engagement_id>")
@guard.rule(Permission.ENGAGEMENT_READ, queries.one)
def show(actor: Actor, engagement: Engagement) -> str:
    """Show one engagement: what, for whom, on what terms, and its papers."""
    return render_template(
        "engagements/show.html",
        engagement=engagement,
        papers=paper_queries.of(engagement),
        slots=queries.slots(engagement.worker_id),
        is_own=engagement.user_id == actor.user_id,
    )


@bp.route("/medarbeidere", methods=["GET", "POST"])
@guard.rule(Permission.WORKER_LIST)
def workers(actor: Actor) -> str:
    """List the office's workers; the search goes by POST, since it may hold a name."""
    form = SearchForm()
    text = (form.text.data or "").strip() if form.validate_on_submit() else ""
    found = page_of(queries.workers_like(actor, text), page_number(request.args.get("side")))
    return render_template(
        "engagements/workers.html", form=form, text=text, page_of_workers=found,
        lines=overview.lines(found.items),
    )  # fmt: skip


@bp.get("/medarbeidere/<uuid:worker_id>")
@guard.rule(Permission.WORKER_READ, queries.worker)
def worker(actor: Actor, worker: Worker) -> str:
    """Show a worker: engagements with their papers, and when they can work."""
    engagements = queries.of_worker(actor, worker.id)
    papers = paper_queries.of_all(engagements)
    return render_template(
        "engagements/worker.html",
        worker=worker,
        engagements=[(one, papers[one.id]) for one in engagements],
        cells=cells_of(queries.slots(worker.id)),
        is_own=worker.user_id == actor.user_id,
    )


@bp.route("/medarbeidere/<uuid:worker_id>/nytt-oppdrag", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_MAKE, queries.worker)
def engage(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Engage a worker in one of the office's ordninger."""
    ordninger = queries.office_ordninger(actor)
    municipality = db.session().get_one(Municipality, worker.municipality_id)
    form = EngagementForm(valid_from=clock.today())
    form.suit(ordninger, queries.suppliers(worker.municipality_id), municipality.name)
    if form.validate_on_submit():
        try:
            made = service.engage(actor, worker, form.job(ordninger))
        except ObstacleError as error:
            form.fail("ordning_id", _(error.sentence))
        else:
            flash(_("Oppdraget er laget. Papirene må på plass før det kan planlegges vakter."))
            return web.see_other("clearance.show", engagement_id=made.id)
    page = render_template(
        "engagements/engage.html", form=form, worker=worker, has_ordninger=bool(ordninger)
    )
    return web.again(page) if form.is_submitted() else page


def _own_worker(actor: Actor) -> Worker | None:
    return queries.worker_of_user(actor.user_id)


@bp.route("/meg/tider", methods=["GET", "POST"])
@guard.rule(Permission.AVAILABILITY_MANAGE_OWN, _own_worker)
def availability(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Let a worker say when they can usually work."""
    form = AvailabilityForm(cells=cells_of(queries.slots(worker.id))).suit()
    if form.validate_on_submit():
        service.set_availability(actor, worker, form.cells.data or [])
        flash(_("Tidene dine er lagret."))
        return web.see_other("engagements.availability")
    page = render_template("engagements/availability.html", form=form, worker=worker)
    return web.again(page) if form.is_submitted() else page
