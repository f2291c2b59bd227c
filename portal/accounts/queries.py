"""Who has an account, with which roles, sessions and links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.access.actor import Hat
from portal.accounts.models import Role, User
from portal.core import clock, db
from portal.messages.service import Recipient
from portal.municipality.models import Office, Supplier

Protected = Callable[[], Select[tuple[UUID, UUID]]]
_protected: list[Protected] = []


def protect(source: Protected) -> None:
    """Let ``source`` select (user id, graded id): who is seen only by those named for them."""
    if source not in _protected:
        _protected.append(source)


def user(user_id: UUID) -> User | None:
    """Return an account, whoever asks: for services that already know whom they speak of."""
    return db.session().get(User, user_id)


def by_email(email: str) -> User | None:
    """Return the account with an e-mail address, however it is written."""
    return db.session().scalar(select(User).where(User.email == plain_email(email)))


def plain_email(email: str) -> str:
    """Return an e-mail address as it is stored."""
    return email.strip().lower()


def recipient(of: User) -> Recipient:
    """Return where to write to somebody."""
    return Recipient(
        municipality_id=of.municipality_id, address=of.email, name=of.name, language=of.language
    )


# Roles ---------------------------------------------------------------------------------


def role_is_in_force() -> ColumnElement[bool]:
    """Return the condition that a role holds now: on this date, and not ended."""
    today = clock.today()
    return and_(
        Role.valid_from <= today,
        or_(Role.valid_to.is_(None), Role.valid_to >= today),
        or_(Role.ended_at.is_(None), Role.ended_at > clock.now()),
    )


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role, and the name of the office or supplier it is for."""

    role: Role
    place: str

    @property
    def hat(self) -> Hat:
        """Return the hat as a code."""
        return Hat(self.role.hat)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        past = self.role.valid_to is not None and self.role.valid_to < clock.today()
        return past or (self.role.ended_at is not None and self.role.ended_at <= clock.now())

    @property
    def is_ahead(self) -> bool:
        """Whether it has not begun."""
        return self.role.valid_from > clock.today()


def roles(user_id: UUID) -> Sequence[HeldRole]:
    """Return all the roles somebody has had, has and will have, newest first."""
    query = (
        select(Role, func.coalesce(Office.name, Supplier.name, ""))
        .outerjoin(Office, Office.id == Role.office_id)
        .outerjoin(Supplier, Supplier.id == Role.supplier_id)
        .where(Role.user_id == user_id)
        .order_by(Role.valid_from.desc(), Role.id.desc())
    )
    return [HeldRole(role, place) for role, place in db.session().execute(query)]


def roles_now(user_id: UUID) -> Sequence[HeldRole]:
    """Return the roles somebody has now."""
    return [held for held in roles(user_id) if not held.is_over and not held.is_ahead]


def role(user_id: UUID, role_id: UUID) -> Role | None:
    """Return one of somebody's roles."""
    return db.session().scalar(select(Role).where(Role.id == role_id, Role.user_id == user_id))


def lasting_role(
    user_id: UUID, hat: Hat, office_id: UUID | None, supplier_id: UUID | None
) -> Role | None:
    """Return the role somebody has for good with this hat in this place."""
    query = select(Role).where(
        Role.user_id == user_id,
        Role.hat == hat,
        Role.office_id == office_id,
        Role.supplier_id == supplier_id,
        Role.valid_to.is_(None),
        Role.ended_at.is_(None),
    )
    return db.session().scalars(query).first()
