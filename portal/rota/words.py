"""What a finding says in plain words: heading, reason, numbers, paragraph, what would allow it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.format import NBSP, clock, hours, weekday
from portal.hours.findings import RotaFinding
from portal.rules.findings import AllowedIf, Code, Finding

Numbers = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Words:
    """A finding as it is read. ``numbers`` are (label, value)."""

    heading: str
    text: str = ""
    numbers: Numbers = field(default_factory=list)
    allowed_if: str = ""


_LAWS = {
    "AML": _l("Arbeidsmiljøloven"),
    "FOR-2017-06-25-1052": _l("Forskrift om arbeidstid for avlastere"),
    "pbrl": _l("Pasient- og brukerrettighetsloven"),
    "hol": _l("Helse- og omsorgstjenesteloven"),
}
_PARTS = ("", _l("første"), _l("andre"), _l("tredje"), _l("fjerde"), _l("femte"), _l("sjette"))


def section(code: str) -> str:
    """Return ``AML § 10-8 (1)`` as ``Arbeidsmiljøloven § 10-8, første ledd``."""
    law, _space, rest = code.partition(" ")
    paragraph, _bracket, part = rest.partition(" (")
    number = int(part.rstrip(")")) if part.rstrip(")").isdigit() else 0
    text = f"{_LAWS.get(law, law)} {paragraph.replace('§ ', '§' + NBSP)}"
    if not number:
        return text
    which = _PARTS[number] if number < len(_PARTS) else f"{number}."
    return f"{text}, {which} {_('ledd')}"


def whole(minutes: int) -> str:
    """Return 540 as ``9 timer``, 570 as ``9 timer og 30 minutter``."""
    count, rest = divmod(minutes, 60)
    parts = [f"{count}{NBSP}{_('time') if count == 1 else _('timer')}"] if count or not rest else []
    parts += [f"{rest}{NBSP}{_('minutter')}"] if rest else []
    return f" {_('og')} ".join(parts)


def of_finding(found: RotaFinding) -> Words:
    """Return a finding in words. One that is veiled has no numbers: they tell of another family."""
    finding, who = found.finding, found.who
    numbers: Numbers = [] if found.is_veiled else _numbers(finding)
    if finding.section:
        numbers.append((str(_("Regel")), section(finding.section)))
    speak = _VEILED if found.is_veiled else _SPOKEN
    heading, text = speak.get(finding.code, _SPOKEN[finding.code])(finding, who)
    allowed = _ALLOWED[finding.allowed_if] if finding.allowed_if else ""
    return Words(heading=heading, text=text, numbers=numbers, allowed_if=str(allowed))


def short(found: RotaFinding) -> str:
    """Return the few words that fit on a shift's card."""
    rest = found.finding.numbers.get("measured_minutes")
    if found.code is Code.DAILY_REST and rest is not None:
        return str(_("%(rest)s hvile", rest=hours(rest)))
    return str(_("Funn"))


def rest_until(finding: Finding) -> datetime:
    """Return when the rest would have been long enough."""
    assert finding.free_from is not None
    return finding.free_from + timedelta(minutes=finding.numbers["required_minutes"])


def _numbers(finding: Finding) -> Numbers:
    labels = _REST if "required_minutes" in finding.numbers else _CEILING
    return [
        (str(labels[key]), hours(finding.numbers[key])) for key in labels if key in finding.numbers
    ]


_REST: Mapping[str, object] = {
    "measured_minutes": _l("Fri nå"),
    "required_minutes": _l("Kravet"),
    "missing_minutes": _l("Mangler"),
}
_CEILING: Mapping[str, object] = {
    "measured_minutes": _l("Etter planen"),
    "limit_minutes": _l("Grensen"),
    "over_minutes": _l("Over"),
    "overlap_minutes": _l("Samtidig"),
    "uncovered_minutes": _l("Utenfor vedtaket"),
    "night_minutes": _l("Om natten"),
    "school_minutes": _l("I skoletiden"),
}
Spoken = tuple[str, str]


def _daily_rest(finding: Finding, who: str) -> Spoken:
    rest = whole(finding.numbers["measured_minutes"])
    demand = whole(finding.numbers["required_minutes"])
    rule = _("Det skal være minst %(demand)s sammenhengende fri i døgnet.", demand=demand)
    if finding.free_from is None or finding.free_to is None:
        heading = _("%(who)s får ikke nok fri %(day)s.", who=who, day=weekday(finding.at))
        return heading, rule
    first, last = weekday(finding.free_from), weekday(finding.free_to)
    if first == last:
        heading = _("%(who)s får bare %(rest)s fri %(day)s.", who=who, rest=rest, day=first)
    else:
        heading = _(
            "%(who)s får bare %(rest)s fri mellom %(first)s og %(last)s.",
            who=who, rest=rest, first=first, last=last,
        )  # fmt: skip
    text = _(
        "%(who)s er ferdig %(first)s kl. %(from)s og begynner igjen %(last)s kl. %(to)s.",
        who=who, first=first, last=last,
        **{"from": clock(finding.free_from), "to": clock(finding.free_to)},
    )  # fmt: skip
    return heading, f"{text} {rule}"


def _said(heading: str, text: str = "") -> Callable[[Finding, str], Spoken]:
    """Make the words of a code; the sentences may use who, day, measured, limit and over."""

    def say(finding: Finding, who: str) -> Spoken:
        numbers = {key.removesuffix("_minutes"): whole(n) for key, n in finding.numbers.items()
                   if key.endswith("_minutes")}  # fmt: skip
        counts = {key: n for key, n in finding.numbers.items() if not key.endswith("_minutes")}
        known = {"who": who, "day": weekday(finding.at), **numbers, **counts}
        return str(heading) % known, str(text) % known

    return say


_SPOKEN: Mapping[Code, Callable[[Finding, str], Spoken]] = {
    Code.DAILY_REST: _daily_rest,
    Code.REST_16H: _said(
        _l("%(who)s trenger en lengre pause før eller etter den lange vakten."),
        _l("Etter mer enn 16 timer skal det være minst %(required)s fri rett før eller etter."),
    ),
    Code.WEEKLY_REST: _said(
        _l("%(who)s får ingen sammenhengende ukefri."),
        _l("Den lengste fristunden er %(measured)s. Den skal være minst %(required)s i uka."),
    ),
    Code.TOTAL_24H: _said(
        _l("%(who)s jobber %(measured)s på ett døgn."),
        _l("Vakter og overtid kan til sammen være høyst %(limit)s i døgnet."),
    ),
    Code.OVERTIME_24H: _said(
        _l("%(who)s jobber %(measured)s på ett døgn. Det gir overtid."),
        _l("Vanlig arbeidstid er høyst %(limit)s i døgnet."),
    ),
    Code.WEEKLY_HOURS: _said(
        _l("%(who)s jobber %(measured)s denne uka. Det gir overtid."),
        _l("Vanlig arbeidstid er høyst %(limit)s i uka."),
    ),
    Code.CONTINUOUS_56H: _said(
        _l("%(who)s har vakt i %(measured)s uten stans."),
        _l("Avlastning kan vare høyst %(limit)s i strekk."),
    ),
    Code.OTHER_WORK: _said(
        _l("%(who)s har for mye annet arbeid rett ved avlastningen."),
        _l("Av tiden i strekk er %(measured)s annet arbeid. Det kan være høyst %(limit)s."),
    ),
    Code.WEEK_60H: _said(
        _l("%(who)s har %(measured)s denne uka."),
        _l("Avlastere kan jobbe høyst %(limit)s i uka uten avtale om gjennomsnitt."),
    ),
    Code.WEEK_88H: _said(
        _l("%(who)s har %(measured)s denne uka."),
        _l("Avlastere kan aldri jobbe mer enn %(limit)s i én uke."),
    ),
    Code.SUNDAY: _said(
        _l("%(who)s jobber %(sundays_in_a_row)s søndager på rad."),
        _l("Den som jobber en søndag eller helligdag, skal som regel ha fri den neste."),
    ),
    Code.SHORT_NOTICE: _said(
        _l("Planen kommer senere enn to uker før."),
        _l("Endringer skal varsles to uker før. Det er tillatt hvis assistenten sier ja, "
           "så snakk med dem det gjelder."),
    ),
    Code.OVERLAP: _said(
        _l("%(who)s har to vakter samtidig %(day)s."),
        _l("Vaktene går over hverandre i %(overlap)s. Flytt den ene, eller gi den til en annen."),
    ),
    Code.TWO_HELPERS: _said(
        _l("To har vakt samtidig %(day)s."),
        _l("De er der samtidig i %(overlap)s, og begge bruker av timene."),
    ),
    Code.OUTSIDE_VEDTAK: _said(
        _l("Vakten %(day)s er utenfor vedtaket."),
        _l("Vedtaket gjelder ikke for %(uncovered)s av vakten."),
    ),
    Code.NIGHT_NOT_GRANTED: _said(
        _l("Vedtaket sier ikke noe om hjelp om natten."),
        _l("%(night)s av vakten %(day)s er om natten."),
    ),
    Code.SCHOOL_HOURS: _said(
        _l("Vakten %(day)s er i skoletiden."),
        _l("Timene er som regel ikke til når barnet er på skolen. Det gjelder %(school)s."),
    ),
    Code.OVER_BUDGET: _said(
        _l("Utkastet bruker %(over)s mer enn dere har igjen."),
        _l("Utkastet bruker %(measured)s. Igjen av vedtaket er %(limit)s."),
    ),
    Code.NOT_CLEARED: _said(
        _l("%(who)s kan ikke settes opp ennå. Papirer mangler."),
        _l("Ingenting kan planlegges eller betales før alle papirene er i orden."),
    ),
    Code.NOT_ENGAGED: _said(
        _l("%(who)s er ikke assistent her %(day)s."),
        _l("Avtalen gjelder ikke den dagen. Gi vakten til en annen."),
    ),
}  # fmt: skip

_VEILED: Mapping[Code, Callable[[Finding, str], Spoken]] = {
    code: _said(
        heading, _l("Regnet med alle vaktene %(who)s har i kommunen, uten å vise hos hvem.")
    )
    for code, heading in {
        Code.DAILY_REST: _l("%(who)s får for lite hviletid."),
        Code.REST_16H: _l("%(who)s får for lite hviletid."),
        Code.WEEKLY_REST: _l("%(who)s får for lite hviletid i uka."),
        Code.TOTAL_24H: _l("%(who)s får for lang arbeidstid i døgnet."),
        Code.OVERTIME_24H: _l("%(who)s får overtid i døgnet."),
        Code.WEEKLY_HOURS: _l("%(who)s får overtid i uka."),
        Code.CONTINUOUS_56H: _l("%(who)s får for lang vakt i strekk."),
        Code.OTHER_WORK: _l("%(who)s får for mye annet arbeid ved avlastningen."),
        Code.WEEK_60H: _l("%(who)s får for lang arbeidstid i uka."),
        Code.WEEK_88H: _l("%(who)s får for lang arbeidstid i uka."),
        Code.SUNDAY: _l("%(who)s jobber for mange søndager på rad."),
        Code.OVERLAP: _l("%(who)s er opptatt i denne tiden."),
    }.items()
}

_ALLOWED: Mapping[AllowedIf, object] = {
    AllowedIf.INDIVIDUAL_AGREEMENT: _l(
        "arbeidsgiveren og assistenten har skrevet avtale om gjennomsnitt (§ 10-5, første ledd)."
    ),
    AllowedIf.UNION_AGREEMENT: _l(
        "kommunen og de tillitsvalgte har skrevet avtale om kortere hvile eller lengre dager."
    ),
    AllowedIf.UNION_16H: _l(
        "kommunen og de tillitsvalgte har avtale om inntil 16 timer i døgnet (§ 10-6)."
    ),
    AllowedIf.SUNDAY_AGREEMENT: _l(
        "det er skrevet avtale om å regne søndagene i snitt (§ 10-8, fjerde ledd)."
    ),
    AllowedIf.AVLASTER_REGIME: _l("arbeidet er avlastning etter forskriften for avlastere."),
    AllowedIf.AVERAGING: _l("det er skrevet avtale om gjennomsnitt (forskriften § 4)."),
    AllowedIf.WORKER_CONSENT: _l("assistenten sier ja til endringen."),
    AllowedIf.DOUBLE_STAFFING: _l("vedtaket sier at to kan være der samtidig."),
    AllowedIf.NIGHT_CONDITION: _l("vedtaket sier at timene kan brukes om natten."),
    AllowedIf.REASON: _l("du skriver hvorfor."),
    AllowedIf.COORDINATOR: _l("kommunen bestemmer det. Ta kontakt med koordinatoren."),
}

FOR_TEMPLATES = {"short": short, "words_of": of_finding, "whole": whole, "rest_until": rest_until}
