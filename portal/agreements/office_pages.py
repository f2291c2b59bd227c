"""The coordinator's pages: the lists, an engagement's editions, the draft, and what becomes of it.

A part of the feature's views; all are routes of the one blueprint.
"""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.agreements import (
    checks,
    documents,
    drafting,
    drafts,
    forms,
    lists,
    prefill,
    queries,
    service,
)
from portal.agreements.drafts import Given
from portal.agreements.forms import ActForm, AgreementForm, SearchForm, WhyForm
from portal.agreements.models import Agreement
from portal.agreements.service import LackingError
from portal.agreements.states import AgreementState, Party, Shelf
from portal.core import clock, web
from portal.core.errors import RefusedError
from portal.core.paging import page_number
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, Terms
from portal.needs.queries import secret_of

bp = Blueprint("agreements", __name__)
BOTH = ["GET", "POST"]
# How the terms are named in the address.
TERMS = {
    "fast": Terms.EMPLOYEE_PERMANENT,
    "midlertidig": Terms.EMPLOYEE_TEMPORARY,
    "oppdrag": Terms.CONTRACTOR,
}


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Kind": Kind, "Terms": Terms, "Party": Party, "Shelf": Shelf}


@bp.route("/avtaler", methods=BOTH)
@guard.rule(Permission.AGREEMENT_LIST)
def index(actor: Actor) -> str:
    """List agreements; the search goes by POST, since it may hold a name."""
    known = {it.value: it for it in Shelf}
    shelf = known.get(request.args.get("vis", ""), Shelf.TASKS)
    if shelf is Shelf.TASKS:
        return render_template("agreements/tasks.html", tasks=queries.tasks(actor), shelf=shelf,
                               counts=lists.counts(actor))  # fmt: skip
    form = SearchForm()
    text = (form.text.data or "").strip() if form.validate_on_submit() else ""
    number = page_number(request.args.get("side"))
    return render_template(
        "agreements/index.html", form=form, text=text, shelf=shelf,
        page_of_lines=lists.listed(actor, shelf, text, number), counts=lists.counts(actor),
    )  # fmt: skip


@bp.get("/oppdrag/<uuid:engagement_id>/avtaler")
@guard.rule(Permission.AGREEMENT_MANAGE, engagements.one)
def of_engagement(actor: Actor, engagement: Engagement) -> str:
    """Show every edition of the agreement of an engagement."""
    editions = queries.of_engagement(actor, engagement.id)
    return render_template(
        "agreements/of_engagement.html", engagement=engagement, editions=editions
    )


def _terms(default: str) -> Terms:
    return TERMS.get(request.args.get("vilkar", ""), Terms(default))


@bp.route("/oppdrag/<uuid:engagement_id>/avtaler/ny", methods=BOTH)
@guard.rule(Permission.AGREEMENT_MANAGE, engagements.one)
def new(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Make the first draft, filled in from what is known."""
    terms = _terms(engagement.terms)
    first = prefill.first(actor, engagement, terms)
    form = _form(engagement, terms, first)
    if form.validate_on_submit():
        made = drafting.start(actor, engagement, form.given)
        return web.see_other("agreements.show", agreement_id=made.id)
    return _form_page(engagement, form, terms, None)


def _form(
    engagement: Engagement, terms: Terms, given: Given, draft: Agreement | None = None
) -> AgreementForm:
    form = forms.form_of(terms, data=forms.filled(given, draft.version if draft else 0))
    is_change = draft is not None and draft.changes_id is not None
    return form.suit(engagement, terms, secret_of(engagement.ordning), is_change=is_change)


def _form_page(
    engagement: Engagement, form: AgreementForm, terms: Terms, agreement: Agreement | None
) -> ResponseReturnValue:
    page = render_template(
        "agreements/edit.html", form=form, engagement=engagement, terms=terms,
        agreement=agreement, ways=TERMS,
        way=next(word for word, it in TERMS.items() if it is terms),
        asks_why=_asks_why(engagement, terms),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


def _asks_why(engagement: Engagement, terms: Terms) -> bool:
    """Tell whether a reason is wanted for why it is no employment ("avlaster II")."""
    draft = Agreement(
        municipality_id=engagement.municipality_id, kind=drafts.kind_of(terms), terms=terms,
        starts_on=engagement.valid_from, details={},
    )  # fmt: skip
    return checks.is_avlaster_ii(drafts.agreed(draft, engagement))


@bp.route("/avtaler/<uuid:agreement_id>/endre", methods=BOTH)
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def edit(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Change a draft; what is sent is only read."""
    if agreement.state != AgreementState.DRAFT:
        return web.see_other("agreements.show", agreement_id=agreement.id)
    terms = _terms(agreement.terms)
    given = forms.said(agreement)
    if terms != agreement.terms:  # another kind asks for other things
        given = prefill.first(actor, agreement.engagement, terms)
    form = _form(agreement.engagement, terms, given, agreement)
    if form.validate_on_submit():
        drafting.change(actor, agreement, form.version.data or 0, form.given)
        flash(_("Utkastet er lagret."))
        return web.see_other("agreements.show", agreement_id=agreement.id)
    return _form_page(agreement.engagement, form, terms, agreement)


@bp.post("/avtaler/<uuid:agreement_id>/send")
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def send(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Send a draft; what is missing is said in the form, and nothing is sent."""
    form = ActForm()
    if not form.validate():
        raise RefusedError(drafting.MOVED)
    try:
        service.send(actor, agreement, form.version.data or 0, documents.frozen(agreement))
    except LackingError as refused:
        terms = Terms(agreement.terms)
        edited = forms.form_of(
            terms, formdata=None, data=forms.filled(forms.said(agreement), agreement.version)
        ).suit(agreement.engagement, terms, secret_of(agreement.engagement.ordning))
        edited.blame_for(refused.lacks)
        return _form_page(agreement.engagement, edited, terms, agreement)
    flash(_("Avtalen er sendt til %(name)s.", name=agreement.engagement.worker.first_name))
    return web.see_other("agreements.show", agreement_id=agreement.id)


@bp.post("/avtaler/<uuid:agreement_id>/forkast")
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def discard(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Delete a draft."""
    form = ActForm()
    if not form.validate():
        raise RefusedError(drafting.MOVED)
    engagement_id = agreement.engagement_id
    drafting.discard(actor, agreement, form.version.data or 0)
    flash(_("Utkastet er slettet."))
    return web.see_other("agreements.of_engagement", engagement_id=engagement_id)


@bp.post("/avtaler/<uuid:agreement_id>/send-igjen")
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def send_again(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Give more time to one that ran out."""
    service.send_again(actor, agreement)
    flash(_("Avtalen er sendt på nytt."))
    return web.see_other("agreements.show", agreement_id=agreement.id)


@bp.post("/avtaler/<uuid:agreement_id>/ny-utgave")
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def anew(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Make a new edition that says the same, to be changed and sent."""
    made = drafting.anew(actor, agreement)
    return web.see_other("agreements.edit", agreement_id=made.id)


@bp.post("/avtaler/<uuid:agreement_id>/forny")
@guard.rule(Permission.AGREEMENT_MANAGE, queries.one)
def renew(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Make the edition that goes on where this one has to be renewed."""
    made = drafting.renew(actor, agreement)
    return web.see_other("agreements.edit", agreement_id=made.id)


@bp.route("/avtaler/<uuid:agreement_id>/trekk", methods=BOTH)
@guard.rule(Permission.AGREEMENT_MANAGE, queries.sent)
def withdraw(actor: Actor, agreement: Agreement) -> ResponseReturnValue:
    """Take back one that was sent."""
    form = WhyForm()
    if form.validate_on_submit():
        service.withdraw(actor, agreement, form.why.data or "")
        flash(_("Avtalen er trukket tilbake. %(name)s får beskjed.",
                name=agreement.engagement.worker.first_name))  # fmt: skip
        return web.see_other("agreements.show", agreement_id=agreement.id)
    page = render_template("agreements/withdraw.html", form=form, agreement=agreement)
    return web.again(page) if form.is_submitted() else page


def office_part(actor: Actor, agreement: Agreement) -> dict[str, object]:
    """Return what only the office is shown of an agreement: what it lacks and warns of."""
    if not actor.is_staff:
        return {"lacks": (), "cautions": ()}
    known = drafts.agreed(agreement)
    on = clock.local(agreement.signed_at).date() if agreement.signed_at else clock.today()
    return {"lacks": checks.lacks(known), "cautions": checks.cautions(known, on)}
