"""What was said of a match is deleted on its day; that they met, and the marks, stay."""

from __future__ import annotations

from datetime import timedelta

from portal.followups import forgetting as of_follow_ups
from portal.matching.models import ProposalEvent
from portal.meetings import forgetting as of_meetings
from portal.meetings.models import GuestLink, Verdict
from portal.municipality.keeping import Look
from tests.meetings.conftest import FAMILYS
from tests.plugins.office import NOW


def look(thing, days):
    return Look(municipality_id=thing.municipality_id, figure=365, until=NOW + timedelta(days=days))


def test_the_words_of_a_meeting_go_after_a_year(page, session, ada, met, today):
    page.get(f"/mote/{FAMILYS}").submit(answer="no", reason="Kjente ikke trygghet")
    assert of_meetings.due(look(met, 364)) == []
    (kept,) = of_meetings.due(look(met, 365))
    of_meetings.forget(kept.thing_id)
    session.flush()
    assert [it.reason for it in session.query(Verdict)] == [""]
    assert [it.why for it in session.query(ProposalEvent)] == [""]
    assert session.query(GuestLink).count() == 0
    assert (met.place, met.advice, ada.state) == ("", "", "declined")
    assert of_meetings.due(look(met, 400)) == []


def test_the_words_of_a_follow_up_go_and_the_marks_stay(make, session, engagement):
    low = make.follow_up(
        engagement=engagement, low=True, closed_at=NOW, closed_what="Ringte", token="z" * 43
    )
    assert of_follow_ups.due(look(low, 364)) == []
    (kept,) = of_follow_ups.due(look(low, 365))
    assert kept.number == engagement.ordning.child.number
    of_follow_ups.forget(kept.thing_id)
    session.flush()
    assert (low.word, low.closed_what, low.marks) == ("", "", [2, 4, 5])
    assert of_follow_ups.due(look(low, 400)) == []
