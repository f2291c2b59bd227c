"""The pages about the certificate itself: the letter to the police, and what has remarks.

A part of the feature's views; all are routes of the one blueprint.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from portal import pdf
from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.clearance import letters, queries, remarks
from portal.clearance.forms import LetterForm, RemarkForm, VerdictForm
from portal.clearance.letters import IncompleteLetterError
from portal.clearance.models import PurposeLetter
from portal.clearance.states import Verdict
from portal.core import db, web
from portal.core.labels import label
from portal.engagements import paper_queries
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, LegalBasis

bp = Blueprint("clearance", __name__)
BOTH = ["GET", "POST"]


@bp.route("/oppdrag/<uuid:engagement_id>/formalsbekreftelse", methods=BOTH)
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def letter(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Write the letter to the police; it cannot be made while one part is missing."""
    form = LetterForm().suit(
        [Kind(engagement.kind)], letters.place_of(engagement.office_id), engagement.worker.born_on
    )
    if form.validate_on_submit():
        if "born_on" in form and form.born_on.data:
            engagement.worker.born_on = form.born_on.data
        try:
            letters.keep(actor, engagement, letters.draft(actor, engagement, form.typed()))
        except IncompleteLetterError as refused:
            form.lacks(refused.parts)
        else:
            flash(_("Brevet er laget. Gi det til %(name)s, som søker hos politiet.",
                    name=engagement.worker.first_name))  # fmt: skip
            return web.see_other("clearance.letter", engagement_id=engagement.id)
    page = render_template(
        "clearance/letter.html", form=form, person=engagement.worker,
        offer=label(Kind(engagement.kind)), letters=_addressed(engagement),
        up=url_for("clearance.show", engagement_id=engagement.id), up_word=_("Papirene"),
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page


def _addressed(engagement: Engagement) -> list[tuple[PurposeLetter, str]]:
    """Return the letters that were made, each with its address."""
    return [
        (it, url_for("clearance.letter_file", engagement_id=engagement.id, letter_id=it.id))
        for it in queries.letters(engagement)
    ]


@dataclass(frozen=True, slots=True)
class LetterOf:
    """A letter and the engagement it is about, as the policy asks."""

    letter: PurposeLetter
    engagement: Engagement

    def __getattr__(self, name: str) -> object:
        return getattr(self.engagement, name)


def _letter(actor: Actor, engagement_id: UUID, letter_id: UUID) -> LetterOf | None:
    engagement = engagements.one(actor, engagement_id)
    found = db.session().get(PurposeLetter, letter_id) if engagement else None
    if engagement is None or found is None or found.engagement_id != engagement.id:
        return None
    return LetterOf(found, engagement)


@bp.get("/oppdrag/<uuid:engagement_id>/formalsbekreftelse/<uuid:letter_id>.pdf")
@guard.rule(Permission.CLEARANCE_MANAGE, _letter)
def letter_file(_actor: Actor, found: LetterOf) -> Response:
    """Hand out the letter. Its name and its title say nothing about whom it is about."""
    return handed_out(letters.document(found.engagement, found.letter))


def handed_out(body: bytes) -> Response:
    """Answer with the letter as a file."""
    answer = Response(body, content_type=pdf.CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{letters.FILE_NAME}"'
    return answer


@bp.route("/oppdrag/<uuid:engagement_id>/vurdering", methods=BOTH)
@guard.rule(Permission.CLEARANCE_JUDGE, engagements.one, reads="certificate")
def remark(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Let the named person note that a certificate has remarks, and see what was decided."""
    form = RemarkForm().suit(paper_queries.max_age_months(engagement.municipality_id))
    if form.validate_on_submit():
        basis = LegalBasis(form.legal_basis.data)
        remarks.note(actor, engagement, form.issued_on.data, basis)
        flash(_("Notert. Andre ser bare at attesten ikke er klar."))
        return web.see_other("clearance.remark", engagement_id=engagement.id)
    page = _remark_page(engagement, form, VerdictForm().suit())
    return web.again(page) if form.is_submitted() else page


@bp.post("/oppdrag/<uuid:engagement_id>/vurdering/avgjor")
@guard.rule(Permission.CLEARANCE_JUDGE, engagements.one)
def decide(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Let the named person decide whether the certificate counts."""
    known = queries.remark_of(engagement)
    if known is None or known.verdict_code is not Verdict.OPEN:
        raise NotFound
    form = VerdictForm().suit()
    if not form.validate():
        months = paper_queries.max_age_months(engagement.municipality_id)
        return web.again(_remark_page(engagement, RemarkForm().suit(months), form, form))
    remarks.decide(actor, engagement, Verdict(form.verdict.data), (form.reason.data or "").strip())
    flash(_("Vurderingen er lagret."))
    return web.see_other("clearance.remark", engagement_id=engagement.id)


def _remark_page(
    engagement: Engagement,
    form: RemarkForm,
    verdict: VerdictForm,
    failed: VerdictForm | None = None,
) -> str:
    return render_template(
        "clearance/remark.html", person=engagement.worker, note=form, verdict=verdict,
        remark=queries.remark_of(engagement), form=failed or form, Verdict=Verdict,
        act=url_for("clearance.decide", engagement_id=engagement.id),
        up=url_for("clearance.show", engagement_id=engagement.id), up_word=_("Papirene"),
    )  # fmt: skip
