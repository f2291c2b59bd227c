"""Who has an account, with which roles, sessions and links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.access.actor import Actor, Hat, Relation
from portal.accounts.models import Role, User
from portal.core import clock, db, moment
from portal.core.paging import PageOf, page_of
from portal.messages.service import Recipient
from portal.municipality.models import Office, Supplier

Protected = Callable[[], Select[UUID, UUID]]
_protected: list[Protected] = []


def protect(source: Protected) -> None:
    """Let ``source`` select (user id, graded id): who is seen only by those named for them."""
    if source not in _protected:
        _protected.append(source)


def managed(actor: Actor) -> Select[User]:
    """Select the accounts an administrator may know of: those of the municipality.

    One without a name has been emptied (``leaving``).

    Protected people are among them only for an administrator who is named for them.
    """
    query = select(User).where(User.municipality_id == actor.municipality_id, User.name != "")
    for source in _protected:
        hidden = source().subquery()
        user_id, graded_id = hidden.c
        seen = actor.of(Relation.NAMED_FOR)
        query = query.where(User.id.not_in(select(user_id).where(graded_id.not_in(seen))))
    return query


def one_managed(actor: Actor, user_id: UUID) -> User | None:
    """Return one of the accounts an administrator may know of."""
    return db.session().scalar(managed(actor).where(User.id == user_id))


@dataclass(frozen=True, slots=True)
class ListedUser:
    """A line of the list: an account and the roles it has now."""

    user: User
    roles: Sequence["HeldRole"]


def listed(actor: Actor, number: int) -> PageOf[ListedUser]:
    """Return one page of the accounts, by name."""
    return _with_roles(page_of(managed(actor).order_by(User.name, User.id), number))


def found(actor: Actor, text: str) -> PageOf[ListedUser]:
    """Return the first accounts whose name or address has this text in it."""
    # SQLite folds the case of a–z only, so "åse" is looked for as "Åse" too.
    hit = or_(
        User.name.icontains(text, autoescape=True),
        User.name.contains(text.title(), autoescape=True),
        User.email.icontains(text, autoescape=True),
    )
    return _with_roles(page_of(managed(actor).where(hit).order_by(User.name, User.id), 1))


def _with_roles(page: PageOf[User]) -> PageOf[ListedUser]:
    found = held(Role.user_id.in_([it.id for it in page.items]), role_is_in_force())
    items = [
        ListedUser(it, [each for each in found if each.role.user_id == it.id]) for it in page.items
    ]
    return PageOf(items, page.number, page.total, page.size)


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
    return and_(
        Role.valid_from <= moment.TODAY,
        or_(Role.valid_to.is_(None), Role.valid_to >= moment.TODAY),
        or_(Role.ended_at.is_(None), Role.ended_at > moment.NOW),
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
    return held(Role.user_id == user_id)


def roles_now(user_id: UUID) -> Sequence[HeldRole]:
    """Return the roles somebody has now."""
    return held(Role.user_id == user_id, role_is_in_force())


def held(*where: ColumnElement[bool]) -> Sequence[HeldRole]:
    """Return the roles these conditions choose, newest first, with their places."""
    query = (
        select(Role, func.coalesce(Office.name, Supplier.name, ""))
        .outerjoin(Office, Office.id == Role.office_id)
        .outerjoin(Supplier, Supplier.id == Role.supplier_id)
        .where(*where)
        .order_by(Role.valid_from.desc(), Role.hat, Role.id.desc())
    )
    return [HeldRole(role, place) for role, place in db.session().execute(query)]


def one_managed_role(actor: Actor, user_id: UUID, role_id: UUID) -> Role | None:
    """Return a role of one of the accounts an administrator may know of."""
    account = one_managed(actor, user_id)
    query = select(Role).where(Role.id == role_id, Role.user_id == user_id)
    return db.session().scalar(query) if account else None


def offices(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return (id, name) of the municipality's offices."""
    query = select(Office.id, Office.name).where(Office.municipality_id == actor.municipality_id)
    return [(str(id_), name) for id_, name in db.session().execute(query.order_by(Office.name))]


def suppliers(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return (id, name) of the municipality's suppliers."""
    here = Supplier.municipality_id == actor.municipality_id
    query = select(Supplier.id, Supplier.name).where(here).order_by(Supplier.name)
    return [(str(id_), name) for id_, name in db.session().execute(query)]


def other_admin_roles(role: Role) -> int:
    """Return how many other administrator roles the same person has for good."""
    query = select(func.count()).where(
        Role.user_id == role.user_id,
        Role.hat == Hat.ADMIN,
        Role.id != role.id,
        Role.valid_to.is_(None),
        role_is_in_force(),
    )
    return db.session().scalar(query) or 0


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


def own(actor: Actor) -> User | None:
    """Return the actor's own account."""
    return db.session().get(User, actor.user_id)
