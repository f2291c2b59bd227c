"""Who lives where the child will be: written down, changed, and asked for certificates."""

from collections.abc import Sequence
from datetime import date

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.clearance import service
from portal.core import clock, db
from portal.engagements import paper_queries
from portal.engagements.models import Engagement, HouseholdMember

Person = tuple[str, date]


def save(actor: Actor, engagement: Engagement, people: Sequence[Person]) -> None:
    """Keep who lives in the home. Who is still there keeps the certificate that was seen."""
    wanted = list(dict.fromkeys(people))
    gone = [it for it in engagement.household if (it.name, it.born_on) not in wanted]
    there = {(it.name, it.born_on) for it in engagement.household}
    for member in gone:
        _forget(engagement, member)
    for name, born_on in wanted:
        if (name, born_on) not in there:
            engagement.household.append(
                HouseholdMember(
                    municipality_id=engagement.municipality_id, name=name, born_on=born_on
                )
            )
    engagement.household_on = clock.today()
    db.session().flush()
    audit.record(actor, "household:kept", "engagement", engagement.id, people=len(wanted))
    service.judge(actor, engagement, paper_queries.of(engagement))


def _forget(engagement: Engagement, member: HouseholdMember) -> None:
    for item in [it for it in engagement.clearance if it.member_id == member.id]:
        engagement.clearance.remove(item)
    db.session().flush()  # the certificate points to the member
    engagement.household.remove(member)
