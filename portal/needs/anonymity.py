"""What gives a child away in a public text: found before anything is published.

Pure: texts in, the offending words out (domain/recruitment.md § 5 and § 8 case 51). It
errs towards stopping; the coordinator is shown the words and writes it another way.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_NUMBERS = (
    "null", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
    "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten",
)  # fmt: skip
_MONTHS = r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"

_STREET = (
    "(?:veien|vegen|vei|veg|gata|gaten|gate|allé|alleen|stien|svingen|bakken|tunet|plass|torget)"
)
_SCHOOL = "(?:barne-?|ungdoms-?|spesial-?|grunn-?|montessori-?)?(?:skole|skule|barnehage)"
_NO_NAME = "(?!(?:Barne|Ungdoms|Grunn|Spesial|Svømme|Musikk|Kultur|Fri)s?skole)"
_NAME = r"[A-ZÆØÅ][\wæøå]+"
_AGE = rf"\b(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_NOT_A_SPAN = r"(?<![–-])(?<![–-]\s)"  # «6–10 år» and «1.–4. klasse» are bands: they may stand
_GRADE = "(?:første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende)"
_CLASS = "(?:klasse(?:n|trinn)?|klassing(?:en)?)"
_KIN = (
    "(?:(?:lille|store|tvilling|halv|ste|foster)?(?:bror|broren|søster|søsteren)"
    "|mor|moren|mamma(?:en)?|far|faren|pappa(?:en)?|tante|onkel"
    "|(?:beste|far|mor)(?:mor|far)|tvilling(?:en)?)"
)
_WITHIN = r"(?<=[\wæøå,]\s)"  # inside a sentence, where a capital letter means a name

# Each pattern is read without regard to case.
_GIVES_AWAY = (
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b",  # 4.5.2016
    r"\d{4}-\d{2}-\d{2}",
    rf"\d{{1,2}}\.\s?{_MONTHS}\s\d{{4}}",
    r"\bfødt\s(?:i\s)?\d{4}\b(?!-)",
    r"\b\d{6}\s?\d{5}\b",  # a national identity number
    r"(?<!\d)(?:\+47\s?)?[2-9]\d(?:\s?\d){6}(?!\d)",  # a telephone number
    r"\S+@\S+\.\w+",
    rf"{_AGE}[ -]?åring(?:en)?\b",
    rf"{_AGE}\sår\sgammel\b",
    rf"\b(?:fyller|fylte)\s(?:snart\s)?{_AGE}\b",
    rf"\b(?:blir|ble)\s(?:snart\s)?{_AGE}\s(?:år\s)?(?:i|den\s\d+\.)\s{_MONTHS}\b",
    rf"\bbursdag(?:en)?\s(?:er\s)?(?:den\s)?\d{{1,2}}\.\s?{_MONTHS}\b(?!\s\d{{4}})",
    rf"{_NOT_A_SPAN}\b(?:\d{{1,2}}\.?[\s-]{{0,2}}|{_GRADE}[\s-]?){_CLASS}\b",
    rf"{_NOT_A_SPAN}\b\d{{1,2}}\.\s?trinn\b",
    rf"\b(?:øvre|nedre|nordre|søndre|østre|vestre|midtre)\s[\wæøå]{{2,}}{_STREET}\b",
    rf"\b[\wæøå]{{2,}}{_STREET}\s\d+\s?[a-z]?\b",  # a street with a number
    r"\b[\wæøå]+s\s(?:vei|veg|gate|gata|allé|plass)\b",  # Kongens gate
)

# These are only names when they are written as names: with a capital letter.
_NAMED_PLACES = (
    r"\b[A-ZÆØÅ][\wæøå]{2,}(?:veien|vegen|gata|gaten|allé|alleen|stien|svingen|tunet|torget)\b",
    rf"\b{_NAME}(?:\s{_NAME})?\s(?:{_SCHOOL}|videregående)\b",  # Nordre Vang barneskole
    rf"\b{_NO_NAME}{_NAME}(?:skole|skule|barnehage)n?\b",  # Solvikskolen
    rf"{_WITHIN}[A-ZÆØÅ][\wæøå]{{2,}}{_STREET}\b",  # i Bakkegate
    rf"\b(?i:sfo|aks|{_SCHOOL}n?|{_CLASS})\s(?:på|i|ved)\s{_NAME}",  # SFO på Lianes
    rf"{_WITHIN}{_NAME}\s(?i:sfo|aks)\b",
    rf"\b(?i:{_KIN})\s(?:heter\s|som\sheter\s)?{_NAME}",  # broren Jonas
)

# The beginnings of words that tell of somebody's health, diagnosis or not.
_HEALTH = (
    "adhd", "anfall", "angst", "asperger", "autis", "bevegelseshem", "blind", "cerebral parese",
    "cystisk fibrose", "depresjon", "depriment", "diabetes", "diagnos", "down", "døv", "dysleksi",
    "elrullestol", "epilep", "funksjonshem", "funksjonsned", "handikap", "hjerneskad",
    "hjertefeil", "hjertesyk", "hørselshem", "inkontinen", "insulin", "kateter", "kreft",
    "kronisk syk", "lammelse", "lærevansk", "multifunksjonshem", "multihandikap",
    "muskeldystrofi", "muskelsvinn", "muskelsyk", "nedsatt funksjon", "nedsatt hørsel",
    "nedsatt syn", "psykisk syk", "psykisk utvikling", "psykose", "respirator", "retts syndrom",
    "rullestol", "ryggmargsbrokk", "selvskad", "sondeern", "sondemat", "spasti", "spiseforstyrr",
    "språkvansk", "stomi", "svaksyn", "syndrom", "synshem", "tourette", "tunghør",
    "tvangslidelse", "utagerende", "utfordrende adferd", "utfordrende atferd",
    "utviklingsforstyrr", "utviklingshem",
)  # fmt: skip
_SHORT = "(?i:cp|pws|ptsd)|ADD|SMA"  # whole words only: «cpu» is nobody's health
_DIAGNOSIS = re.compile(rf"\b(?:(?i:{'|'.join(_HEALTH)})[\wæøå]*|(?:{_SHORT})\b)")


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be readable: the names around the child, its initials and birth date."""

    names: frozenset[str]
    initials: str
    born_on: date
    today: date

    @property
    def age(self) -> int:
        """Return the child's age in whole years."""
        before = (self.today.month, self.today.day) < (self.born_on.month, self.born_on.day)
        return self.today.year - self.born_on.year - before


def revealing(texts: Iterable[str], secret: Secret) -> tuple[str, ...]:
    """Return the words that give the child away, as they were written, each once."""
    found = [words.strip() for text in texts for words in _found(text, secret)]
    return tuple(dict.fromkeys(found))


def _found(text: str, secret: Secret) -> Iterator[str]:
    for pattern in (*_GIVES_AWAY, *_of(secret)):
        yield from (match.group() for match in re.finditer(pattern, text, re.IGNORECASE))
    for pattern in _NAMED_PLACES:
        yield from (match.group() for match in re.finditer(pattern, text))
    yield from diagnoses(text)


def diagnoses(text: str) -> Iterator[str]:
    """Yield the words of a text that tell of somebody's health, as they were written."""
    yield from (match.group() for match in _DIAGNOSIS.finditer(text))


def _of(secret: Secret) -> Iterator[str]:
    parts = {part for name in secret.names for part in re.split(r"[\s-]+", name) if len(part) > 1}
    for part in sorted(parts):
        yield rf"(?<!\w){re.escape(part)}s?(?!\w)"
    yield rf"(?<!\w){re.escape(secret.initials)}(?!\w)"
    yield rf"\b{secret.born_on.year}\b"
    yield rf"{_NOT_A_SPAN}\b(?:{_age_words(secret.age)})\sår\b(?!\s?[–-])"


def _age_words(age: int) -> str:
    return f"{age}|{_NUMBERS[age]}" if 1 < age < len(_NUMBERS) else str(age)
