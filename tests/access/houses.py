"""Houses to visit: a family with one of everything, in an office, in a municipality.

``ids`` holds what stands in addresses, by the names the table in ``test_matrix`` uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from portal.duplicates.models import DuplicatePair
from portal.engagements.models import Invitation
from portal.front.models import Feedback
from portal.hiring.models import Decline
from portal.matching.models import PairWish
from portal.messages.models import OutboxMessage
from portal.municipality.models import (
    ClosedPeriod,
    DatedRate,
    DatedSetting,
    SchoolHoliday,
)
from portal.needs.models import Need
from portal.payroll.models import PayBatch
from portal.recruitment import letters
from portal.recruitment.models import Application, ApplicationFile, ApplicationLetter
from portal.recruitment.states import LetterKind

if TYPE_CHECKING:
    from portal.accounts.models import User
    from tests.factories import Factories

LATER = datetime(2027, 1, 1, tzinfo=UTC)
ENTRIES = {"draft": {}, "submitted": {"submitted": True}, "attested": {"attested": True}}


@dataclass
class House:
    """One family's things; ``words`` must not be read by who may not know of the family."""

    ids: dict[str, Any] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def person(make: Factories, office: Any, hat: str, **role: Any) -> User:
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat=hat, **role)
    return user


def family(make: Factories, office: Any, number: int, supplier: Any = None, **child: Any) -> House:
    """Build a child, its parent, and everything that is registered about the child."""
    it = House()
    own = make.child(office=office, number=number, initials="Q.X.", **child)
    ordning = make.ordning(child=own, supplier_id=supplier and supplier.id)
    parent = it.people["parent"] = person(make, office, "parent")
    guardian = make.guardian(child=own, user=parent)
    leader = make.leader(ordning=ordning, user=parent)
    vedtak = make.vedtak(ordning=ordning)
    named = make.named_access(graded=own, user=person(make, office, "parent"))
    invitation = Invitation(
        municipality_id=office.municipality_id, ordning_id=ordning.id, name="Ny Assistent",
        email=f"ny{number}@provevik.example", state="sent", token_hash=f"invitation-{number}",
        expires_at=LATER, invited_by_id=parent.id,
    )  # fmt: skip
    make.session.add(invitation)
    need = make.need(ordning=ordning)
    pooled = make.pool_consent(worker=make.worker(office=office))
    wish = PairWish(
        municipality_id=office.municipality_id, child_id=own.id, user_id=pooled.user_id,
        wish="favourite", asked_by="family", reason="Kjenner hverandre", by_id=parent.id,
    )  # fmt: skip
    make.session.add(wish)
    proposal = make.proposal(need=need, user=pooled.user)
    make.session.flush()
    it.ids |= {
        "child": own.id, "ordning": ordning.id, "guardian": guardian.id, "leader": leader.id,
        "vedtak": vedtak.id, "pause": make.pause(ordning=ordning).id, "named": named.id,
        "invitation": invitation.id, "need": need.id, "slug": need.slug,
        "pooled": pooled.user_id, "wish": wish.id, "proposal": proposal.id,
        "open_shift": make.shift(open=True, ordning=ordning, start="2026-11-28 10:00",
                                 end="2026-11-28 12:00").id,
    }  # fmt: skip
    it.words |= {own.name, f"({number})", parent.name}
    work(make, it, ordning, office, supplier)
    return it


def work(
    make: Factories, it: House, ordning: Any, office: Any, supplier: Any, **worker: Any
) -> None:
    """Give a house a worker, with a shift that is to come and lines of those that were."""
    user = it.people["worker"] = person(make, office, "worker")
    one = make.worker(office=office, user=user, **worker)
    engagement = make.engagement(ordning=ordning, worker=one, supplier_id=supplier and supplier.id)
    shift = make.shift(engagement=engagement)
    draft = make.shift_draft(engagement=engagement, created_by_id=user.id)
    it.ids["follow_up"] = make.follow_up(engagement=engagement).id
    thread = make.thread(engagement=engagement)
    it.ids |= {"helper": user.id, "own_message": make.thread_message(thread=thread).id}
    it.ids |= {"worker": one.id, "engagement": engagement.id, "shift": shift.id, "line": shift.id,
               "draft_line": draft.id, "absence": make.absence(worker=one).id}  # fmt: skip
    weeks = {"first_on": date(2026, 12, 7), "last_on": date(2026, 12, 18)}
    it.ids["days_away"] = make.absence(worker=one, kind="holiday", **weeks).id
    it.words.add(user.name)
    papers(make, it, engagement)
    asked(make, it, user)
    make.attendee(shift=shift)
    for day, (state, traits) in enumerate(ENTRIES.items(), start=17):
        times = {"start": f"2026-11-{day} 17:00", "end": f"2026-11-{day} 20:00"}
        past = make.shift(engagement=engagement, **times)
        it.ids[f"{state}_entry"] = make.entry(shift=past, **traits).id
        it.ids["past_shift"] = past.id


def papers(make: Factories, it: House, engagement: Any) -> None:
    """Write a letter to the police, a household, a course and what a named person noted."""
    make.certificate_remark(engagement=engagement)
    it.ids |= {
        "letter": make.purpose_letter(engagement=engagement).id,
        "member": make.household_member(engagement=engagement).id,
        "held": make.worker_course(worker=engagement.worker).id,
        "signed_agreement": make.agreement(engagement=engagement, signed=True).id,
        "agreement": make.agreement(engagement=engagement, sent=True, edition=2).id,
    }


def asked(make: Factories, it: House, user: User) -> None:
    """Ask the worker about the need, too."""
    need = make.session.get(Need, it.ids["need"])
    proposal = make.proposal(need=need, user=user, state="meeting")
    meeting = make.match_meeting(proposal=proposal)
    it.ids |= {
        "question": make.question(proposal=proposal).id, "met": meeting.proposal_id,
        "meeting_of_own": meeting.id,
    }  # fmt: skip


def application(make: Factories, it: House, office: Any) -> None:
    """Somebody has applied to the office, and has an account to follow it from."""
    user = it.people["applicant"] = person(make, office, "applicant")
    sent = make.application(
        office=office, user_id=user.id, name=user.name, is_at_home=True, roles=["avlaster"]
    )
    make.secrecy_request(application=sent)
    sent.cv = ApplicationFile(
        municipality_id=sent.municipality_id, kind="pdf", size_bytes=4, content=b"%PDF"
    )
    make.session.flush()  # gives the referees their ids
    it.ids |= {"application": sent.id, "referee": sent.referees[0].id}
    it.ids["sent_letter"] = letter(make, sent).id
    it.ids["police_letter"] = make.application_letter(application=sent, written_by_id=user.id).id
    make.application_remark(application=sent)
    it.ids |= twins(make, sent, office)
    it.words.add(user.name)


def letter(make: Factories, sent: Application) -> ApplicationLetter:
    """Let the applicant have been written to, in vain."""
    message = letters.made(sent, LetterKind.INTERVIEW).post()
    message.state = "failed"
    make.session.flush()
    return make.session.query(ApplicationLetter).filter_by(message_id=message.id).one()


def twins(make: Factories, sent: Any, office: Any) -> dict[str, Any]:
    """Let the same person have applied twice more: once merged, once not."""
    twin, merged = (make.application(office=office, name=sent.name) for _ in range(2))
    merged.merged_into_id, merged.merged_at = sent.id, LATER
    pair = DuplicatePair(
        municipality_id=sent.municipality_id, first_id=sent.id, second_id=merged.id,
        likeness=["phone"], state="merged", kept_id=sent.id, decided_at=LATER,
    )  # fmt: skip
    make.session.add(pair)
    make.session.flush()
    return {"twin": twin.id, "pair": pair.id}


def meetings(make: Factories, it: House, host: User) -> None:
    """Book an interview and a home visit with the applicant."""
    sent = make.session.get(Application, it.ids["application"])
    for hour, purpose in enumerate(("interview", "home_visit")):
        make.booking(application=sent, purpose=purpose, hosts=[host], hour=hour)


def declined(make: Factories, it: House, by: User) -> None:
    """Let somebody have turned several down at once."""
    act = Decline(municipality_id=by.municipality_id, by_id=by.id, reason="filled", leaves_at=LATER)
    make.session.add(act)
    make.session.flush()
    it.ids["declined"] = act.id


def town(make: Factories, it: House, office: Any) -> None:
    """Give the municipality one of each thing that it decides, sends or keeps."""
    home = {"municipality_id": office.municipality_id}
    user = it.people["parent"]
    dated = {"valid_from": date(2027, 1, 1), "source": "Kommunestyret", "set_by_id": None}
    course = make.course(**home)
    officer = make.clearance_officer(office=office, user=it.people["parent"])
    later = make.requirement(course=course, valid_from=date(2027, 1, 1))
    it.ids |= {"course": course.id, "requirement_row": later.id, "officer": officer.id}
    make.session.add(
        DatedSetting(**home, key="public_applicant_list", value="1", source="Prøve",
                     valid_from=date(2026, 1, 1), set_by_id=None)
    )  # fmt: skip
    rows = {
        "setting_row": DatedSetting(**home, **dated, key="attest_required", value="1"),
        "rate_row": DatedRate(**home, **dated, code="avlaster_hour", amount=20_000),
        "period": ClosedPeriod(**home, first_on=date(2026, 9, 16), last_on=date(2026, 10, 15),
                               closed_by_id=user.id),
        "holiday": SchoolHoliday(**home, name="Vinterferie", first_on=date(2027, 2, 15),
                                 last_on=date(2027, 2, 19)),
        "feedback": Feedback(**home, kind="other", text="Lenken virker ikke."),
        "message": OutboxMessage(**home, template="one_time_link", address="x@provevik.example",
                                 name="Kim", params={}, subject="Hei", body="Hei"),
        "batch": PayBatch(**home, number=1, first_on=date(2026, 9, 16), pay_on=date(2026, 10, 31),
                          last_on=date(2026, 10, 15), entry_count=0, worker_count=0, pay_minutes=0,
                          amount_ore=0, sha256="0", content=b"a", made_by_id=user.id),
    }  # fmt: skip
    make.session.add_all(rows.values())
    role = make.role(user=user, hat="worker")
    make.session.flush()
    it.ids |= {name: row.id for name, row in rows.items()}
    it.ids |= {"user": user.id, "role": role.id, "demo_user": user.id, "office": office.id,
               "place": make.district(office=office).id}  # fmt: skip
