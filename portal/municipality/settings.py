"""What the municipality has decided, on a date: a dated row, or else the sourced default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.municipality.models import DatedSetting
from portal.municipality.states import SettingKey


@dataclass(frozen=True, slots=True)
class Default:
    """What holds until the municipality says otherwise, what it may be, and who says so."""

    value: str
    source: str
    choices: tuple[str, ...] = ()  # none: a whole number from ``low`` to ``high``
    low: int = 0
    high: int = 0

    @property
    def law(self) -> str:
        """Return who says so, where it is a law; what other municipalities do is no source."""
        return self.source if "§" in self.source or "art." in self.source else ""


YES_NO = ("1", "0")

DEFAULTS: Mapping[SettingKey, Default] = {
    SettingKey.AGE_EXCEPTION_KNOWN_PERSON: Default(
        "1", "Stavanger og Lund: fra 16 år når man er spurt av noen man kjenner", YES_NO
    ),
    SettingKey.AGREEMENT: Default(
        "none", "aml § 10-5 og § 10-8: ingen avtale", ("none", "individual", "union")
    ),
    SettingKey.AGREEMENT_EXPIRES_DAYS: Default(
        "30", "Ingen felles regel funnet: en måned", low=7, high=90
    ),
    SettingKey.AGREEMENT_RENEWAL_DAYS: Default(
        "30", "Bjørnafjorden: fornyes hvert nyttår, så oppgaven kommer i desember", low=7, high=120
    ),
    SettingKey.AGREEMENT_SIGN_DAYS: Default(
        "3", "Bjørnafjorden: signeres digitalt innen tre dager", low=1, high=30
    ),
    SettingKey.ASK_ANSWER_DAYS: Default(
        "3", "Ingen felles regel funnet: tre dager til å tenke seg om", low=1, high=30
    ),
    SettingKey.ASK_BATCH_SIZE: Default(
        "5", "Ingen felles regel funnet: de fem som passer best", low=1, high=20
    ),
    SettingKey.ASK_LINK_DAYS: Default(
        "14", "Ingen felles regel funnet: to uker, som en invitasjon", low=3, high=60
    ),
    SettingKey.ASK_REMINDER_DAYS: Default(
        "2", "Ingen felles regel funnet: dagen før fristen", low=1, high=30
    ),
    SettingKey.ATTEST_REQUIRED: Default("1", "Stord og Bodø: foresatt attesterer", YES_NO),
    SettingKey.BUDGET_BASIS: Default(
        "days", "Timer per uke delt på sju for hver dag", ("days", "weeks_52")
    ),
    SettingKey.CARRY_OVER: Default(
        "none",
        "Vanlig praksis: timer overføres ikke",
        ("none", "max_weeks", "max_percent", "by_application"),
    ),
    SettingKey.CARRY_OVER_NUMBER: Default(
        "0", "Uker eller prosent, når timer kan overføres", low=0, high=100
    ),
    SettingKey.CERTIFICATE_FACT_MONTHS: Default(
        "12", "Datatilsynet: bevis for at kontrollen er gjort", low=0, high=60
    ),
    SettingKey.CERTIFICATE_NEW_CHILD: Default("1", "Stavanger: nytt barn krever ny attest", YES_NO),
    SettingKey.CERTIFICATE_RENEWAL_MONTHS: Default(
        "6", "Stavanger: fornyelse tidligst etter seks måneder", low=1, high=36
    ),
    SettingKey.CERTIFICATE_MAX_AGE_MONTHS: Default(
        "3", "Politiattest høyst tre måneder gammel ved avtale", low=1, high=12
    ),
    SettingKey.COMMITMENT_MONTHS: Default("12", "Bergen, Stavanger: minst ett år", low=0, high=36),
    SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS: Default(
        "14", "Taushet skal aldri koste lønn", low=1, high=90
    ),
    SettingKey.FOLLOW_UP_EVERY_MONTHS: Default(
        "12", "Bjørnafjorden: minst hvert år; Fylkesmannen: brudd i Strand uten", low=0, high=24
    ),
    SettingKey.FOLLOW_UP_EXPIRES_DAYS: Default(
        "14", "Ingen felles regel funnet: to uker, som en invitasjon", low=3, high=30
    ),
    SettingKey.FOLLOW_UP_FIRST_DAYS: Default(
        "7", "Drammen: jevnlig oppfølging; etter en uke", low=1, high=30
    ),
    SettingKey.FOLLOW_UP_REMINDER_DAYS: Default(
        "4", "Ingen felles regel funnet: etter fire dager", low=1, high=30
    ),
    SettingKey.FOLLOW_UP_SECOND_DAYS: Default(
        "30", "Drammen: jevnlig oppfølging; etter en måned", low=14, high=90
    ),
    SettingKey.FOLLOW_UP_THIRD_DAYS: Default(
        "90", "Drammen: jevnlig oppfølging; etter tre måneder", low=60, high=365
    ),
    SettingKey.FORM_ORDER: Default(
        "roles,person,wishes,experience,referees",
        "Ingen felles rekkefølge funnet: først hva, så hvem",
        (
            "roles,person,wishes,experience,referees",
            "person,roles,wishes,experience,referees",
            "roles,wishes,experience,person,referees",
            "roles,experience,wishes,person,referees",
        ),
    ),
    SettingKey.HOURS_ALERT_FIRST_PERCENT: Default(
        "65", "Ingen felles regel funnet: andre systemer varsler ved 65 prosent", low=0, high=100
    ),
    SettingKey.HOURS_ALERT_SECOND_PERCENT: Default(
        "90", "Ingen felles regel funnet: andre systemer varsler ved 90 prosent", low=0, high=100
    ),
    SettingKey.LATE_AFTER_DAYS: Default("60", "Øygarden: to måneder", low=7, high=365),
    SettingKey.MAX_AGE: Default("0", "Ingen øvre grense", low=0, high=99),
    SettingKey.MEETINGS_USE_HOURS: Default(
        "1", "Ingen felles regel funnet: møter og opplæring tas av vedtaket", YES_NO
    ),
    SettingKey.MEETING_REMINDER_DAYS: Default(
        "3", "Ingen felles regel funnet: etter tre dager", low=1, high=30
    ),
    SettingKey.MIN_AGE: Default("18", "Bergen, Molde, Stavanger", low=13, high=25),
    SettingKey.NORWEGIAN_LEVEL: Default(
        "none", "Bærum krever B1, de fleste ingen prøve", ("none", "a2", "b1", "b2", "c1")
    ),
    SettingKey.OWN_CAR_ALLOWED: Default("1", "Trondheim sier nei, de fleste ja", YES_NO),
    SettingKey.PAY_DAY: Default("15", "Drammen og Kvinnherad: den 12.", low=1, high=28),
    SettingKey.PAY_PERIOD_START_DAY: Default(
        "1", "Bodø: kalendermåned; Stord: den 21.", low=1, high=28
    ),
    SettingKey.POOL_CONSENT_MONTHS: Default(
        "12", "Bergen: søkere kan stå i en bank; ett år om gangen", low=1, high=36
    ),
    SettingKey.PUBLIC_APPLICANT_LIST: Default("0", "Molde; offentleglova § 25", YES_NO),
    SettingKey.PUBLIC_LIST_COLUMNS: Default(
        "name,age,occupation,home_municipality",
        "offentleglova § 25: navn, alder, stilling og bostedskommune",
        (
            "name,age,occupation,home_municipality",
            "name,age,home_municipality",
            "name,age,occupation",
            "name,home_municipality",
        ),
    ),
    SettingKey.PUBLIC_LIST_WAIT_DAYS: Default(
        "7", "Ingen felles regel funnet: en uke til å trekke søknaden", low=3, high=30
    ),
    SettingKey.REFERENCE_EXPIRES_DAYS: Default(
        "14", "Ingen felles regel funnet: to uker, som en invitasjon", low=3, high=60
    ),
    SettingKey.REFERENCE_REMINDER_DAYS: Default(
        "5", "Ingen felles regel funnet: etter fem dager", low=1, high=30
    ),
    SettingKey.REFERENCES_REQUIRED: Default("2", "Kristiansund: to referanser", low=0, high=3),
    SettingKey.RESTING_NIGHT_PAY_PERCENT: Default(
        "100", "Ingen sats funnet: full lønn til kommunen sier noe annet", low=1, high=100
    ),
    SettingKey.RESTING_NIGHT_VEDTAK_PERCENT: Default(
        "100", "Ingen sats funnet: hele natten teller", low=0, high=100
    ),
    SettingKey.RETENTION_APPROVED_DAYS: Default(
        "365", "GDPR art. 5 (1) e: ett år etter siste oppdrag", low=30, high=1825
    ),
    SettingKey.RETENTION_MAIL_DAYS: Default(
        "90", "GDPR art. 5 (1) e: til det er avklart om e-posten kom fram", low=7, high=365
    ),
    SettingKey.RETENTION_MATCH_DAYS: Default(
        "365", "GDPR art. 5 (1) e: grunnene trengs bare til neste forsøk", low=30, high=730
    ),
    SettingKey.RETENTION_MESSAGE_DAYS: Default(
        "90", "GDPR art. 5 (1) e: til det som ble avtalt, er gjort", low=7, high=365
    ),
    SettingKey.RETENTION_REJECTED_DAYS: Default(
        "180", "GDPR art. 5 (1) e; kommunens arkivplan", low=1, high=1095
    ),
    SettingKey.RETENTION_VISIT_DAYS: Default(
        "180",
        "GDPR art. 5 (1) e: rapporten om hjemmet trengs bare til avgjørelsen",
        low=1,
        high=730,
    ),
    SettingKey.RETENTION_WITHDRAWN_DAYS: Default(
        "180", "GDPR art. 5 (1) e; kommunens arkivplan", low=1, high=1095
    ),
    SettingKey.SCHOOL_ENDS_MINUTE: Default("840", "Vanlig skoledag til kl. 14", low=0, high=1440),
    SettingKey.SCHOOL_STARTS_MINUTE: Default(
        "510", "Vanlig skoledag fra kl. 8.30", low=0, high=1440
    ),
    SettingKey.SMALLEST_FIGURE: Default(
        "5", "Helsedirektoratet og SSB: tall under fem vises ikke", low=3, high=20
    ),
    SettingKey.SUBMIT_BY_DAY: Default("5", "Bodø: den 5. i måneden etter", low=1, high=28),
}


def all_on(municipality_id: UUID, on: date) -> Mapping[SettingKey, str]:
    """Return every setting as it is on a date, in one statement; a page asks it once."""
    return db.read_once((all_on, municipality_id, on), lambda: _all_on(municipality_id, on))


def _all_on(municipality_id: UUID, on: date) -> dict[SettingKey, str]:
    rows = db.session().execute(
        select(DatedSetting.key, DatedSetting.value)
        .where(DatedSetting.municipality_id == municipality_id, DatedSetting.valid_from <= on)
        .order_by(DatedSetting.valid_from)
    )
    found = {key: default.value for key, default in DEFAULTS.items()}
    found.update({SettingKey(key): value for key, value in rows})
    return found


def value(municipality_id: UUID, key: SettingKey, on: date) -> str:
    """Return one setting as it is on a date."""
    return all_on(municipality_id, on)[key]


def number(municipality_id: UUID, key: SettingKey, on: date) -> int:
    """Return a setting that is a whole number."""
    return int(value(municipality_id, key, on))


def flag(municipality_id: UUID, key: SettingKey, on: date) -> bool:
    """Return a setting that is yes or no."""
    return value(municipality_id, key, on) == "1"
