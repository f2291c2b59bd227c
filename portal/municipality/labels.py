"""Words for what a municipality decides: names, help, units and choices."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.core import format as formats
from portal.core import labels
from portal.municipality.choices import CHOICES
from portal.municipality.rates import PERCENTAGES
from portal.municipality.states import PlaceKind, RateCode, SettingKey

Text = object  # a str, or flask-babel's lazy one

# In the order of the page.
GROUPS: tuple[tuple[Text, tuple[SettingKey, ...]], ...] = (
    (
        _l("Timer og vaktplan"),
        (
            SettingKey.BUDGET_BASIS, SettingKey.CARRY_OVER, SettingKey.CARRY_OVER_NUMBER,
            SettingKey.HOURS_ALERT_FIRST_PERCENT, SettingKey.HOURS_ALERT_SECOND_PERCENT,
            SettingKey.MEETINGS_USE_HOURS, SettingKey.RESTING_NIGHT_VEDTAK_PERCENT,
            SettingKey.SCHOOL_STARTS_MINUTE, SettingKey.SCHOOL_ENDS_MINUTE, SettingKey.AGREEMENT,
        ),
    ),
    (
        _l("Føring, attestering og lønn"),
        (
            SettingKey.ATTEST_REQUIRED, SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS,
            SettingKey.SUBMIT_BY_DAY, SettingKey.LATE_AFTER_DAYS, SettingKey.PAY_PERIOD_START_DAY,
            SettingKey.PAY_DAY, SettingKey.RESTING_NIGHT_PAY_PERCENT, SettingKey.OWN_CAR_ALLOWED,
        ),
    ),
    (
        _l("Krav til søkere"),
        (
            SettingKey.MIN_AGE, SettingKey.AGE_EXCEPTION_KNOWN_PERSON, SettingKey.MAX_AGE,
            SettingKey.NORWEGIAN_LEVEL, SettingKey.REFERENCES_REQUIRED,
            SettingKey.COMMITMENT_MONTHS, SettingKey.FORM_ORDER,
        ),
    ),
    (_l("Tall over dem som venter"), (SettingKey.SMALLEST_FIGURE,)),
    (
        _l("Politiattest"),
        (
            SettingKey.CERTIFICATE_MAX_AGE_MONTHS, SettingKey.CERTIFICATE_NEW_CHILD,
            SettingKey.CERTIFICATE_RENEWAL_MONTHS, SettingKey.CERTIFICATE_FACT_MONTHS,
        ),
    ),
    (
        _l("Avtaler"),
        (
            SettingKey.AGREEMENT_SIGN_DAYS, SettingKey.AGREEMENT_EXPIRES_DAYS,
            SettingKey.AGREEMENT_RENEWAL_DAYS,
        ),
    ),
    (
        _l("Referanser"),
        (SettingKey.REFERENCE_REMINDER_DAYS, SettingKey.REFERENCE_EXPIRES_DAYS),
    ),
    (
        _l("Oppfølging etter at noen har begynt"),
        (
            SettingKey.FOLLOW_UP_FIRST_DAYS, SettingKey.FOLLOW_UP_SECOND_DAYS,
            SettingKey.FOLLOW_UP_THIRD_DAYS, SettingKey.FOLLOW_UP_REMINDER_DAYS,
            SettingKey.FOLLOW_UP_EXPIRES_DAYS, SettingKey.FOLLOW_UP_EVERY_MONTHS,
        ),
    ),
    (
        _l("Spørsmål og møter med familier"),
        (
            SettingKey.ASK_BATCH_SIZE, SettingKey.ASK_ANSWER_DAYS, SettingKey.ASK_REMINDER_DAYS,
            SettingKey.ASK_LINK_DAYS, SettingKey.MEETING_REMINDER_DAYS,
        ),
    ),
    (
        _l("Offentlig søkerliste"),
        (
            SettingKey.PUBLIC_APPLICANT_LIST, SettingKey.PUBLIC_LIST_COLUMNS,
            SettingKey.PUBLIC_LIST_WAIT_DAYS,
        ),
    ),
    (
        _l("Hvor lenge vi tar vare på søknader, e-post og meldinger"),
        (
            SettingKey.POOL_CONSENT_MONTHS, SettingKey.RETENTION_REJECTED_DAYS,
            SettingKey.RETENTION_WITHDRAWN_DAYS, SettingKey.RETENTION_APPROVED_DAYS,
            SettingKey.RETENTION_VISIT_DAYS, SettingKey.RETENTION_MAIL_DAYS,
            SettingKey.RETENTION_MATCH_DAYS, SettingKey.RETENTION_MESSAGE_DAYS,
        ),
    ),
)  # fmt: skip

CLOCKS = frozenset({SettingKey.SCHOOL_STARTS_MINUTE, SettingKey.SCHOOL_ENDS_MINUTE})


def _months(count: int) -> str:
    return str(ngettext("%(num)s\u00a0måned", "%(num)s\u00a0måneder", count))


def _days(count: int) -> str:
    return str(ngettext("%(num)s\u00a0dag", "%(num)s\u00a0dager", count))


def _years(count: int) -> str:
    return f"{count}\u00a0{_('år')}"


def _percent(count: int) -> str:
    return f"{count}\u00a0%"


def _alert(count: int) -> str:
    return _percent(count) if count else str(_("Ikke noe varsel"))


def _day_of_month(count: int) -> str:
    return str(_("den %(day)s.", day=count))


def _clock(minute: int) -> str:
    return f"kl.\u00a0{minute // 60}.{minute % 60:02d}"


def _oldest(count: int) -> str:
    return _years(count) if count else str(_("Ingen øvre grense"))


def _often(count: int) -> str:
    return _months(count) if count else str(_("Aldri"))


_NUMBERS: Mapping[SettingKey, Callable[[int], str]] = {
    SettingKey.AGREEMENT_EXPIRES_DAYS: _days,
    SettingKey.AGREEMENT_RENEWAL_DAYS: _days,
    SettingKey.AGREEMENT_SIGN_DAYS: _days,
    SettingKey.ASK_ANSWER_DAYS: _days,
    SettingKey.ASK_BATCH_SIZE: str,
    SettingKey.ASK_LINK_DAYS: _days,
    SettingKey.ASK_REMINDER_DAYS: _days,
    SettingKey.CARRY_OVER_NUMBER: str,
    SettingKey.CERTIFICATE_FACT_MONTHS: _months,
    SettingKey.CERTIFICATE_MAX_AGE_MONTHS: _months,
    SettingKey.CERTIFICATE_RENEWAL_MONTHS: _months,
    SettingKey.COMMITMENT_MONTHS: _months,
    SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS: _days,
    SettingKey.FOLLOW_UP_EVERY_MONTHS: _often,
    SettingKey.FOLLOW_UP_EXPIRES_DAYS: _days,
    SettingKey.FOLLOW_UP_FIRST_DAYS: _days,
    SettingKey.FOLLOW_UP_REMINDER_DAYS: _days,
    SettingKey.FOLLOW_UP_SECOND_DAYS: _days,
    SettingKey.FOLLOW_UP_THIRD_DAYS: _days,
    SettingKey.HOURS_ALERT_FIRST_PERCENT: _alert,
    SettingKey.HOURS_ALERT_SECOND_PERCENT: _alert,
    SettingKey.LATE_AFTER_DAYS: _days,
    SettingKey.MAX_AGE: _oldest,
    SettingKey.MEETING_REMINDER_DAYS: _days,
    SettingKey.MIN_AGE: _years,
    SettingKey.PAY_DAY: _day_of_month,
    SettingKey.PAY_PERIOD_START_DAY: _day_of_month,
    SettingKey.POOL_CONSENT_MONTHS: _months,
    SettingKey.PUBLIC_LIST_WAIT_DAYS: _days,
    SettingKey.REFERENCE_EXPIRES_DAYS: _days,
    SettingKey.REFERENCE_REMINDER_DAYS: _days,
    SettingKey.REFERENCES_REQUIRED: str,
    SettingKey.RESTING_NIGHT_PAY_PERCENT: _percent,
    SettingKey.RESTING_NIGHT_VEDTAK_PERCENT: _percent,
    SettingKey.RETENTION_APPROVED_DAYS: _days,
    SettingKey.RETENTION_MAIL_DAYS: _days,
    SettingKey.RETENTION_MATCH_DAYS: _days,
    SettingKey.RETENTION_MESSAGE_DAYS: _days,
    SettingKey.RETENTION_REJECTED_DAYS: _days,
    SettingKey.RETENTION_VISIT_DAYS: _days,
    SettingKey.RETENTION_WITHDRAWN_DAYS: _days,
    SettingKey.SCHOOL_ENDS_MINUTE: _clock,
    SettingKey.SCHOOL_STARTS_MINUTE: _clock,
    SettingKey.SMALLEST_FIGURE: str,
    SettingKey.SUBMIT_BY_DAY: _day_of_month,
}


def setting_words(key: SettingKey, value: str) -> str:
    """Return what a setting's value means: ``3 måneder``, ``Ja``, ``kl. 8.30``."""
    if key in CHOICES:
        return str(CHOICES[key][value])
    return _NUMBERS[key](int(value))


def rate_words(code: RateCode, amount: int) -> str:
    """Return ``kr 207,20`` for 20720 øre, ``25 %`` for 2500 hundredths of a percent."""
    if code not in PERCENTAGES:
        return formats.kroner(amount)
    whole, rest = divmod(amount, 100)
    return f"{whole},{rest:02d}".removesuffix(",00") + "\u00a0%"


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            SettingKey.AGE_EXCEPTION_KNOWN_PERSON: _l("Unntak fra aldersgrensen for kjente"),
            SettingKey.AGREEMENT: _l("Avtale om arbeidstid"),
            SettingKey.AGREEMENT_EXPIRES_DAYS: _l("En sendt avtale gjelder i"),
            SettingKey.AGREEMENT_RENEWAL_DAYS: _l("Oppgave om fornyelse før avtalen går ut"),
            SettingKey.AGREEMENT_SIGN_DAYS: _l("Frist for å godta en avtale"),
            SettingKey.ASK_ANSWER_DAYS: _l("Frist for å svare på et spørsmål"),
            SettingKey.ASK_BATCH_SIZE: _l("Antall som spørres om gangen"),
            SettingKey.ASK_LINK_DAYS: _l("Lenken i spørsmålet virker i"),
            SettingKey.ASK_REMINDER_DAYS: _l("Påminning om et spørsmål etter"),
            SettingKey.ATTEST_REQUIRED: _l("Familien attesterer timene"),
            SettingKey.BUDGET_BASIS: _l("Slik regnes timene i et vedtak"),
            SettingKey.CARRY_OVER: _l("Timer som er igjen ved årsskiftet"),
            SettingKey.CARRY_OVER_NUMBER: _l("Grense for overføring, uker eller prosent"),
            SettingKey.CERTIFICATE_FACT_MONTHS: _l("At en attest ble sett, står i"),
            SettingKey.CERTIFICATE_MAX_AGE_MONTHS: _l("Politiattestens høyeste alder"),
            SettingKey.CERTIFICATE_NEW_CHILD: _l("Ny politiattest for nytt barn"),
            SettingKey.CERTIFICATE_RENEWAL_MONTHS: _l("Ny attest kan kreves ved fornyelse etter"),
            SettingKey.COMMITMENT_MONTHS: _l("Hvor lenge man binder seg"),
            SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS: _l("Koordinator kan attestere etter"),
            SettingKey.FOLLOW_UP_EVERY_MONTHS: _l("Oppfølging igjen hver"),
            SettingKey.FOLLOW_UP_EXPIRES_DAYS: _l("Frist for å svare på oppfølging"),
            SettingKey.FOLLOW_UP_FIRST_DAYS: _l("Første oppfølging etter"),
            SettingKey.FOLLOW_UP_REMINDER_DAYS: _l("Påminning om oppfølging etter"),
            SettingKey.FOLLOW_UP_SECOND_DAYS: _l("Andre oppfølging etter"),
            SettingKey.FOLLOW_UP_THIRD_DAYS: _l("Tredje oppfølging etter"),
            SettingKey.FORM_ORDER: _l("Rekkefølgen i søknadsskjemaet"),
            SettingKey.HOURS_ALERT_FIRST_PERCENT: _l("Første varsel om brukte timer"),
            SettingKey.HOURS_ALERT_SECOND_PERCENT: _l("Andre varsel om brukte timer"),
            SettingKey.LATE_AFTER_DAYS: _l("Timer er sent ført etter"),
            SettingKey.MAX_AGE: _l("Høyeste alder"),
            SettingKey.MEETINGS_USE_HOURS: _l("Møter og opplæring tas av vedtaket"),
            SettingKey.MEETING_REMINDER_DAYS: _l("Påminning etter et møte"),
            SettingKey.MIN_AGE: _l("Laveste alder"),
            SettingKey.NORWEGIAN_LEVEL: _l("Krav til norsk"),
            SettingKey.OWN_CAR_ALLOWED: _l("Egen bil er tillatt"),
            SettingKey.PAY_DAY: _l("Lønnsdag"),
            SettingKey.PAY_PERIOD_START_DAY: _l("Lønnsperioden begynner"),
            SettingKey.POOL_CONSENT_MONTHS: _l("Tid i søkerbanken"),
            SettingKey.PUBLIC_APPLICANT_LIST: _l("Offentlig søkerliste"),
            SettingKey.PUBLIC_LIST_COLUMNS: _l("Dette står på søkerlista"),
            SettingKey.PUBLIC_LIST_WAIT_DAYS: _l("Frist til å trekke søknaden etter et nei"),
            SettingKey.REFERENCE_EXPIRES_DAYS: _l("Frist for referanser"),
            SettingKey.REFERENCE_REMINDER_DAYS: _l("Påminning til referanser etter"),
            SettingKey.REFERENCES_REQUIRED: _l("Antall referanser"),
            SettingKey.RESTING_NIGHT_PAY_PERCENT: _l("Lønn for hvilende natt"),
            SettingKey.RESTING_NIGHT_VEDTAK_PERCENT: _l("Hvilende natt i vedtaket"),
            SettingKey.RETENTION_APPROVED_DAYS: _l("Søknaden til de godkjente slettes etter"),
            SettingKey.RETENTION_MAIL_DAYS: _l("Sendt e-post slettes etter"),
            SettingKey.RETENTION_MATCH_DAYS: _l(
                "Ord om forslag, møter og oppfølging slettes etter"
            ),
            SettingKey.RETENTION_MESSAGE_DAYS: _l("Meldinger slettes etter"),
            SettingKey.RETENTION_REJECTED_DAYS: _l("Avslåtte søknader slettes etter"),
            SettingKey.RETENTION_VISIT_DAYS: _l("Rapporter fra hjemmebesøk slettes etter"),
            SettingKey.RETENTION_WITHDRAWN_DAYS: _l("Trukne søknader slettes etter"),
            SettingKey.SCHOOL_ENDS_MINUTE: _l("Skoledagen slutter"),
            SettingKey.SCHOOL_STARTS_MINUTE: _l("Skoledagen begynner"),
            SettingKey.SMALLEST_FIGURE: _l("Minste tall som vises utenfor kontoret"),
            SettingKey.SUBMIT_BY_DAY: _l("Frist for å føre timer"),
            RateCode.ASSISTANT_HOUR: _l("BPA-assistent, per time"),
            RateCode.AVLASTER_EXPENSE_DOGN: _l("Utgiftsdekning for avlaster, per døgn"),
            RateCode.AVLASTER_HOUR: _l("Avlaster, per time"),
            RateCode.EVENING_HOUR: _l("Kveldstillegg, per time"),
            RateCode.KM: _l("Kjøring, per kilometer"),
            RateCode.KM_TAX_FREE: _l("Kjøring uten skattetrekk, per kilometer"),
            RateCode.NIGHT_MINIMUM: _l("Nattillegg, minst per time"),
            RateCode.NIGHT_PERCENT: _l("Nattillegg, prosent"),
            RateCode.STOTTEKONTAKT_HOUR: _l("Støttekontakt, per time"),
            RateCode.WEEKEND_MINIMUM: _l("Helgetillegg, minst per time"),
            RateCode.WEEKEND_PERCENT: _l("Helgetillegg, prosent"),
            PlaceKind.DISTRICT: {"": _l("Bydel"), "many": _l("Bydeler"), "the": _l("bydelen")},
            PlaceKind.UNIT: {"": _l("Enhet"), "many": _l("Enheter"), "the": _l("enheten")},
            PlaceKind.SUPPLIER: {
                "": _l("Leverandør"), "many": _l("Leverandører"), "the": _l("leverandøren"),
            },
        }
    )  # fmt: skip
