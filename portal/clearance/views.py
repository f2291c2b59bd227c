"""The coordinator registers papers; the worker signs."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.clearance import queries, service
from portal.clearance.forms import ContractForm, PolitiattestForm, StatementForm
from portal.core import clock, web
from portal.core.forms import Form
from portal.engagements import overview, paper_queries
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.engagements.papers import stops
from portal.engagements.states import STATEMENT_VERSION, Kind, LegalBasis

bp = Blueprint("clearance", __name__)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Kind": Kind, "words": overview.words}


@bp.get("/papirer")
@guard.rule(Permission.CLEARANCE_LIST)
def index(actor: Actor) -> str:
    """List who waits for which papers, the longest first."""
    waiting = queries.uncleared(actor)
    found = paper_queries.of_all(waiting)
    lines = [(one, stops(found[one.id])) for one in waiting]
    return render_template("clearance/index.html", lines=lines)


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
        **({"form": form} if form else {}),
    )


@bp.post("/oppdrag/<uuid:engagement_id>/papirer/politiattest")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def politiattest(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Register the certificate as seen."""
    form, other = _forms(engagement)
    if not form.validate():
        return web.again(_page(engagement, form, other, form))
    basis = LegalBasis(form.legal_basis.data)
    service.see_politiattest(actor, engagement, form.issued_on.data, basis)
    return _done(engagement)


@bp.post("/oppdrag/<uuid:engagement_id>/papirer/avtale")
@guard.rule(Permission.CLEARANCE_MANAGE, engagements.one)
def contract(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Register the contract as signed."""
    other, form = _forms(engagement)
    if not form.validate():
        return web.again(_page(engagement, other, form, form))
    service.sign_contract(actor, engagement, form.signed_on.data)
    return _done(engagement)


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
