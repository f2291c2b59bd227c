"""An applicant's police certificate: the letter, that it was seen, and what has remarks."""

from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.certificates import letters, queries, service
from portal.certificates.queries import Asked, LetterOf
from portal.clearance import letters as police
from portal.clearance import queries as clearance
from portal.clearance.forms import LetterForm, PolitiattestForm, RemarkForm, VerdictForm
from portal.clearance.letter_pages import handed_out
from portal.clearance.letters import IncompleteLetterError
from portal.clearance.states import Verdict
from portal.core import web
from portal.core.errors import RefusedError
from portal.core.labels import label
from portal.engagements.states import LegalBasis

bp = Blueprint("certificates", __name__)
BOTH = ["GET", "POST"]


@bp.route("/rekruttering/<uuid:application_id>/politiattest", methods=BOTH)
@guard.rule(Permission.CLEARANCE_MANAGE, queries.asked)
def show(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Show the letters and what was seen, and register the certificate as seen today."""
    form = PolitiattestForm().suit(asked.max_age_months)
    if form.validate_on_submit():
        basis = LegalBasis(form.legal_basis.data)
        try:
            service.see(actor, asked.application, form.issued_on.data, basis)
        except RefusedError as refused:
            form.fail("issued_on", str(refused))
        else:
            flash(_("Registrert."))
            return web.see_other("hiring.show", application_id=asked.application.id)
    page = render_template(
        "certificates/show.html", form=form, asked=asked, application=asked.application,
        officers=clearance.officers(asked.office_id) if asked.office_id else [],
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page


@bp.route("/rekruttering/<uuid:application_id>/formalsbekreftelse", methods=BOTH)
@guard.rule(Permission.CLEARANCE_MANAGE, queries.asked)
def letter(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Write the letter to the police; it cannot be made while one part is missing."""
    application = asked.application
    assert application.office_id is not None
    kinds = letters.kinds(application)
    place = police.place_of(application.office_id)
    form = LetterForm().suit(kinds, place, application.born_on)
    if form.validate_on_submit():
        born_on = form.born_on.data if "born_on" in form else None
        try:
            letters.keep(actor, application, form.typed(), born_on)
        except IncompleteLetterError as refused:
            form.lacks(refused.parts)
        else:
            flash(_said(asked))
            return web.see_other("certificates.show", application_id=application.id)
    page = render_template(
        "clearance/letter.html", form=form, person=application,
        offer=", ".join(str(label(kind)) for kind in kinds), letters=_addressed(asked),
        up=_page_of(application.id), up_word=_("Politiattesten"),
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page


def _said(asked: Asked) -> str:
    name = asked.application.first_name
    if asked.user_id is None:
        return str(_("Brevet er laget. Gi det til %(name)s, som søker hos politiet.", name=name))
    return str(_("Brevet er laget. %(name)s får e-post og finner det på siden sin.", name=name))


def _addressed(asked: Asked) -> list[tuple[object, str]]:
    address, own_id = "certificates.letter_file", asked.application.id
    return [(it, url_for(address, application_id=own_id, letter_id=it.id)) for it in asked.letters]


def _page_of(application_id: UUID) -> str:
    return url_for("certificates.show", application_id=application_id)


@bp.get("/rekruttering/<uuid:application_id>/formalsbekreftelse/<uuid:letter_id>.pdf")
@guard.rule(Permission.CLEARANCE_MANAGE, queries.letter)
def letter_file(_actor: Actor, found: LetterOf) -> Response:
    """Hand out the letter to the office."""
    return _file(found)


@bp.get("/min-soknad/<uuid:application_id>/brev-til-politiet.pdf")
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own_letter)
def own_letter(_actor: Actor, found: LetterOf) -> Response:
    """Hand out the newest letter to the applicant it is about."""
    return _file(found)


def _file(found: LetterOf) -> Response:
    try:
        return handed_out(letters.document(found.application, found.letter))
    except IncompleteLetterError:  # nothing is offered any more, so there is no such letter
        raise NotFound from None


@bp.route("/rekruttering/<uuid:application_id>/vurdering", methods=BOTH)
@guard.rule(Permission.CLEARANCE_JUDGE, queries.asked, reads="certificate")
def remark(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Let the named person note that a certificate has remarks, and see what was decided."""
    form = RemarkForm().suit(asked.max_age_months)
    if form.validate_on_submit():
        basis = LegalBasis(form.legal_basis.data)
        service.note(actor, asked.application, form.issued_on.data, basis)
        flash(_("Notert. Andre ser bare at attesten ikke er klar."))
        return web.see_other("certificates.remark", application_id=asked.application.id)
    page = _remark_page(asked, form, VerdictForm().suit())
    return web.again(page) if form.is_submitted() else page


@bp.post("/rekruttering/<uuid:application_id>/vurdering/avgjor")
@guard.rule(Permission.CLEARANCE_JUDGE, queries.asked)
def decide(actor: Actor, asked: Asked) -> ResponseReturnValue:
    """Let the named person decide whether the certificate counts."""
    form = VerdictForm().suit()
    if not form.validate():
        return web.again(_remark_page(asked, RemarkForm().suit(asked.max_age_months), form, form))
    reason = (form.reason.data or "").strip()
    service.decide(actor, asked.application, Verdict(form.verdict.data), reason)
    flash(_("Vurderingen er lagret."))
    return web.see_other("certificates.remark", application_id=asked.application.id)


def _remark_page(
    asked: Asked, form: RemarkForm, verdict: VerdictForm, failed: VerdictForm | None = None
) -> str:
    own_id = asked.application.id
    return render_template(
        "clearance/remark.html", person=asked.application, note=form, verdict=verdict,
        remark=queries.remark_of(own_id), form=failed or form, Verdict=Verdict,
        act=url_for("certificates.decide", application_id=own_id), up=_page_of(own_id),
        up_word=_("Politiattesten"),
    )  # fmt: skip
