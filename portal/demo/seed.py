"""Make the demo: two municipalities around today, and nobody in them who exists."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.demo import (
    agreements,
    applicants,
    awkward,
    chatter,
    encounters,
    families,
    listed,
    matches,
    papers,
    places,
    recruits,
    story,
    ways,
    weeks,
)
from portal.demo.town import PASSWORD, Town
from portal.demo.weeks import Week
from portal.families.states import Service
from portal.hours import alerts
from portal.municipality.models import Municipality
from portal.payroll import periods
from portal.payroll import service as payroll
from portal.recruitment.states import Stage
from portal.vedtak import renewals
from portal.vedtak.states import Per

FAMILIES = 42
APPLICATIONS = 36


def seed() -> None:
    """Fill an empty database. Call inside a transaction."""
    _nordvik()
    _sorvik()


def _nordvik() -> None:
    place = places.nordvik()
    town = Town(place, clock.today(), "demo.example", Random(20261122))  # noqa: S311 - the same people each time
    kari = _staff(town, "Kari Moen", "koordinator", Hat.COORDINATOR)
    per = _staff(town, "Per Aune", "koordinator2", Hat.COORDINATOR, office=1)
    _staff(town, "Liv Rosslid", "koordinator3", Hat.COORDINATOR, office=1)  # visits take two
    anne = _staff(town, "Anne Vestlid", "admin", Hat.ADMIN)
    town.approver_id = kari.id
    team = story.bpa_family(town)
    story.respite_family(town)
    families.many(town, FAMILIES, place.offices)
    families.protected(town, kari)
    awkward.second_family(town, team)
    waiting = [one.ordning for one in town.engagements[:: max(1, len(town.engagements) // 23)]]
    recruits.adverts(town, waiting)
    recruits.applications(town, APPLICATIONS, kari)
    nora = town.user("Nora Fjeld", f"soker@{town.domain}", may_sign_in=True)
    hers = recruits.one(town, APPLICATIONS + 1, Stage.HOME_VISIT, per, nora)
    encounters.everything(town, kari, per, hers)
    ways.letters_sent(town, kari)
    applicants.applicants(town, kari)
    papers.papers(town, kari)
    db.session().flush()
    awkward.judge(town)
    awkward.disputed(town, team)
    chatter.messages(team)
    agreements.agreements(town, kari)
    matches.pool(town, kari)
    _pay(town, kari)
    awkward.close_the_old(town, anne)
    _nights(town, team)


def _nights(town: Town, team: story.Team) -> None:
    """Send what the nights before today would have sent."""
    alerts.look_at(team.ordning.id, town.today)
    renewals.remind(clock.now())


def _sorvik() -> None:
    place = places.sorvik()
    town = Town(place, clock.today(), "nabo.example", Random(9902))  # noqa: S311 - the same people each time
    coordinator = _staff(town, "Grete Ulvmo", "koordinator", Hat.COORDINATOR)
    town.approver_id = coordinator.id
    parent = town.user("Silje Nordlid", f"forelder@{town.domain}", may_sign_in=True)
    town.role(parent, Hat.PARENT)
    helper = town.user("Omar Teigmo", f"assistent@{town.domain}", may_sign_in=True)
    neighbours(town, parent, helper)
    families.many(town, 6, place.offices)
    recruits.adverts(town, [one.ordning for one in town.engagements[:4]])
    recruits.applications(town, 6, coordinator)
    ways.own_way(town, coordinator)
    papers.officer(town, coordinator)
    listed.public_list(town)


def neighbours(town: Town, parent: User, helper: User) -> None:
    """Make the neighbour's own story: one family, one assistant."""
    child = town.child(town.place.offices[0], clock.today().replace(day=1) - timedelta(days=3650))
    town.guardian(child, parent)
    ordning = town.ordning(child, Service.BPA, parent)
    first, last = clock.today().replace(month=1, day=1), clock.today().replace(month=12, day=31)
    town.vedtak(ordning, 15 * 60, Per.WEEK, first, last)
    engagement = town.engage(town.worker(town.place.offices[0], helper), ordning)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    patterns = families.PATTERNS[Service.BPA][0]
    weeks.fill(town, engagement, patterns, Week(monday, -8, 4))


def _staff(town: Town, name: str, login: str, hat: Hat, office: int = 0) -> User:
    user = town.user(name, f"{login}@{town.domain}", may_sign_in=True)
    at = town.place.offices[office] if hat is Hat.COORDINATOR else None
    town.role(user, hat, office=at)
    return user


def _pay(town: Town, coordinator: User) -> None:
    """Pay what was approved before the newest period that is over; leave that one to do."""
    actor = town.actor(coordinator, Hat.COORDINATOR, town.place.offices[0])
    newest = periods.to_pay(town.place.id)
    earlier = periods.period_of(town.place.id, newest.from_on - timedelta(days=1))
    for supplier_id in (None, *(one.id for one in town.place.suppliers)):
        run = payroll.Run(supplier_id, earlier, earlier.to_on + timedelta(days=15))
        try:
            batch = payroll.make(actor, run)
        except ConflictError:
            continue
        payroll.deliver(actor, batch)
        payroll.mark_paid(actor, batch)


def accounts() -> list[str]:
    """Return a line for each account one can sign in to, and the password of them all."""
    query = (
        select(Municipality.name, User.email, User.name)
        .join(User, User.municipality_id == Municipality.id)
        .where(Municipality.is_demo, User.password_hash.is_not(None))
        .order_by(Municipality.name, User.created_at)
    )
    lines = [f"{place:18} {email:28} {name}" for place, email, name in db.session().execute(query)]
    return [*lines, f"The password of them all: {PASSWORD}"]
