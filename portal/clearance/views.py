"""The coordinator's list and an engagement's papers; the worker signs."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.clearance import admin_pages, queries, service, worker_pages  # noqa: F401 - their routes
from portal.clearance.forms import ContractForm, PolitiattestForm, StatementForm
from portal.clearance.letter_pages import bp  # one feature, four files of routes
from portal.clearance.states import Urgency
from portal.core import clock, web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.engagements import overview, paper_queries
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.engagements.states import STATEMENT_VERSION, Kind, LegalBasis
from portal.requirements.states import ClearanceKind


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Kind": Kind, "words": overview.words, "title_of": overview.title_of}


@bp.get("/papirer")
@guard.rule(Permission.CLEARANCE_LIST)
def index(actor: Actor) -> str:
    """List whose papers ask for something, the worst first."""
    found = queries.tasks(actor)
    groups = [(it, [task for task in found if task.urgency is it]) for it in Urgency]
    return render_template(
        "clearance/index.html", groups=[group for group in groups if group[1]],
        Urgency=Urgency, to_judge=queries.to_judge(actor),
    )  # fmt: skip


def _forms(engagement: Engagement) -> tuple[PolitiattestForm, ContractForm]:
    months = paper_queries.max_age_months(engagement.municipality_id)
    return (
        PolitiattestForm().suit(months),
        ContractForm(),
    )


@bp.get("/oppdrag/<uuid:engagement_id>/papirer")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def show(_actor: Actor, engagement: Engagement) -> str:
    """Show the papers of an engagement, and the forms for those that are missing."""
    return _page(engagement, *_forms(engagement))


def _page(
    engagement: Engagement,
    politiattest: PolitiattestForm,
    contract: ContractForm,
    form: Form | None = None,
) -> str:
    return render_template(
        "clearance/show.html",
        engagement=engagement,
        papers=paper_queries.of(engagement),
        politiattest=politiattest,
        contract=contract,
        officers=queries.officers(engagement.office_id),
        may_renew=queries.may_renew(engagement),
        **({"form": form} if form else {}),
    )


@bp.post("/oppdrag/<uuid:engagement_id>/papirer/politiattest")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def politiattest(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Register the certificate as seen."""
    form, other = _forms(engagement)
    if form.validate():
        basis = LegalBasis(form.legal_basis.data)
        try:
            service.see_politiattest(actor, engagement, form.issued_on.data, basis)
        except RefusedError:
            form.fail(
                "issued_on",
                _("Denne attesten er levert før. Snakk med den som har ansvar for attester her."),
            )
        else:
            return _done(engagement)
    return web.again(_page(engagement, form, other, form))


@bp.post("/oppdrag/<uuid:engagement_id>/papirer/avtale")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def contract(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Register the contract as signed."""
    other, form = _forms(engagement)
    if form.validate():
        try:
            service.sign_contract(actor, engagement, form.signed_on.data)
        except RefusedError:
            months = paper_queries.max_age_months(engagement.municipality_id)
            form.fail(
                "signed_on",
                _(
                    "Attesten er eldre enn %(months)s måneder den dagen. Be om en ny attest først.",
                    months=months,
                ),
            )
        else:
            return _done(engagement)
    return web.again(_page(engagement, other, form, form))


@bp.post("/oppdrag/<uuid:engagement_id>/papirer/ingen-ny-attest")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def waive(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Note that the vedtak is new and no new certificate is wanted."""
    papers = paper_queries.of(engagement)
    item = next((it.item for it in papers if it.kind is ClearanceKind.POLITIATTEST), None)
    if item is not None:
        service.waive_renewal(actor, item)
        flash(_("Notert. Attesten som er sett, gjelder fortsatt."))
    return web.see_other("clearance.show", engagement_id=engagement.id)


def _done(engagement: Engagement) -> ResponseReturnValue:
    if engagement.is_cleared:
        name = engagement.worker.first_name
        flash(_("Alt er på plass. %(name)s kan få vakter.", name=name))
    else:
        flash(_("Registrert."))
    return web.see_other("clearance.show", engagement_id=engagement.id)


@bp.route("/oppdrag/<uuid:engagement_id>/taushetserklaering", methods=["GET", "POST"])
@guard.rule(Permission.CLEARANCE_SIGN_OWN, engagements.one)
def sign(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Let a worker read and sign the confidentiality statement."""
    form = StatementForm()
    if form.validate_on_submit():
        service.sign_statement(actor, engagement)
        flash(_("Taushetserklæringen er signert."))
        return web.see_other("engagements.show", engagement_id=engagement.id)
    page = render_template(
        "clearance/sign.html", form=form, engagement=engagement,
        version=STATEMENT_VERSION, on=clock.today(),
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page
