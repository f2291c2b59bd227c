"""The office plans meetings and decides; both sides see the time, and say yes or no after it."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import NOBODY, Actor
from portal.access.permissions import Permission
from portal.asking.letters import signature
from portal.core import clock, web
from portal.core.errors import ConflictError, RefusedError
from portal.engagements import obstacles
from portal.matching import never_again, profile
from portal.matching import queries as matching
from portal.matching.models import Proposal
from portal.matching.service import MOVED, Asked
from portal.matching.states import ProposalState, Side
from portal.meetings import forms, queries, service
from portal.meetings.models import Meeting
from portal.meetings.queries import Seat
from portal.meetings.states import Say

bp = Blueprint("meetings", __name__)
MATCHED = frozenset({ProposalState.ACCEPTED, ProposalState.ENGAGED})


# The office --------------------------------------------------------------------------------


@bp.route("/forslag/<uuid:proposal_id>/mote", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, matching.one)
def plan(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Plan a meeting, or move it; both sides get the time with a calendar file."""
    if proposal.state not in {ProposalState.INTERESTED, ProposalState.MEETING}:
        raise ConflictError(MOVED)
    meeting = queries.planned(proposal.id)
    if meeting:
        service.refuse_met(meeting)
    form = forms.PlanForm(data=forms.data_of(meeting, _advice()))
    if form.validate_on_submit():
        try:
            service.plan(actor, proposal, form.plan)
        except service.RevealingError as error:
            form.blame_words(error)
        except RefusedError as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("Møtet er avtalt. Begge har fått tiden på e-post."))
            return web.see_other("matching.proposals", need_id=proposal.need_id)
    page = render_template("meetings/plan.html", form=form, proposal=proposal, meeting=meeting)
    return web.again(page) if form.has_errors else page


def _advice() -> str:
    return str(
        _(
            "Fortell litt om hvem dere er og hva dere liker. Snakk om hvordan en vanlig gang"
            " kan bli, hva som er fint å vite, og hvordan dere gir beskjed når planer endrer seg."
            " Ingen skal bestemme seg på møtet."
        )
    )


@bp.route("/forslag/<uuid:proposal_id>/mote/avlys", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, matching.one)
def cancel(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Call a meeting off."""
    meeting = _planned(proposal)
    if meeting.verdicts:
        raise ConflictError(service.CHANGED)
    form = forms.CancelForm(data={"version": meeting.version})
    if form.validate_on_submit():
        service.cancel(actor, meeting, form.version.data or 0, form.why.data or "")
        flash(_("Møtet er avlyst. Begge har fått beskjed."))
        return web.see_other("matching.proposals", need_id=proposal.need_id)
    page = render_template("meetings/cancel.html", form=form, proposal=proposal, meeting=meeting)
    return web.again(page) if form.has_errors else page


@bp.route("/forslag/<uuid:proposal_id>/mote/svar", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, matching.one)
def record(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Write down what one side has said on the telephone."""
    meeting = _planned(proposal)
    form = forms.ToldForm()
    if form.validate_on_submit():
        side = Side(form.side.data)
        word = service.Word(answer=Say(form.answer.data), reason=form.reason.data or "",
                            kinship=form.word.kinship, is_told=True)  # fmt: skip
        service.say(actor, meeting, side, word)
        flash(_("Svaret er lagret."))
        return web.see_other("matching.proposals", need_id=proposal.need_id)
    page = render_template("meetings/record.html", form=form, proposal=proposal, meeting=meeting)
    return web.again(page) if form.has_errors else page


def _planned(proposal: Proposal) -> Meeting:
    meeting = queries.planned(proposal.id)
    if meeting is None or proposal.state != ProposalState.MEETING:
        raise ConflictError(service.CHANGED)
    return meeting


@bp.route("/forslag/<uuid:proposal_id>/slekt", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_MANAGE, matching.one)
def relation(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Decide whether somebody near can help here, with a reason that is kept."""
    declared = queries.undecided([proposal]).get(proposal.id)
    if declared is None or proposal.state not in service.DECIDABLE:
        raise ConflictError(MOVED)
    form = forms.RelationForm()
    if form.validate_on_submit():
        accepts = form.accepts.data == "yes"
        try:
            service.decide_relation(actor, proposal, accepts=accepts, why=form.why.data or "")
        except RefusedError as error:
            form.fail("accepts", error.sentence)
        else:
            flash(_("Avgjørelsen er lagret."))
            return web.see_other("matching.proposals", need_id=proposal.need_id)
    found = obstacles.found(proposal.need.ordning, proposal.user_id, clock.today())
    page = render_template(
        "meetings/relation.html", form=form, proposal=proposal, declared=declared,
        obstacle=obstacles.SENTENCES[found] if found else "",
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


# The family --------------------------------------------------------------------------------


@bp.get("/til-dere")
@guard.rule(Permission.PROPOSAL_LIST_FAMILY)
def family(actor: Actor) -> str:
    """List who would like to meet the family, and how each stands, in plain words."""
    found = queries.of_family(actor)
    meetings = queries.newest([it.id for it in found])
    return render_template("meetings/family.html", proposals=found, meetings=meetings)


@bp.route("/til-dere/<uuid:proposal_id>", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_READ_FAMILY, queries.one_of_family)
def one(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Show one of them: little before they have met, and how to reach them after."""
    meeting = queries.newest([proposal.id]).get(proposal.id)
    form = _say_form(meeting, Side.FAMILY)
    if form.validate_on_submit():
        if meeting is None:
            raise ConflictError(service.CHANGED)
        service.say(actor, meeting, Side.FAMILY, form.word)
        flash(_("Takk. Svaret er lagret."))
        return web.see_other("meetings.one", proposal_id=proposal.id)
    is_match = proposal.state in MATCHED
    page = render_template(
        "meetings/one.html", form=form, proposal=proposal, meeting=meeting,
        seen=profile.matched(proposal) if is_match else None,
        before=profile.before_match(proposal), side=Side.FAMILY,
        is_before=service.is_before(proposal, meeting),
        office=signature(proposal.municipality_id, proposal.office_id),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@bp.route("/til-dere/<uuid:proposal_id>/nei", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_READ_FAMILY, queries.one_of_family)
def turn_down(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Let the family say that they will not meet somebody; why is for the office."""
    meeting = queries.planned(proposal.id)
    if not service.is_before(proposal, meeting):
        raise ConflictError(MOVED)
    form = forms.TurnDownForm()
    if form.validate_on_submit():
        service.turn_down(actor, proposal, form.why.data or "")
        flash(_("Takk for at dere sa fra. Vi leter videre."))
        return web.see_other("meetings.family")
    page = render_template("meetings/turn_down.html", form=form, proposal=proposal, meeting=meeting)
    return web.again(page) if form.has_errors else page


@bp.route("/til-dere/<uuid:proposal_id>/ikke-igjen", methods=["GET", "POST"])
@guard.rule(Permission.PROPOSAL_READ_FAMILY, queries.one_of_family)
def never(actor: Actor, proposal: Proposal) -> ResponseReturnValue:
    """Let the family ask that somebody is never proposed for it again."""
    asked = Asked(
        child=proposal.need.ordning.child, user_id=proposal.user_id, by=Side.FAMILY
    )  # fmt: skip
    return never_again.page(
        actor, asked, name=proposal.first_name, then_url=url_for("meetings.family"),
        back_url=url_for("meetings.one", proposal_id=proposal.id),
    )  # fmt: skip


# Whoever may help --------------------------------------------------------------------------


@bp.route("/meg/mote/<uuid:meeting_id>", methods=["GET", "POST"])
@guard.rule(Permission.MEETING_ANSWER_OWN, queries.own)
def own(actor: Actor, seat: Seat) -> ResponseReturnValue:
    """Show one's own meeting; when both want it, whom to call."""
    form = _say_form(seat.meeting, Side.PERSON)
    if form.validate_on_submit():
        service.say(actor, seat.meeting, Side.PERSON, form.word)
        flash(_("Takk. Svaret er lagret."))
        return web.see_other("meetings.own", meeting_id=seat.meeting.id)
    proposal = seat.meeting.proposal
    is_match = proposal.state in MATCHED
    page = render_template(
        "meetings/own.html", form=form, proposal=proposal, meeting=seat.meeting, side=Side.PERSON,
        family=queries.family_of(proposal.need.ordning) if is_match else (),
        office=signature(proposal.municipality_id, proposal.office_id),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@bp.route("/meg/mote/<uuid:meeting_id>/ikke-igjen", methods=["GET", "POST"])
@guard.rule(Permission.MEETING_ANSWER_OWN, queries.own)
def own_never(actor: Actor, seat: Seat) -> ResponseReturnValue:
    """Let whoever was to help ask that the family is never proposed again."""
    proposal = seat.meeting.proposal
    asked = Asked(
        child=proposal.need.ordning.child, user_id=proposal.user_id, by=Side.PERSON
    )  # fmt: skip
    back = url_for("meetings.own", meeting_id=seat.meeting.id)
    return never_again.page(actor, asked, name="", back_url=back, then_url=back)


# The link in the mail ----------------------------------------------------------------------


@bp.route("/mote/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, lambda _actor, token: queries.of_token(token))
def link(_actor: Actor, seat: Seat) -> ResponseReturnValue:
    """Let whoever has the mail say how it went. Reading the page changes nothing."""
    meeting, proposal = seat.meeting, seat.meeting.proposal
    office = signature(proposal.municipality_id, proposal.office_id)
    is_open = meeting.state == "planned" and proposal.state == ProposalState.MEETING
    form = _say_form(meeting, seat.side)
    if not is_open or proposal.graded_ids:
        return render_template("meetings/over.html", office=office), 410
    if form.validate_on_submit():
        service.say(NOBODY, meeting, seat.side, form.word)
        return web.see_other("meetings.thanks")
    page = render_template(
        "meetings/link.html", form=form, meeting=meeting, side=seat.side, office=office
    )
    return web.again(page) if form.has_errors else page


@bp.get("/mote/takk")
@guard.rule(Permission.PUBLIC)
def thanks(_actor: Actor) -> str:
    """Say that the answer is in, and who reads it."""
    return render_template("meetings/thanks.html")


def _say_form(meeting: Meeting | None, side: Side) -> forms.SayForm:
    """Make the form; on a link it shows nothing of what was said before."""
    said = meeting.verdict(side) if meeting else None
    return forms.SayForm(data={"answer": said.answer if said else ""}).suit(side)
