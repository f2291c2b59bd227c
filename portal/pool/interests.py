"""Which interests two people share, as each of them wrote it. Pure.

Words are compared without their Norwegian endings: "turer" is "tur", "svømming" is
"svømme". It is a help to look, never a reason to leave somebody out.
"""

import re

_BETWEEN = re.compile(r"[,;/\n.]|\bog\b|\beller\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("ingene", "ingen", "ene", "ing", "er", "en", "et", "e")
_EMPTY = frozenset({
    "alle", "alt", "barn", "bare", "eller", "gjerne", "glad", "lange", "like", "liker", "lite",
    "litt", "mange", "med", "meg", "mye", "noe", "noen", "ofte", "over", "sammen", "små", "som",
    "store", "særlig", "til", "ting", "under", "ute", "veldig", "være",
})  # fmt: skip
_PART = 4  # a shorter word inside another says nothing


def phrases(text: str) -> tuple[str, ...]:
    """Return the interests one by one, as they were written: ``vann``, ``lange bussturer``."""
    found = (part.strip(" -–•:") for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in found if part))


def shared(wanted: str, own: str) -> tuple[str, ...]:
    """Return those of the wanted interests that the other one has too."""
    theirs = _stems(own)
    return tuple(
        phrase
        for phrase in phrases(wanted)
        if any(_meets(a, b) for a in _stems(phrase) for b in theirs)
    )


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _meets(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other:
        return True
    return len(short) >= _PART and (long.startswith(short) or long.endswith(short))
