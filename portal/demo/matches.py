"""The pool, and who is proposed for whom: in every state a coordinator meets."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import cycle
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.accounts.models import User
from portal.core import clock, db
from portal.demo import meetings
from portal.demo.names import INTERESTS
from portal.demo.town import Town
from portal.engagements.models import Engagement, Worker
from portal.families.states import Gradering
from portal.matching import service as matching
from portal.matching.candidates import Field, field_of
from portal.matching.models import Proposal
from portal.matching.states import Side, Wish
from portal.municipality.models import District, Postcode
from portal.needs.models import Need
from portal.needs.states import NeedState, RoleKind
from portal.pool.models import PoolConsent
from portal.pool.service import ends_on, follow
from portal.recruitment.models import Application
from portal.recruitment.states import Stage

Way = Callable[[Actor, Need, Sequence[Proposal]], None]
IN_POOL = 25
# Invented places on the real map: names of the demo's own, some kilometres apart.
SPOTS = ((63.43, 10.40), (63.41, 10.44), (63.40, 10.36), (63.37, 10.38), (63.44, 10.47))
ABOUT = (
    "Rolig og tålmodig. Liker best å være ute.",
    "Student med god tid på ettermiddagene. Ler mye.",
    "Har tre voksne barn og savner liv i huset.",
    "Jobber turnus og har fri annenhver helg.",
)


def pool(town: Town, by: User) -> None:
    """Let some of the workers stand in the pool, and propose a few of them."""
    codes = _postcodes(town.place.districts)
    here = Worker.municipality_id == town.place.id
    query = select(Worker).where(here, Worker.gradering == Gradering.UGRADERT)
    office = town.place.offices[0]
    workers = db.session().scalars(query.order_by(Worker.employee_number)).all()
    at_hand = [it for it in workers if it.office_id == office.id][:IN_POOL]
    for number, (worker, district) in enumerate(
        zip(at_hand, cycle(town.place.districts), strict=False)
    ):
        _stand(town, number, worker, district, codes)
    for application in _kept(town):
        follow(application)
    db.session().flush()
    actor = town.actor(by, Hat.COORDINATOR, office)
    needs = [it for it in _open(town, office.id) if it.role is RoleKind.STOTTEKONTAKT]
    ways = (meetings.some_answers, meetings.whole_way, meetings.nobody_yet)
    for need, way in zip(needs, ways, strict=False):
        _look_for(need, codes)
        _propose(actor, need, way)
    begun = _begun(town, office.id)
    meetings.follow_up(begun, actor)
    liked = begun[0]  # and the family would gladly go on
    matching.ask(
        actor, liked.ordning.child, liked.user_id, Wish.FAVOURITE, Side.FAMILY,
        "Barnet gleder seg hver gang.",
    )  # fmt: skip


def _kept(town: Town) -> Sequence[Application]:
    """Return those who were turned down and wanted to stay."""
    query = select(Application).where(
        Application.municipality_id == town.place.id,
        Application.stage == Stage.NOT_APPROVED,
        Application.keeps_in_pool,
    )
    return db.session().scalars(query).all()


def _postcodes(districts: Sequence[District]) -> dict[str, str]:
    """Make a postcode for each district, and return them by the district's name."""
    found = {}
    for number, (district, (north, east)) in enumerate(zip(districts, cycle(SPOTS), strict=False)):
        code = f"{9992 + number % 8}"  # not in use by the postal service
        known = db.session().scalar(select(Postcode).where(Postcode.code == code))
        if known is None:
            db.add(Postcode(code=code, place=district.name, latitude=north, longitude=east))
        found[district.name] = code
    return found


def _stand(
    town: Town, number: int, worker: Worker, district: District, codes: dict[str, str]
) -> None:
    given_on = town.today - timedelta(days=(number * 43) % 350)
    is_asked = (town.today - given_on).days > 335
    db.add(
        PoolConsent(
            municipality_id=town.place.id, office_id=worker.office_id, user_id=worker.user_id,
            user=worker.user, district_id=district.id, given_on=given_on,
            ends_on=ends_on(town.place.id, given_on),
            reminded_at=clock.now() - timedelta(days=2) if is_asked else None,
            paused_on=town.today - timedelta(days=9) if number % 11 == 10 else None,
            roles=[RoleKind.STOTTEKONTAKT.value, RoleKind.BPA_ASSISTANT.value][: 1 + number % 2],
            interests=", ".join(town.random.sample(INTERESTS, 4)), about=ABOUT[number % 4],
            experience="Har vært leder på sommerleir." if number % 3 else "",
            languages="norsk, engelsk" if number % 4 else "norsk, urdu",
            age_groups=["7-12"] if number % 5 == 0 else [], has_car=worker.has_car,
            travel=["walk", "bike", "bus"][number % 3 :],
            postcode=codes[district.name], max_km=5 + number % 20, hours_per_week=4 + number % 5,
        )
    )  # fmt: skip


def _open(town: Town, office_id: object) -> list[Need]:
    query = select(Need).where(
        Need.municipality_id == town.place.id, Need.state == NeedState.PUBLISHED
    )
    return [it for it in db.session().scalars(query.order_by(Need.id)) if it.office_id == office_id]


def _look_for(need: Need, codes: dict[str, str]) -> None:
    need.windows = [[2, 16 * 60, 19 * 60]]
    need.hours_per_week_minutes = 3 * 60
    need.postcode = codes[need.district.name] if need.district else ""


def _propose(actor: Actor, need: Need, way: Way) -> None:
    """Propose the seven best, and let them come somewhere; one pair never meets again."""
    field = field_of(actor, need, clock.today())
    best = [entry.user_id for entry in field.new][:8]
    if len(best) < 8:
        return
    made = matching.propose(actor, field, best[:7])
    matching.reorder(actor, made[5], made[5].version, 2, "Kjenner storebroren fra fotballen.")
    db.session().flush()
    way(actor, need, made)
    _ask(actor, field, best[7])


def _ask(actor: Actor, field: Field, user_id: object) -> None:
    entry = next(it for it in field.entries if it.user_id == user_id)
    matching.ask(
        actor,
        field.need.ordning.child,
        entry.user_id,
        Wish.NEVER,
        Side.FAMILY,
        "Foreldrene kjenner hverandre.",
    )
    db.session().flush()


def _begun(town: Town, office_id: UUID) -> list[Engagement]:
    """Return engagements of one office with families who can be asked how it goes."""
    found = [it for it in town.engagements if it.office_id == office_id]
    return [it for it in found if it.ordning_id in town.leaders and not it.graded_ids]
