"""The office's page of who may help with a need: ranked, compared, reordered, and why."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.audit import kept
from portal.core import clock, web
from portal.core.errors import ConflictError, RefusedError
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement
from portal.families import queries as families
from portal.families.models import Child, Ordning
from portal.matching import (
    forms,
    loaded,
    never_again,
    next_steps,
    profile,
    queries,
    service,
    wish_queries,
    words,
)
from portal.matching.candidates import Field, Hidden, field_of
from portal.matching.models import PairWish, Proposal
from portal.matching.states import ProposalState, Side, Wish
from portal.needs import queries as needs
from portal.needs.models import Need
from portal.needs.queries import Place
from portal.pool import queries as pool
from portal.pool.models import PoolConsent

bp = Blueprint("matching", __name__)
FIRST, MOST = 6, 30  # so many are shown at once; so many more are a fold away


@bp.context_processor
def sentences() -> dict[str, object]:
    """Give the templates the words for the score."""
    return {"why": words.why, "lack": words.lack, "rule_words": words.rule}


# Loaders -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the pool, seen for a need."""

    need: Need
    consent: PoolConsent

    def __getattr__(self, name: str) -> object:
        return getattr(self.need, name)


def _person(actor: Actor, need_id: UUID, user_id: UUID) -> Person | None:
    need, consent = loaded.need(actor, need_id), pool.one(actor, user_id)
    return Person(need, consent) if need and consent else None


# Many --------------------------------------------------------------------------------------


@bp.route("/behov/<uuid:need_id>/forslag", methods=["GET", "POST"])
@guard.rule(
    Permission.PROPOSAL_MANAGE, needs.place
)  # the page is kept, so the need is read to make it
@kept.page
def proposals(actor: Actor, place: Place) -> ResponseReturnValue:
    """Show who may help and why; propose those who are ticked, or hold them side by side."""
    need = loaded.need(actor, place.id)
    if need is None:
        raise NotFound
    if request.method == "GET":
        return _page(actor, field_of(actor, need, clock.today()))
    form = forms.PeopleForm()
    people = forms.chosen(request.form.getlist("person"))
    if not form.validate():
        raise RefusedError(service.UNKNOWN)
    if request.form.get("gjor") == "sammenlign":
        return web.see_other("matching.compare", need_id=need.id, person=people)
    field = field_of(actor, need, clock.today())
    if not people:
        return web.again(_page(actor, field, problem=_("Kryss av for minst én du vil foreslå.")))
    made = service.propose(actor, field, people)
    names = ", ".join(it.first_name for it in made)
    flash(_("%(names)s er foreslått.", names=names))
    return web.see_other("matching.proposals", need_id=need.id)


def _page(actor: Actor, field: Field, problem: str = "") -> str:
    return render_template(
        "matching/proposals.html", field=field, need=field.need, problem=problem, first=FIRST,
        most=10**6 if request.args.get("alle") else MOST,
        steps=next_steps.of(field.need, [it for it, _entry in field.shown]), today=clock.today(),
        wishes=wish_queries.shown_wishes(actor, field.need.child_id),
    )  # fmt: skip


@bp.get("/behov/<uuid:need_id>/forslag/sammenlign")
@guard.rule(Permission.PROPOSAL_MANAGE, loaded.need)
def compare(actor: Actor, need: Need) -> ResponseReturnValue:
    """Hold two to four side by side."""
    field = field_of(actor, need, clock.today())
    asked = forms.chosen(request.args.getlist("person"))
    entries = [entry for user_id in asked if (entry := field.of(user_id))]
    if not forms.FEWEST <= len(entries) <= forms.MOST:
        return web.again(
            _page(actor, field, problem=_("Velg to, tre eller fire du vil sammenligne."))
        )
    return render_template("matching/compare.html", field=field, need=need, entries=entries)


# One ---------------------------------------------------------------------------------------


@bp.get("/behov/<uuid:need_id>/forslag/<uuid:user_id>")
@guard.rule(Permission.PROPOSAL_MANAGE, _person)
def person(actor: Actor, person: Person) -> str:
    """Show what the family sees of somebody, why they may fit, and what has happened."""
    field = field_of(actor, person.need, clock.today())
    user_id = person.consent.user_id
    proposal = next((it for it in field.proposals if it.user_id == user_id), None)
    return render_template(
        "matching/person.html", need=person.need, consent=person.consent, proposal=proposal,
        entry=field.of(user_id), today=clock.today(),
        seen=profile.of_consent(person.consent, clock.today()),
        history=queries.told(proposal.id) if proposal else (),
    )  # fmt: skip


@bp.route("/forslag/<uuid:proposal_id>/flytt", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, queries.one)
def reorder(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Ask somebody earlier or later than the points say, with a reason."""
    if proposal.state != ProposalState.PROPOSED:
        raise ConflictError(service.MOVED)
    waiting = [it for it in queries.of_need(actor, proposal.need) if it.state == proposal.state]
    form = forms.MoveForm(
        data={"version": proposal.version, "position": waiting.index(proposal) + 1}
    ).suit(len(waiting))
    if form.validate_on_submit():
        service.reorder(
            actor, proposal, form.version.data or 0, form.position.data, form.why.data or ""
        )
        flash(_("%(name)s er flyttet.", name=proposal.first_name))
        return web.see_other("matching.proposals", need_id=proposal.need_id)
    page = render_template("matching/reorder.html", form=form, proposal=proposal, waiting=waiting)
    return web.again(page) if form.has_errors else page


@bp.route("/forslag/<uuid:proposal_id>/trekk", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, queries.one)
def withdraw(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Take a proposal back, with a reason."""
    form = forms.WhyForm()
    if form.validate_on_submit():
        service.take_back(actor, proposal, form.why.data or "")
        flash(_("%(name)s er ikke lenger foreslått.", name=proposal.first_name))
        return web.see_other("matching.proposals", need_id=proposal.need_id)
    page = render_template("matching/withdraw.html", form=form, proposal=proposal)
    return web.again(page) if form.has_errors else page


@bp.route("/behov/<uuid:need_id>/forslag/<uuid:user_id>/likevel", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, _person)
def force(actor: Actor, person: Person) -> ResponseReturnValue:
    """Propose somebody a rule leaves out, with a reason that is kept."""
    field = field_of(actor, person.need, clock.today())
    hidden = _hidden(field, person.consent.user_id)
    form = forms.WhyForm()
    if form.validate_on_submit():
        service.force(actor, field, hidden, form.why.data or "")
        flash(_("%(name)s er foreslått.", name=hidden.consent.first_name))
        return web.see_other("matching.proposals", need_id=person.need.id)
    page = render_template("matching/force.html", form=form, need=person.need, hidden=hidden)
    return web.again(page) if form.has_errors else page


def _hidden(field: Field, user_id: UUID) -> Hidden:
    found = next((it for it in field.hidden if it.consent.user_id == user_id), None)
    if found is None:
        raise ConflictError(service.MOVED)
    return found


# Never together, and gladly ----------------------------------------------------------------


@bp.route("/familier/<uuid:child_id>/onsker", methods=["GET", "POST"])
@guard.rule(Permission.CHILD_MANAGE, families.one, reads="child")
def wishes(actor: Actor, child: Child) -> ResponseReturnValue:
    """Show and write down whom the child is never, or gladly, to be with."""
    form = forms.WishForm().suit(queries.people(actor))
    if form.validate_on_submit():
        try:
            service.ask(
                actor, child, form.user_id.data, Wish(form.wish.data), Side(form.asked_by.data),
                form.reason.data or "",
            )  # fmt: skip
        except RefusedError as error:
            form.fail("user_id", str(error))
        else:
            flash(_("Ønsket er lagret. Det gjelder med en gang."))
            return web.see_other("matching.wishes", child_id=child.id)
    page = render_template(
        "matching/wishes.html", form=form, child=child,
        wishes=wish_queries.shown_wishes(actor, child.id),
        here={
            it.user_id
            for _wish, it in wish_queries.never_but_here(actor)
            if it.child_id == child.id
        },
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@dataclass(frozen=True, slots=True)
class Standing:
    """A wish about a child of the own office."""

    child: Child
    wish: PairWish

    def __getattr__(self, name: str) -> object:
        return getattr(self.child, name)


def _standing(actor: Actor, child_id: UUID, wish_id: UUID) -> Standing | None:
    child, wish = families.one(actor, child_id), wish_queries.wish(actor, child_id, wish_id)
    return Standing(child, wish) if child and wish else None


@bp.post("/familier/<uuid:child_id>/onsker/<uuid:wish_id>/slutt")
@guard.rule(Permission.CHILD_MANAGE, _standing)
def end_wish(actor: Actor, it: Standing) -> ResponseReturnValue:
    """Let a wish hold no longer."""
    service.end_wish(actor, it.wish)
    flash(_("Ønsket gjelder ikke lenger."))
    return web.see_other("matching.wishes", child_id=it.child.id)


@bp.get("/assistenter/<uuid:ordning_id>/onsker")
@guard.rule(Permission.PAIR_WISH_FAVOURITE, engagements.ordning)
def team(actor: Actor, ordning: Ordning) -> str:
    """Show a family those who know the child, and whom it would gladly have."""
    own = {
        it.user_id: it.wish
        for it in wish_queries.wishes(ordning.child_id)
        if it.side_code is Side.FAMILY
    }
    return render_template(
        "matching/team.html", ordning=ordning, wishes=own, today=clock.today(),
        known=wish_queries.known_to(actor, ordning.child_id),
    )  # fmt: skip


@bp.post("/oppdrag/<uuid:engagement_id>/gjerne")
@guard.rule(Permission.PAIR_WISH_FAVOURITE, engagements.one)
def favourite(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Let a family say that it would gladly have somebody, or no longer."""
    is_wanted = request.form.get("vil") == "ja"
    service.favour(actor, engagement.ordning.child, engagement.user_id, is_wanted=is_wanted)
    flash(_("Kontoret ser ønsket når noen trengs.") if is_wanted else _("Ønsket er tatt bort."))
    return web.see_other("matching.team", ordning_id=engagement.ordning_id)


@bp.route("/oppdrag/<uuid:engagement_id>/ikke-igjen", methods=["GET", "POST"])
@guard.rule(Permission.PAIR_WISH_NEVER, engagements.one)
def never(actor: Actor, engagement: Engagement) -> ResponseReturnValue:
    """Let either side ask, where they work together, that it is the last time."""
    is_own = engagement.user_id == actor.user_id
    asked = service.Asked(
        child=engagement.ordning.child, user_id=engagement.user_id,
        by=Side.PERSON if is_own else Side.FAMILY,
    )  # fmt: skip
    back = url_for("engagements.show", engagement_id=engagement.id)
    name = "" if is_own else engagement.worker.first_name
    return never_again.page(actor, asked, name=name, back_url=back, then_url=back, works_here=True)
