"""Agreements of the demo, in every state they can be in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.accounts.models import User
from portal.agreements import documents, drafting, prefill, service
from portal.agreements.drafts import Given
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementState, Party
from portal.clearance import service as clearance
from portal.core import clock, db
from portal.demo.town import Town
from portal.engagements import paper_queries
from portal.engagements.models import ClearanceItem, Engagement, WorkerCourse
from portal.engagements.states import Kind, Terms
from portal.families.models import Ordning
from portal.requirements.models import Course
from portal.requirements.states import ClearanceKind
from portal.rules.employment import renewed_by

NEW = 3
AIM = "Ha det gøy ute sammen med barnet, i svømmehallen eller på kino."
GROUND = "Vedtaket varer til sommeren, og behovet etterpå er ikke kjent (aml § 14-9 (2) a)."


def agreements(town: Town, coordinator: User) -> None:
    """Give the first office agreements: signed, waiting, coming back, running out."""
    office = town.place.offices[0]
    desk = _Desk(town, town.actor(coordinator, Hat.COORDINATOR, office))
    here = [it for it in town.engagements if it.office_id == office.id and it.supplier_id is None]
    helpers = [it for it in here if it.kind == Kind.STOTTEKONTAKT and it.cleared_at]
    relief = [it for it in here if it.kind == Kind.AVLASTER and it.cleared_at]
    assistants = [it for it in here if it.kind == Kind.BPA_ASSISTANT and it.cleared_at]
    for place, one in enumerate(helpers[:7]):
        desk.contractor(one, place)
    for place, one in enumerate([*relief[:3], *assistants[:2]]):
        desk.employee(one, place)
    desk.new_ones(helpers[-NEW:])


class _Desk:
    """The coordinator at work; each agreement is made as the pages make it."""

    def __init__(self, town: Town, actor: Actor) -> None:
        self.town, self.actor = town, actor

    def contractor(self, one: Engagement, place: int) -> None:
        """Sign one, and let it be about to end, over, changed, refused or taken back."""
        year = date(self.town.today.year, 1, 1)
        ends_on = {1: self.town.today + timedelta(days=20), 2: self.town.today - timedelta(days=5)}
        signed = self._signed(one, self._given(one, year, ends_on.get(place)))
        if place in ends_on:
            return
        if place == 0:
            self._sent(drafting.anew(self.actor, signed), 2)  # waits for who tries the demo
        elif place == 3:
            refused = self._sent(drafting.anew(self.actor, signed), 9)
            refused.state, refused.closed_at = AgreementState.REFUSED, self._ago(6)
            refused.closed_by_id = one.user_id
            refused.closed_reason = "Jeg får ikke til mer enn to ettermiddager i måneden."
        elif place == 4:
            taken = self._sent(drafting.anew(self.actor, signed), 12)
            service.withdraw(self.actor, taken, "Timetallet var feil.")

    def employee(self, one: Engagement, place: int) -> None:
        """Sign one; the first has run out of time to accept a change, the second is half done."""
        given = self._given(one, date(self.town.today.year, 1, 1), None)
        if place == 2:
            given = self._temporary(given)
        signed = self._signed(one, given)
        if place == 0:
            late = self._sent(drafting.anew(self.actor, signed), 45)
            late.expires_on = self.town.today - timedelta(days=15)
        if place == 1:
            half = self._sent(drafting.anew(self.actor, signed), 3)
            self._accept(half, Party.WORKER)

    def new_ones(self, beside: Sequence[Engagement]) -> None:
        """Engage some more: one who reads the agreement now, one whose draft lies, one to do."""
        first_aid = (
            db.session()
            .scalars(
                select(Course).where(
                    Course.municipality_id == self.town.place.id, Course.name == "Førstehjelp"
                )
            )
            .one()
        )
        for place, other in enumerate(beside):
            one = self._engaged(other.ordning, first_aid)
            if place == 0:
                self._sent(drafting.start(self.actor, one, self._of(one)), 5)
            elif place == 1:
                drafting.start(self.actor, one, self._of(one))

    def _engaged(self, ordning: Ordning, first_aid: Course) -> Engagement:
        """Engage somebody whose papers are all there, but for the agreement."""
        office = self.town.place.offices[0]
        one = self.town.engage(self.town.worker(office), ordning, lacks=(ClearanceKind.CONTRACT,))
        self.town.engagements.pop()  # the rest of the demo is made for those who work
        one.valid_from = self.town.today - timedelta(days=10)
        db.add(
            WorkerCourse(
                municipality_id=one.municipality_id, worker_id=one.worker_id,
                course_id=first_aid.id, completed_on=one.valid_from,
                registered_by_id=one.user_id,
            )
        )  # fmt: skip
        papers = select(ClearanceItem).where(
            ClearanceItem.engagement_id == one.id,
            ClearanceItem.kind == ClearanceKind.POLITIATTEST,
        )
        certificate = db.session().scalars(papers).one()
        certificate.issued_on = self.town.today - timedelta(days=25)
        certificate.seen_on = self.town.today - timedelta(days=11)
        db.session().flush()
        clearance.judge(self.actor, one, paper_queries.of(_with_papers(one)))
        return one

    def _of(self, one: Engagement) -> Given:
        return self._given(one, one.valid_from, None)

    def _given(self, one: Engagement, starts_on: date, ends_on: date | None) -> Given:
        terms = Terms(one.terms)
        first = prefill.first(self.actor, one, terms)
        more = {"week_minutes": 450, "month_minutes": 16 * 60, "km_cap": 100}
        names = set(first.details)
        details = {**first.details, **{name: more[name] for name in more if name in names}}
        if terms is Terms.CONTRACTOR:
            details |= {"aim": AIM, "renews_yearly": ends_on is None}
        return Given(
            terms=terms, starts_on=max(starts_on, one.valid_from), ends_on=ends_on, details=details
        )

    def _temporary(self, given: Given) -> Given:
        last = self.town.today + timedelta(days=220)
        details = {**given.details, "ground": GROUND}
        return Given(terms=Terms.EMPLOYEE_TEMPORARY, starts_on=given.starts_on, ends_on=last,
                     details=details)  # fmt: skip

    def _signed(self, one: Engagement, given: Given) -> Agreement:
        agreement = self._sent(drafting.start(self.actor, one, given), 200)
        for party in Party:
            self._accept(agreement, party)
        agreement.signed_at = self._ago(198)
        agreement.renewed_by_on = renewed_by(
            given.starts_on, given.ends_on, yearly=bool(given.details.get("renews_yearly"))
        )
        return agreement

    def _sent(self, draft: Agreement, days: int) -> Agreement:
        sent = service.send(self.actor, draft, draft.version, documents.frozen(draft))
        on = self.town.today - timedelta(days=days)
        sent.sent_at, sent.sign_by_on = self._ago(days), on + timedelta(days=3)
        return sent

    def _accept(self, agreement: Agreement, party: Party) -> None:
        user = agreement.engagement.worker.user
        worker = self.town.actor(user, Hat.WORKER)
        actor = worker if party is Party.WORKER else self.actor
        service.accept(actor, agreement, party, agreement.sha256 or "")

    def _ago(self, days: int) -> datetime:
        return clock.now() - timedelta(days=days)


def _with_papers(one: Engagement) -> Engagement:
    db.session().refresh(one, ["clearance", "household"])
    return one
