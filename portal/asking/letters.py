"""Who a letter about a match is from, and what it may tell of a need."""

from typing import Any
from uuid import UUID

from portal.core import db
from portal.municipality.models import Municipality, Office
from portal.needs.models import Need


def signature(municipality_id: UUID, office_id: UUID | None, acting: str = "") -> dict[str, Any]:
    """Return municipality, office, person and telephone, as every letter ends with."""
    place = db.session().get_one(Municipality, municipality_id)
    office = db.session().get(Office, office_id) if office_id else None
    return {
        "municipality": place.name,
        "office": office.name if office else "",
        "phone": office.phone if office else place.phone,
        "coordinator": acting,
    }


def told(need: Need) -> dict[str, Any]:
    """Return what anybody may read of a need, and no more: the advert's own words."""
    return {
        "role": need.role.value,
        "sex": need.sex,
        "ages": [need.age_from, need.age_to],
        "district": need.district.name if need.district else "",
        "interests": need.interests,
        "hours_text": need.hours_text,
        "needs_car": need.needs_car,
    }
