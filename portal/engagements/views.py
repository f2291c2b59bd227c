"""Pages about who works where: the family's, the coordinator's and the worker's own."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, db, labels, web
from portal.core.errors import GoneError, RefusedError
from portal.core.paging import page_number, page_of
from portal.engagements import (
    approvals,
    exceptions,
    obstacles,
    overview,
    paper_queries,
    queries,
    service,
)
from portal.engagements.forms import (
    AcceptForm,
    AvailabilityForm,
    EngagementForm,
    InviteForm,
    SearchForm,
)
from portal.engagements.models import Engagement, Invitation, Worker
from portal.engagements.obstacles import ObstacleError
from portal.engagements.service import Job
from portal.engagements.states import Kind, Obstacle, Terms
from portal.engagements.week import cells_of
from portal.families.models import Ordning
from portal.families.states import Service
from portal.municipality.models import Municipality, Supplier

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
            form.fail("email", _why_not(actor, error))
        except RefusedError:
            form.fail("email", _("Denne adressen er invitert allerede og har ikke svart."))
        else:
            flash(_("Invitasjonen til %(name)s er sendt.", name=sent.name))
            return redirect(_back_of(actor, ordning), 303)
    page = render_template("engagements/invite.html", form=form, ordning=ordning)
    return web.again(page) if form.is_submitted() else page


def _why_not(actor: Actor, error: ObstacleError) -> str:
    """Return why somebody cannot be invited; what was asked for is told to the office alone."""
    if error.obstacle is Obstacle.NEVER and actor.is_staff:
        return str(_(obstacles.SENTENCES[error.obstacle]))
    return labels.label(error.obstacle, "parent")


def _back_of(actor: Actor, ordning: Ordning) -> str:
    """Return the page that says who is asked: the office's of the child, or the family's own."""
    if actor.is_staff:
        return url_for("families.show", child_id=ordning.child_id)
    return url_for("engagements.index")


def _asked(actor: Actor, invitation_id: UUID) -> Asked | None:
    found = queries.invitation(actor, invitation_id)
    return Asked(found, found.ordning) if found else None


@bp.route("/assistenter/invitasjon/<uuid:invitation_id>/trekk", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_INVITE, _asked)
def withdraw(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Take an invitation back."""
    if request.method == "GET":
        back = _back_of(actor, asked.ordning)
        return render_template("engagements/withdraw.html", invitation=asked.invitation, back=back)
    service.withdraw(actor, asked.invitation)
    flash(_("Invitasjonen til %(name)s er trukket tilbake.", name=asked.invitation.name))
    return redirect(_back_of(actor, asked.ordning), 303)


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
        undecided=obstacles.undecided(worker.user_id, actor.office_ids),
        is_own=worker.user_id == actor.user_id,
    )


@bp.route("/medarbeidere/<uuid:worker_id>/nytt-oppdrag", methods=["GET", "POST"])
@guard.rule(Permission.ENGAGEMENT_MAKE, queries.worker)
def engage(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Engage a worker in one of the office's ordninger, once what was filled in has been read."""
    ordninger = queries.office_ordninger(actor)
    municipality = db.session().get_one(Municipality, worker.municipality_id)
    form = EngagementForm(valid_from=clock.today(), ordning_id=request.args.get("ordning"))
    form.suit(ordninger, queries.suppliers(worker.municipality_id), municipality.name)
    if form.validate_on_submit() and "change" not in request.form:
        job = form.job(ordninger)
        if _can(form, worker, job):
            if "confirmed" not in request.form or not _is_decided(form, worker, job):
                return _confirmation(form, worker, job)
            made = service.engage(actor, worker, job)
            flash(_("Oppdraget er laget. Papirene må på plass før det kan planlegges vakter."))
            return web.see_other("clearance.show", engagement_id=made.id)
    page = render_template(
        "engagements/engage.html", form=form, worker=worker, has_ordninger=bool(ordninger)
    )
    return web.again(page) if form.has_errors else page


def _can(form: EngagementForm, worker: Worker, job: Job) -> bool:
    """Tell whether the worker can be engaged so, and say at the field why not."""
    if obstacle := obstacles.found(job.ordning, worker.user_id, job.valid_from, job.valid_to):
        form.fail("ordning_id", _(obstacles.SENTENCES[obstacle]))
    if job.kind in approvals.of(worker.user_id).refused:
        kind = labels.label(job.kind).lower()
        form.fail("ordning_id", _("%(name)s er ikke godkjent som %(kind)s.",
                                  name=worker.first_name, kind=kind))  # fmt: skip
    return not form.has_errors


def _is_decided(form: EngagementForm, worker: Worker, job: Job) -> bool:
    """Tell whether near family, if it is that, has been given a reason for."""
    declared = obstacles.relation(job.ordning.child_id, worker.user_id)
    is_decided = declared.approved_by_id is not None if declared else not job.kinship
    if is_decided or job.relation_reason:
        return True
    form.fail("relation_reason", _(service.SAY_WHY))
    return False


def _confirmation(form: EngagementForm, worker: Worker, job: Job) -> ResponseReturnValue:
    municipality = db.session().get_one(Municipality, worker.municipality_id)
    supplier = db.session().get(Supplier, job.supplier_id) if job.supplier_id else None
    declared = obstacles.relation(job.ordning.child_id, worker.user_id)
    page = render_template(
        "engagements/engage_confirm.html",
        form=form,
        worker=worker,
        job=job,
        employer=supplier.name if supplier else municipality.name,
        relation=declared.relation if declared else job.kinship,
        is_accepted=bool(declared and declared.approved_by_id),
        is_unjudged=approvals.of(worker.user_id).leaves_out(job.kind),
    )
    return web.again(page) if form.has_errors else page


def _own_worker(actor: Actor) -> Worker | None:
    return queries.worker_of_user(actor.user_id)


@bp.route("/meg/tider", methods=["GET", "POST"])
@guard.rule(Permission.AVAILABILITY_MANAGE_OWN, _own_worker)
def availability(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Let a worker say when they can usually work."""
    form = AvailabilityForm(
        data={"cells": cells_of(queries.slots(worker.id)), "version": worker.version}
    ).suit()
    if form.validate_on_submit():
        form.demand_fresh(worker)
        service.set_availability(actor, worker, form.cells.data or [])
        flash(_("Tidene dine er lagret."))
        return web.see_other("engagements.availability")
    page = render_template(
        "engagements/availability.html", form=form, worker=worker, parts=exceptions.of(actor)
    )
    return web.again(page) if form.is_submitted() else page


@bp.post("/meg/tider/stemmer")
@guard.rule(Permission.AVAILABILITY_MANAGE_OWN, _own_worker)
def confirm_availability(actor: Actor, worker: Worker) -> ResponseReturnValue:
    """Let a worker say with one button that the usual times still hold."""
    service.confirm_availability(actor, worker)
    flash(_("Takk. Da vet vi at tidene dine stemmer."))
    return web.see_other("desk.home")
