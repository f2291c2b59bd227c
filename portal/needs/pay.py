"""What an assignment pays, from the municipality's own dated rates."""

from dataclasses import dataclass

from portal.core import clock
from portal.municipality import rates, settings
from portal.municipality.rates import NoRateError
from portal.municipality.states import RateCode, SettingKey
from portal.needs.models import Need
from portal.needs.states import RoleKind

HOUR = {
    RoleKind.AVLASTER: RateCode.AVLASTER_HOUR,
    RoleKind.STOTTEKONTAKT: RateCode.STOTTEKONTAKT_HOUR,
    RoleKind.BPA_ASSISTANT: RateCode.ASSISTANT_HOUR,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """Øre an hour (None when nothing is set), months one is asked to stay, least age."""

    hour_ore: int | None
    months: int
    min_age: int
    has_public_list: bool  # whether those who apply may be on a public list


def terms(need: Need) -> Terms:
    """Return what the assignment pays and asks for today."""
    today = clock.today()
    decided = settings.all_on(need.municipality_id, today)
    try:
        hour = rates.rate(need.municipality_id, HOUR[need.role], today).amount
    except NoRateError:
        hour = None
    return Terms(
        hour, int(decided[SettingKey.COMMITMENT_MONTHS]), int(decided[SettingKey.MIN_AGE]),
        has_public_list=decided[SettingKey.PUBLIC_APPLICANT_LIST] == "1",
    )  # fmt: skip
