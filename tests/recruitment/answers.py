"""What somebody answers, step by step; a test changes what it is about."""

from __future__ import annotations

STEPS = {
    1: {"choices": ["stottekontakt"], "known_person": "", "relation": ""},
    2: {
        "name": "Nora Oppdiktet", "email": "nora@provevik.example", "phone": "412 34 567",
        "born_on": "4.3.1992",
    },
    3: {
        "availability": ["2-evening", "5-day"], "hours_per_week": "4", "has_licence": "1",
        "has_car": "1", "commits": "y",
    },
    4: {"interests": "Turer, hund og fotball", "norwegian_level": "native"},
    5: {
        "referees-0-name": "Ref En", "referees-0-knows_from": "Sjef",
        "referees-0-phone": "987 65 432", "referees-1-name": "Ref To",
        "referees-1-knows_from": "Lærer", "referees-1-phone": "98765433",
        "referees-1-email": "",
    },
    6: {"keeps_in_pool": "y"},
}  # fmt: skip


def fill(page, *, upto=6, slug="provevik", status=303, **changes):
    """Answer the steps up to one of them; ``changes`` are fields of any step.

    Only the last one may end with another status than 303.
    """
    for step in range(1, upto + 1):
        page.get(f"/{slug}/sok/{step}")
        known = {name: value for name, value in changes.items() if _belongs(step, name)}
        page.submit(status if step == upto else 303, **{**STEPS[step], **known})
    return page


def _belongs(step, name):
    home = {"household", "spare_bed", "about_home"}
    return name in STEPS[step] or (step == 5 and name in home) or name in EXTRA.get(step, ())


LISTED = ("occupation", "home_municipality", "wants_secrecy", "secrecy_reason")
EXTRA = {2: ("district_id", *LISTED), 3: ("max_km", "age_groups"), 4: ("experience", "motivation")}
