"""The score in plain Norwegian: a sentence for every point and for everything missing."""

from collections.abc import Callable, Mapping

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core import format as formats
from portal.core import labels
from portal.core.i18n import language
from portal.matching.candidates import Rule
from portal.matching.facts import Gap, Lack, Point, Reason
from portal.pool.states import TravelMode

NBSP = "\u00a0"
Sentence = Callable[[], object]  # made when it is read: the language is the reader's


def _list(words: tuple[str, ...]) -> str:
    return format_list(list(words), locale=language())


def _km(numbers: int) -> str:
    return f"{numbers}{NBSP}km"


def why(point: Point) -> str:
    """Return what somebody got points for."""
    numbers = point.numbers
    if point.reason is Reason.HOURS:
        if numbers["can"] >= numbers["needed"]:
            return str(_("Kan alle timene, %(all)s.", all=formats.hours(numbers["needed"])))
        can, needed = formats.hours(numbers["can"]), formats.hours(numbers["needed"])
        return str(_("Kan %(can)s av %(all)s.", can=can, all=needed))
    if point.reason is Reason.DAYS:
        return str(_days(numbers["can"], numbers["needed"]))
    if point.reason is Reason.VISITS:
        return str(
            ngettext(
                "Har vært hos barnet %(num)s gang de siste 90 dagene.",
                "Har vært hos barnet %(num)s ganger de siste 90 dagene.",
                numbers["visits"],
            )
        )
    return _plain(point)


def _days(can: int, needed: int) -> object:
    if can >= needed == 2:
        return _("Kan begge dagene.")
    if can >= needed:
        return ngettext("Kan den dagen det trengs.", "Kan alle %(num)s dagene.", needed)
    return _("Kan %(can)s av %(all)s dager.", can=can, all=needed)


def _plain(point: Point) -> str:
    words = _list(point.words)
    said: Mapping[Reason, Sentence] = {
        Reason.INTERESTS: lambda: _("Liker også %(what)s.", what=words),
        Reason.NEAR: lambda: _near(point.numbers["km"], point.words),
        Reason.SAME_DISTRICT: lambda: _("Bor i samme bydel."),
        Reason.FAVOURITE: lambda: _("Er ønsket av familien."),
        Reason.CAR: lambda: _("Har bil, og det trengs."),
        Reason.LANGUAGE: lambda: _("Snakker %(what)s.", what=words),
        Reason.COMPETENCE: lambda: _("Har %(what)s.", what=words),
        Reason.AGE_GROUP: lambda: _("Vil helst være med barn på den alderen."),
        Reason.EXPERIENCE: lambda: _("Har erfaring med barn eller omsorg."),
    }
    return str(said[point.reason]())


def lack(gap: Gap) -> str:
    """Return what is missing."""
    words, numbers = _list(gap.words), gap.numbers
    said: Mapping[Lack, Sentence] = {
        Lack.OTHER_ROLE: lambda: _("Er ikke godkjent for denne rollen."),
        Lack.NO_TIME: lambda: _("Kan ikke på de tidene det trengs."),
        Lack.NO_CAR: lambda: _("Har ikke bil, og det trengs."),
        Lack.OTHER_SEX: lambda: _("Er ikke av det kjønnet barnet trenger."),
        Lack.NO_INTERESTS: lambda: _("Ingen felles interesser i det de har skrevet."),
        Lack.SOME_TIME: lambda: _("Kan ikke hele tida. Noen andre må ta resten."),
        Lack.NO_NIGHT: lambda: _("Har ikke sagt at natt går."),
        Lack.UNKNOWN_TIME: lambda: _("Har ikke sagt når det passer. Spør."),
        Lack.STALE_TIME: lambda: _(
            "Tidene er %(days)s dager gamle. Be om nye.", days=numbers["days"]
        ),
        Lack.AWAY: lambda: _away(gap),
        Lack.TOO_FAR: lambda: _far(numbers),
        Lack.HARD_TO_REACH: lambda: _(
            "Kan %(how)s. Det er langt, %(km)s.", how=_ways(gap.words), km=_km(numbers["km"])
        ),
        Lack.OTHER_DISTRICT: lambda: _("Bor i en annen bydel."),
        Lack.UNKNOWN_PLACE: lambda: _("Vi vet ikke hvor langt unna det er."),
        Lack.LANGUAGE: lambda: _("Har ikke sagt at det går på %(what)s.", what=words),
        Lack.COMPETENCE: lambda: _("Mangler %(what)s.", what=words),
        Lack.AGE_GROUP: lambda: _("Vil helst være med barn på en annen alder."),
        Lack.FEW_HOURS: lambda: _(
            "Vil ha høyst %(hours)s timer i uka. Det trengs flere.", hours=numbers["hours"]
        ),
        Lack.UNKNOWN_SEX: lambda: _("Har ikke oppgitt kjønn. Det betyr noe her."),
        Lack.NOT_APPROVED: lambda: _("Fikk nei sist og står i banken. Må godkjennes først."),
        Lack.RELATED: lambda: _("Er i nær slekt. Kontoret har godtatt det."),
    }
    return str(said[gap.lack]())


def _away(gap: Gap) -> str:
    assert gap.days is not None
    first, last = gap.days
    when = formats.day(first) if first == last else formats.days_between(first, last)
    return str(_("Er borte %(when)s.", when=when))


def _near(km: int, ways: tuple[str, ...]) -> str:
    far = _("Bor omtrent %(km)s unna.", km=_km(km)) if km else _("Bor under 1 km unna.")
    return f"{far} {_('Kan %(how)s.', how=_ways(ways))}" if ways else str(far)


def _ways(modes: tuple[str, ...]) -> str:
    """Return ``gå eller sykle``."""
    words = [labels.label(TravelMode(mode), "can") for mode in modes]
    return format_list(words, style="or", locale=language())


def _far(numbers: Mapping[str, int]) -> str:
    km, most = numbers["km"], numbers["max"]
    if most:
        return str(_("Bor %(km)s unna og vil reise høyst %(max)s.", km=_km(km), max=_km(most)))
    return str(_("Bor %(km)s unna.", km=_km(km)))


def rule(of: Rule) -> str:
    """Return why somebody is not among those who are looked at."""
    if of is Rule.RELATED:
        return str(_("Har oppgitt nær slekt til barnet. Noen må vurdere om det er greit."))
    return str(_("Ble foreslått før, og det ble nei."))
