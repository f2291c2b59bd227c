"""Everybody in one municipality of the demo, made one by one and kept by what they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from portal.access.actor import Actor, Assurance, Hat
from portal.accounts import passwords
from portal.accounts.models import Role, User
from portal.core import clock, db, ids
from portal.demo.names import FAMILY, GIVEN, INTERESTS
from portal.demo.places import Place
from portal.engagements.models import AvailabilitySlot, ClearanceItem, Engagement, Worker
from portal.engagements.service import KIND_OF
from portal.engagements.states import STATEMENT_VERSION, Terms
from portal.engagements.week import slots_of
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.families.states import GuardianBasis, LeaderKind, Service
from portal.municipality.models import Office
from portal.requirements.states import BY_LAW, ClearanceKind
from portal.rules.limits import LimitKind
from portal.vedtak.models import Limit, Portion, Vedtak
from portal.vedtak.states import Per, RightHolder, Unit

PASSWORD = "demo-passord"  # noqa: S105 - printed at start; the demo serves only this machine
LONG_AGO = date(2024, 8, 1)
RIGHT_HOLDER = {
    Service.BPA: RightHolder.CHILD,
    Service.AVLASTNING: RightHolder.PARENT,
    Service.STOTTEKONTAKT: RightHolder.CHILD,
}


@dataclass(slots=True)
class Town:
    """A municipality being filled. The same seed gives the same people."""

    place: Place
    today: date
    domain: str
    random: Random
    password_hash: str = field(default_factory=lambda: passwords.made(PASSWORD))
    children: list[Child] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)
    leaders: dict[UUID, UUID] = field(default_factory=dict)  # ordning → who attests
    approver_id: UUID | None = None  # the coordinator who approves
    first_number: int = 101  # of the children; those of employees begin 900 later
    _names: list[str] = field(init=False)  # not given to anybody yet
    _numbers: Iterator[int] = field(init=False)
    _employees: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
        self.random.shuffle(names)
        self._names, self._numbers = names, count(self.first_number)
        self._employees = count(self.first_number + 900)

    def user(self, name: str = "", email: str = "", *, may_sign_in: bool = False) -> User:
        """Make a person. Only the demo's own accounts have a password."""
        made_id = ids.new_id()
        user = db.add(
            User(
                id=made_id,
                municipality_id=self.place.id,
                email=email or f"p{made_id.hex[-10:]}@{self.domain}",
                name=name or self._names.pop(),
                phone=f"+474{self.random.randrange(10**7):07d}",
                password_hash=self.password_hash if may_sign_in else None,
            )
        )
        db.session().flush()
        return user

    def role(self, user: User, hat: Hat, *, office: Office | None = None) -> None:
        """Give somebody a hat."""
        db.add(
            Role(
                municipality_id=self.place.id, user_id=user.id, hat=hat,
                office_id=office.id if office else None, valid_from=LONG_AGO,
            )
        )  # fmt: skip

    def actor(self, user: User, hat: Hat, office: Office | None = None) -> Actor:
        """Make the Actor that acts for somebody while the demo is made."""
        return Actor(
            user_id=user.id, municipality_id=self.place.id, name=user.name, hat=hat, hats=(hat,),
            office_ids=frozenset({office.id}) if office else frozenset(),
            assurance=Assurance.HIGH,
        )  # fmt: skip

    def child(self, office: Office, born_on: date, initials: str = "", **more: str) -> Child:
        """Make a child of an office."""
        name = self._name_with(initials)
        districts = [one for one in self.place.districts if one.office_id == office.id]
        child = Child(
            id=ids.new_id(),
            municipality_id=self.place.id,
            office_id=office.id,
            district_id=self.random.choice(districts).id,
            number=next(self._numbers),
            initials=_initials(name),
            name=name,
            born_on=born_on,
            **more,
        )
        self.children.append(db.add(child))
        db.session().flush()
        return child

    def _name_with(self, initials: str) -> str:
        found = (name for name in self._names if not initials or _initials(name) == initials)
        name = next(found)
        self._names.remove(name)
        return name

    def guardian(self, child: Child, user: User) -> None:
        """Let somebody answer for a child."""
        db.add(
            Guardian(
                municipality_id=self.place.id, child_id=child.id, user_id=user.id,
                basis=GuardianBasis.PARENTAL, valid_from=LONG_AGO,
            )
        )  # fmt: skip

    def ordning(
        self, child: Child, service: Service, leader: User, supplier_id: UUID | None = None
    ) -> Ordning:
        """Make an ordning that somebody leads."""
        ordning = db.add(
            Ordning(
                id=ids.new_id(), municipality_id=self.place.id, child_id=child.id, child=child,
                service=service, supplier_id=supplier_id, valid_from=LONG_AGO,
            )
        )  # fmt: skip
        db.session().flush()
        self.lead(ordning, leader)
        self.leaders[ordning.id] = leader.id
        return ordning

    def lead(self, ordning: Ordning, user: User, until: date | None = None) -> None:
        """Let somebody lead; with an end they are a stand-in from today."""
        db.add(
            Leader(
                municipality_id=self.place.id, ordning_id=ordning.id, user_id=user.id,
                kind=LeaderKind.STAND_IN if until else LeaderKind.ARBEIDSLEDER,
                valid_from=self.today if until else LONG_AGO, valid_to=until,
            )
        )  # fmt: skip

    def vedtak(  # noqa: PLR0913 - what a decision says
        self, ordning: Ordning, minutes: int, per: Per, first: date, last: date, *,
        unit: Unit = Unit.HOURS, version: int = 1, allows_night: bool = False,
        most_a_day: int | None = None,
    ) -> Vedtak:  # fmt: skip
        """Make a version of an ordning's decision with one portion."""
        vedtak = db.add(
            Vedtak(
                id=ids.new_id(), municipality_id=self.place.id, ordning_id=ordning.id,
                version=version, reference=f"{first.year}/{ordning.child.number}",
                right_holder=RIGHT_HOLDER[Service(ordning.service)],
                decided_on=first - timedelta(days=21), valid_from=first, valid_to=last,
                allows_night=allows_night, registered_by_id=UUID(int=0),
            )
        )  # fmt: skip
        db.session().flush()
        portion = db.add(
            Portion(
                municipality_id=self.place.id, vedtak_id=vedtak.id, service=ordning.service,
                unit=unit, per=per, amount_minutes=minutes,
            )
        )  # fmt: skip
        if most_a_day is not None:
            most = Limit(
                municipality_id=self.place.id, kind=LimitKind.DAY, amount_minutes=most_a_day
            )
            portion.limits.append(most)
        return vedtak

    def worker(self, office: Office, user: User | None = None, **more: str) -> Worker:
        """Make somebody who works here, with the times they can."""
        user = user or self.user()
        self.role(user, Hat.WORKER)
        worker = db.add(
            Worker(
                id=ids.new_id(), municipality_id=self.place.id, user_id=user.id, user=user,
                office_id=office.id, employee_number=str(next(self._employees)),
                born_on=date(self.random.randint(1968, 2005), 4, 12),
                interests=", ".join(self.random.sample(INTERESTS, 3)),
                has_car=self.random.random() < 0.6, availability_confirmed_on=self.today,
                **more,
            )
        )  # fmt: skip
        db.session().flush()
        for weekday, first, last in slots_of([f"{day}-evening" for day in range(7)]):
            db.add(
                AvailabilitySlot(
                    municipality_id=self.place.id, worker_id=worker.id, weekday=weekday,
                    from_minute=first, to_minute=last,
                )
            )  # fmt: skip
        return worker

    def engage(
        self, worker: Worker, ordning: Ordning, *, lacks: tuple[ClearanceKind, ...] = ()
    ) -> Engagement:
        """Engage somebody in an ordning, with all papers but those that are to be missing."""
        contractor = ordning.service == Service.STOTTEKONTAKT
        engagement = db.add(
            Engagement(
                id=ids.new_id(), municipality_id=self.place.id, worker_id=worker.id, worker=worker,
                ordning_id=ordning.id, ordning=ordning, supplier_id=ordning.supplier_id,
                kind=KIND_OF[Service(ordning.service)],
                terms=Terms.CONTRACTOR if contractor else Terms.EMPLOYEE_PERMANENT,
                valid_from=LONG_AGO, cleared_at=None if lacks else _at(LONG_AGO),
                created_at=_at(self.today - timedelta(days=6) if lacks else LONG_AGO),
            )
        )  # fmt: skip
        db.session().flush()
        for kind in BY_LAW:
            if kind not in lacks:
                db.add(_paper(engagement, kind))
        self.engagements.append(engagement)
        return engagement


def _initials(name: str) -> str:
    return "".join(f"{part[0]}." for part in name.split())


def _at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), clock.OSLO).astimezone(UTC)


def _paper(engagement: Engagement, kind: ClearanceKind) -> ClearanceItem:
    item = ClearanceItem(
        municipality_id=engagement.municipality_id, engagement_id=engagement.id, kind=kind,
        registered_at=_at(LONG_AGO), registered_by_id=engagement.worker.user_id,
    )  # fmt: skip
    if kind is ClearanceKind.POLITIATTEST:
        item.issued_on, item.seen_on = LONG_AGO - timedelta(days=20), LONG_AGO
        item.seen_by_id, item.legal_basis = engagement.worker.user_id, "hol § 5-4"
    elif kind is ClearanceKind.TAUSHETSERKLAERING:
        item.signed_at, item.text_version = _at(LONG_AGO), STATEMENT_VERSION
        item.assurance = int(Assurance.HIGH)
    else:
        item.signed_on = LONG_AGO
    return item
