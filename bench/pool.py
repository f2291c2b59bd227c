"""A family that needs somebody, and a pool of known size to choose from."""

from datetime import timedelta
from uuid import UUID

from portal.core import db
from portal.demo.town import Town
from portal.families.models import Ordning
from portal.needs.models import Need
from portal.needs.states import NeedState, RoleKind
from portal.pool.models import PoolConsent
from portal.pool.service import ends_on

HELPERS = 300
NEED_ID = UUID("01900000-0000-7000-8000-00000000be4c")
INTERESTS = ("fotball", "film", "turer", "musikk", "svømming")


def gather(town: Town, ordning: Ordning) -> None:
    """Make the need of an ordning, and helpers who say when, where and what they like."""
    district = town.place.districts[0]
    db.add(
        Need(
            id=NEED_ID, municipality_id=town.place.id, ordning_id=ordning.id,
            district_id=district.id, slug="malekroken", state=NeedState.PUBLISHED,
            title="Assistent på tirsdager", text="Vi trenger en som liker å være ute.",
            age_from=7, age_to=12, interests="fotball og film", hours_text="Tirsdager kl. 16–19",
            weekdays=0b10, windows=[[1, 16 * 60, 19 * 60]], hours_per_week_minutes=180,
            waiting_since_on=town.today - timedelta(days=40),
        )
    )  # fmt: skip
    for number in range(HELPERS):
        _helper(town, number)
    db.session().flush()


def _helper(town: Town, number: int) -> None:
    user = town.user(f"Hjelper {number}")
    worker = town.worker(town.place.offices[0], user)
    given_on = town.today - timedelta(days=number % 200)
    db.add(
        PoolConsent(
            municipality_id=town.place.id, office_id=worker.office_id, user_id=user.id, user=user,
            district_id=town.place.districts[0].id, given_on=given_on,
            ends_on=ends_on(town.place.id, given_on), roles=[RoleKind.BPA_ASSISTANT.value],
            interests=INTERESTS[number % len(INTERESTS)], about="Rolig og tålmodig.",
            hours_per_week=2 + number % 6,
        )
    )  # fmt: skip
