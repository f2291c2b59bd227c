"""Children, their guardians and ordninger, and who leads them. Everything is dated and logged."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.access.actor import Actor, Hat
from portal.accounts import queries as accounts_queries
from portal.accounts import service as accounts
from portal.accounts.models import User
from portal.audit import service as audit
from portal.core import clock, db
from portal.core.errors import RefusedError
from portal.families import queries
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.families.states import GuardianBasis, LeaderKind, Service
from portal.messages import service as messages
from portal.rules.periods import DAY
from portal.rules.periods import clock as hour_of

MOST_ARBEIDSLEDERE = 2  # two homes: domain/bpa.md § 1
TAKEN = "Adressen er i bruk i en annen kommune. Bruk en annen e-postadresse."
TWO_ALREADY = "To er arbeidsledere i denne tiden. Avslutt en av dem først, eller velg andre datoer."
LEADS_ALREADY = "Personen leder ordningen allerede i denne tiden."
NEEDS_END = "Skriv når vikariatet slutter."
TOO_EARLY = "Skriv en dag fra og med %s."


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known of a child."""

    name: str
    initials: str
    born_on: date
    office_id: UUID
    district_id: UUID | None = None
    has_school_hours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGuardian:
    """Somebody who is to act for a child, by e-mail: an account is found or made."""

    name: str
    email: str
    basis: GuardianBasis
    lives_with_child: bool
    valid_from: date
    valid_to: date | None = None


# Children -----------------------------------------------------------------------------------


def register_child(actor: Actor, details: Details) -> Child:
    """Register a child in the municipality's one series of numbers."""
    assert actor.municipality_id is not None
    child = db.add(
        Child(
            municipality_id=actor.municipality_id,
            number=queries.next_number(actor.municipality_id),
            office_id=details.office_id,
            district_id=details.district_id,
            name=details.name.strip(),
            initials=details.initials.strip(),
            born_on=details.born_on,
            has_school_hours=details.has_school_hours,
        )
    )
    db.session().flush()
    audit.record(actor, "child:registered", "child", child.id, number=child.number)
    return child


def change_child(actor: Actor, child: Child, details: Details) -> None:
    """Change what is known of a child; the log keeps which facts, never their values."""
    changed = []
    for name in ("name", "initials", "born_on", "office_id", "district_id", "has_school_hours"):
        value = getattr(details, name)
        if getattr(child, name) != value:
            setattr(child, name, value)
            changed.append(name)
    if changed:
        db.session().flush()
        audit.record(actor, "child:changed", "child", child.id, fields=changed)


# Guardians ----------------------------------------------------------------------------------


def add_guardian(actor: Actor, child: Child, new: NewGuardian) -> Guardian:
    """Let somebody act for a child; an account that is new is invited.

    Raises:
        RefusedError: the address is another municipality's, or it is a guardian already.
    """
    user = account_of(actor, new.email, new.name)
    known = [it for it in queries.guardians(child.id) if it.user_id == user.id]
    if known:
        raise RefusedError("Personen er registrert som foresatt allerede.")
    accounts.give_role(user, Hat.PARENT, by=actor)
    row = db.add(
        Guardian(
            municipality_id=child.municipality_id, child_id=child.id, user_id=user.id,
            basis=new.basis, lives_with_child=new.lives_with_child,
            valid_from=new.valid_from, valid_to=new.valid_to,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(
        actor, "guardian:added", "child", child.id, user=str(user.id), basis=new.basis,
        valid_from=new.valid_from.isoformat(),
    )  # fmt: skip
    return row


def end_guardian(actor: Actor, row: Guardian, last_on: date) -> None:
    """Let somebody act for a child no longer than to a day."""
    row.valid_to = _ending(row.valid_from, last_on)
    audit.record(
        actor, "guardian:ended", "child", row.child_id,
        user=str(row.user_id), on=last_on.isoformat(),
    )  # fmt: skip


def account_of(actor: Actor, email: str, name: str) -> User:
    """Return the account with this address, made and invited when there is none.

    Raises:
        RefusedError: the account is another municipality's.
    """
    assert actor.municipality_id is not None
    known = accounts_queries.by_email(email)
    if known is not None and known.municipality_id != actor.municipality_id:
        raise RefusedError(TAKEN)
    user = accounts.create_user(actor.municipality_id, email, name, by=actor)
    accounts.invite(user, by=actor)
    return user


# Ordninger ----------------------------------------------------------------------------------


def start_ordning(
    actor: Actor, child: Child, service: Service, valid_from: date, supplier_id: UUID | None = None
) -> Ordning:
    """Begin a child's arrangement of one service."""
    ordning = db.add(
        Ordning(
            municipality_id=child.municipality_id, child=child, child_id=child.id,
            service=service, supplier_id=supplier_id, valid_from=valid_from,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(actor, "ordning:started", "ordning", ordning.id, service=service)
    return ordning


def end_ordning(actor: Actor, ordning: Ordning, last_on: date) -> None:
    """End an arrangement after a day; those who lead it do so no longer."""
    ordning.valid_to = _ending(ordning.valid_from, last_on)
    leading = queries.leaders(ordning.id)
    for held in leading:
        if held.row.valid_to is None or held.row.valid_to > last_on:
            held.row.valid_to = max(last_on, held.row.valid_from)
    accounts.renew_calendars(User.id.in_([held.user.id for held in leading]))
    audit.record(actor, "ordning:ended", "ordning", ordning.id, on=last_on.isoformat())


# Who leads ----------------------------------------------------------------------------------


def appoint(
    actor: Actor,
    ordning: Ordning,
    user: User,
    kind: LeaderKind,
    valid_from: date,
    valid_to: date | None = None,
) -> Leader:
    """Let somebody lead an ordning from a day: for good, or as a stand-in to a day.

    Raises:
        RefusedError: two lead already, the same person does, or a stand-in has no end.
    """
    if kind is LeaderKind.STAND_IN and valid_to is None:
        raise RefusedError(NEEDS_END)
    db.hold(Ordning, ordning.id)
    _refuse_crowd(ordning, user, kind, valid_from, valid_to)
    lasting = valid_to if kind is LeaderKind.STAND_IN else None
    accounts.give_role(user, Hat.PARENT, valid_from=valid_from, valid_to=lasting, by=actor)
    row = db.add(
        Leader(
            municipality_id=ordning.municipality_id, ordning_id=ordning.id, user_id=user.id,
            kind=kind, valid_from=valid_from, valid_to=valid_to,
        )
    )  # fmt: skip
    db.session().flush()
    accounts.renew_calendars(User.id == user.id)
    audit.record(
        actor, "leader:appointed", "ordning", ordning.id, user=str(user.id), kind=kind,
        valid_from=valid_from.isoformat(), valid_to=valid_to.isoformat() if valid_to else None,
    )  # fmt: skip
    if user.id != actor.user_id:
        messages.enqueue(
            accounts_queries.recipient(user), "leader_appointed", kind=kind,
            valid_from=hour_of(valid_from, 12).isoformat(),
            valid_to=hour_of(valid_to, 12).isoformat() if valid_to else None,
        )  # fmt: skip
    return row


def _refuse_crowd(
    ordning: Ordning, user: User, kind: LeaderKind, valid_from: date, valid_to: date | None
) -> None:
    last = valid_to or date.max
    meeting = [
        held.row
        for held in queries.leaders(ordning.id)
        if held.row.valid_from <= last and (held.row.valid_to or date.max) >= valid_from
    ]
    if any(row.user_id == user.id for row in meeting):
        raise RefusedError(LEADS_ALREADY)
    if kind is LeaderKind.STAND_IN:
        return
    lasting = [row for row in meeting if row.kind == LeaderKind.ARBEIDSLEDER]
    for day in {valid_from, *(row.valid_from for row in lasting if row.valid_from >= valid_from)}:
        if sum(row.valid_from <= day <= (row.valid_to or date.max) for row in lasting) >= (
            MOST_ARBEIDSLEDERE
        ):
            raise RefusedError(TWO_ALREADY)


def end_leader(actor: Actor, row: Leader, last_on: date) -> None:
    """Let somebody lead no longer than to a day."""
    row.valid_to = _ending(row.valid_from, last_on)
    accounts.renew_calendars(User.id == row.user_id)
    audit.record(
        actor, "leader:ended", "ordning", row.ordning_id,
        user=str(row.user_id), on=last_on.isoformat(),
    )  # fmt: skip


def _ending(first_on: date, last_on: date) -> date:
    """The day a right ends: yesterday ends it now, and nothing ends before it began."""
    earliest = max(first_on, clock.today() - DAY)
    if last_on < earliest:
        raise RefusedError(TOO_EARLY % f"{earliest.day}.{earliest.month}.{earliest.year}")
    return last_on
