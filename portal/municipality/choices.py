"""The words for what a municipality chooses between, setting by setting."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from portal.municipality.settings import YES_NO
from portal.municipality.states import SettingKey

Text = object  # a str, or flask-babel's lazy one

_YES_NO = dict(zip(YES_NO, (_l("Ja"), _l("Nei")), strict=True))
CHOICES: Mapping[SettingKey, Mapping[str, Text]] = {
    SettingKey.AGE_EXCEPTION_KNOWN_PERSON: _YES_NO,
    SettingKey.AGREEMENT: {
        "none": _l("Ingen avtale"),
        "individual": _l("Skriftlig avtale med den enkelte"),
        "union": _l("Avtale med tillitsvalgte"),
    },
    SettingKey.ATTEST_REQUIRED: _YES_NO,
    SettingKey.BUDGET_BASIS: {
        "days": _l("Timer per uke delt på sju, for hver dag"),
        "weeks_52": _l("Timer per uke ganger 52, delt på dagene i året"),
    },
    SettingKey.CARRY_OVER: {
        "none": _l("De faller bort"),
        "max_weeks": _l("De overføres, opp til et antall uker"),
        "max_percent": _l("De overføres, opp til en prosent av året"),
        "by_application": _l("De kan overføres etter søknad"),
    },
    SettingKey.FORM_ORDER: {
        "roles,person,wishes,experience,referees": _l(
            "Oppdrag, kontakt, når, interesser, referanser"
        ),
        "person,roles,wishes,experience,referees": _l(
            "Kontakt, oppdrag, når, interesser, referanser"
        ),
        "roles,wishes,experience,person,referees": _l(
            "Oppdrag, når, interesser, kontakt, referanser"
        ),
        "roles,experience,wishes,person,referees": _l(
            "Oppdrag, interesser, når, kontakt, referanser"
        ),
    },
    SettingKey.CERTIFICATE_NEW_CHILD: _YES_NO,
    SettingKey.MEETINGS_USE_HOURS: _YES_NO,
    SettingKey.NORWEGIAN_LEVEL: {
        "none": _l("Ingen krav"), "a2": "A2", "b1": "B1", "b2": "B2", "c1": "C1",
    },
    SettingKey.OWN_CAR_ALLOWED: _YES_NO,
    SettingKey.PUBLIC_APPLICANT_LIST: _YES_NO,
    SettingKey.PUBLIC_LIST_COLUMNS: {
        "name,age,occupation,home_municipality": _l("Navn, alder, yrke og bostedskommune"),
        "name,age,home_municipality": _l("Navn, alder og bostedskommune"),
        "name,age,occupation": _l("Navn, alder og yrke"),
        "name,home_municipality": _l("Navn og bostedskommune"),
    },
}  # fmt: skip
