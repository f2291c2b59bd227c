"""One agreement: read by both parties, accepted or refused; the worker's own list."""

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import pdf
from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.agreements import documents, drafting, queries, service
from portal.agreements.forms import AcceptForm, ActForm, WhyForm
from portal.agreements.models import Agreement
from portal.agreements.office_pages import BOTH, bp, office_part  # one feature, two files of routes
from portal.agreements.states import Party
from portal.core import web
from portal.core.errors import ConflictError, RefusedError


@bp.get("/mine-avtaler")
@guard.rule(Permission.AGREEMENT_LIST_OWN)
def mine(actor: Actor) -> str:
    """Show a worker the agreements there are, the one that waits first."""
    found = queries.own(actor)
    waiting = [it for it in found if queries.waits_for_worker(it)]
    others = [it for it in found if it not in waiting]
    return render_template("agreements/mine.html", waiting=waiting, others=others)


@bp.get("/avtaler/<uuid:agreement_id>")
@guard.rule(Permission.AGREEMENT_READ, queries.one)
def show(actor: Actor, agreement: Agreement) -> str:
    """Show what it says, how it stands, and what one can do with it."""
    return _page(actor, agreement, AcceptForm(data={"read": agreement.sha256}))


def _page(actor: Actor, agreement: Agreement, form: AcceptForm) -> str:
    party = Party.MUNICIPALITY if actor.is_staff else Party.WORKER
    said = agreement.content or documents.content(agreement)
    may_accept = agreement.is_acceptable and agreement.acceptance(party) is None
    return render_template(
        "agreements/show.html", agreement=agreement, said=said, form=form, party=party,
        may_accept=may_accept, act=ActForm(formdata=None, data={"version": agreement.version}),
        is_own=party is Party.WORKER, **office_part(actor, agreement),
    )  # fmt: skip


@bp.get("/avtaler/<uuid:agreement_id>.pdf")
@guard.rule(Permission.AGREEMENT_READ, queries.with_document)
def file(_actor: Actor, agreement: Agreement) -> Response:
    """Hand out the document: the bytes that were sent, or those a draft would be."""
    body = agreement.document or documents.frozen(agreement).document
    return _attached(body, f"avtale-{agreement.number}.pdf")


@bp.get("/avtaler/<uuid:agreement_id>/kvittering.pdf")
@guard.rule(Permission.AGREEMENT_READ, queries.signed)
def receipt(_actor: Actor, agreement: Agreement) -> Response:
    """Hand out who accepted it, when and how, with the fingerprint of the document."""
    return _attached(documents.receipt(agreement), f"avtale-{agreement.number}-kvittering.pdf")


def _attached(body: bytes, name: str) -> Response:
    answer = Response(body, content_type=pdf.CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.post("/avtaler/<uuid:agreement_id>/godta")
@guard.rule(Permission.AGREEMENT_ACCEPT, queries.one)
def accept(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Accept it for the municipality."""
    return _accept(actor, agreement, Party.MUNICIPALITY)


@bp.post("/avtaler/<uuid:agreement_id>/signer")
@guard.rule(Permission.AGREEMENT_ACCEPT_OWN, queries.one)
def sign(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Accept one's own agreement."""
    return _accept(actor, agreement, Party.WORKER)


def _accept(actor: Actor, agreement: Agreement, party: Party) -> ResponseReturnValue:
    form = AcceptForm()
    if not agreement.is_acceptable or agreement.acceptance(party):
        service.refuse_what_is_over(agreement)
        raise ConflictError(service.ACCEPTED)
    if not form.validate():
        return web.again(_page(actor, agreement, form))
    try:
        service.accept(actor, agreement, party, form.read.data or "")
    except RefusedError as refused:
        form.fail("has_read", _(refused.sentence))
        return web.again(_page(actor, agreement, form))
    flash(_("Du har godtatt avtalen."))
    return web.see_other("agreements.show", agreement_id=agreement.id)


@bp.route("/avtaler/<uuid:agreement_id>/avsla", methods=BOTH)
@guard.rule(Permission.AGREEMENT_ACCEPT_OWN, queries.sent)
def refuse(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Say no, and why."""
    service.refuse_what_is_over(agreement)
    if agreement.worker_acceptance:
        raise ConflictError(drafting.MOVED)
    form = WhyForm()
    if form.validate_on_submit():
        service.refuse(actor, agreement, form.why.data or "")
        flash(_("Kommunen får vite hvorfor, og tar kontakt."))
        return web.see_other("agreements.mine")
    page = render_template("agreements/refuse.html", form=form, agreement=agreement)
    return web.again(page) if form.is_submitted() else page
