"""A family's need, and the anonymised advert drafted from it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.families.models import Ordning
from portal.families.states import Service
from portal.municipality.models import District
from portal.needs.states import HelperSex, NeedState, RoleKind, Sex

ROLE_OF = {
    Service.BPA: RoleKind.BPA_ASSISTANT,
    Service.AVLASTNING: RoleKind.AVLASTER,
    Service.STOTTEKONTAKT: RoleKind.STOTTEKONTAKT,
}


class Need(db.Base):
    """Somebody is needed in an ordning. What is published never tells who the child is."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("state IN ('draft','published','filled','withdrawn')", name="state"),
        CheckConstraint("age_from < age_to", name="ages"),  # a band, never one age
        CheckConstraint("sex IN ('','girl','boy')", name="sex"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
        CheckConstraint("helper_sex IN ('','woman','man')", name="helper_sex"),
        CheckConstraint("helper_sex = '' OR helper_sex_reason <> ''", name="helper_sex_reason"),
        Index("ix_need_municipality", "municipality_id", "state"),
        Index("ix_need_ordning", "ordning_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    slug: Mapped[str] = mapped_column(unique=True)  # its place in the public address
    state: Mapped[str] = mapped_column(default=NeedState.DRAFT)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    sex: Mapped[str] = mapped_column(default=Sex.UNSAID)
    age_from: Mapped[int]
    age_to: Mapped[int]
    interests: Mapped[str] = mapped_column(default="")
    hours_text: Mapped[str]  # "Tirsdager kl. 16–19"
    weekdays: Mapped[int] = mapped_column(default=0)  # bits: 1 is Monday, 64 Sunday
    has_nights: Mapped[bool] = mapped_column(default=False)
    needs_car: Mapped[bool] = mapped_column(default=False)
    # What the office looks for. Nobody else reads the rest: it is in no advert.
    windows: Mapped[list[list[int]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # [weekday, from, to], …
    hours_per_week_minutes: Mapped[int | None]
    languages: Mapped[str] = mapped_column(default="", server_default="")
    competence: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="")  # where the child lives
    helper_sex: Mapped[str] = mapped_column(default=HelperSex.ANY, server_default="")
    helper_sex_reason: Mapped[str] = mapped_column(default="", server_default="")
    waiting_since_on: Mapped[date]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    district: Mapped[District | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def role(self) -> RoleKind:
        """Return what somebody is needed as."""
        return ROLE_OF[Service(self.ordning.service)]

    @property
    def child_id(self) -> UUID:
        """Return the child it is for."""
        return self.ordning.child_id

    @property
    def office_id(self) -> UUID:
        """Return the office whose family it is."""
        return self.ordning.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.ordning.graded_ids

    @property
    def state_code(self) -> NeedState:
        """Return the state as its enum, for labels."""
        return NeedState(self.state)

    @property
    def sex_code(self) -> Sex:
        """Return the sex as its enum, for labels."""
        return Sex(self.sex)

    @property
    def helper_sex_code(self) -> HelperSex:
        """Return whom the child is to be with as its enum, for labels."""
        return HelperSex(self.helper_sex)

    @property
    def days(self) -> list[bool]:
        """Return, Monday first, which days of the week somebody is needed."""
        return [bool(self.weekdays >> day & 1) for day in range(7)]

    def days_waiting(self, on: date) -> int:
        """Return how many days the child has waited."""
        return (on - self.waiting_since_on).days
