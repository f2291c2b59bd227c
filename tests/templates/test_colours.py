"""Every colour a municipality may have can be read, by day and by night (WCAG 1.4.3 and 1.4.11)."""

import re

import pytest

from tests.templates.frame import ROOT

CSS = ROOT / "portal/assets/css"
ACCENTS = ["", *(path.stem for path in sorted((CSS / "accents").glob("*.css")))]
TEXT, GRAPHIC = 4.5, 3.0
PAIRS = {
    ("accent-base-contrast-default", "accent-base-default"): TEXT,
    ("accent-text-subtle", "neutral-surface-default"): TEXT,
    ("accent-text-subtle", "neutral-background-default"): TEXT,
    ("accent-text-subtle", "accent-surface-tinted"): TEXT,
    ("accent-text-default", "accent-surface-tinted"): TEXT,
    ("neutral-text-default", "accent-surface-tinted"): TEXT,
    ("neutral-text-subtle", "neutral-surface-tinted"): TEXT,
    ("accent-border-default", "neutral-surface-default"): GRAPHIC,
    ("neutral-border-default", "neutral-surface-default"): GRAPHIC,
    ("accent-base-default", "neutral-surface-default"): GRAPHIC,
    ("planned", "neutral-surface-default"): GRAPHIC,
}


def colours(source: str) -> dict[str, str]:
    return dict(re.findall(r"--(?:ds-color-|pu-)([\w-]+): #([0-9a-f]{3,6});", source))


def palette(accent: str, *, is_dark: bool) -> dict[str, str]:
    """Return the colours in force, in the order the browser takes them."""
    own = (CSS / f"accents/{accent}.css").read_text() if accent else ""
    day, _at, night = own.partition("@media")
    found = colours((CSS / "tokens.css").read_text()) | (colours(day) if not is_dark else {})
    if is_dark:
        found |= colours((CSS / "tokens-dark.css").read_text()) | colours(night)
    return found


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(it * 2 for it in colour)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("fff", "000000") == pytest.approx(21)
    assert contrast("ffffff", "777777") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("accent", ACCENTS)
def test_the_colours_can_be_read(accent: str, is_dark: bool) -> None:
    found = palette(accent, is_dark=is_dark)
    measured = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in PAIRS}
    assert {pair: it for pair, it in measured.items() if it < PAIRS[pair]} == {}


@pytest.mark.parametrize("accent", ACCENTS[1:])
def test_an_accent_replaces_all_of_lyng(accent: str) -> None:
    """A sheet that forgot a value would leave heather in the middle of it."""
    lyng = {it for it in colours((CSS / "tokens-dark.css").read_text()) if "accent" in it} | {
        "planned"
    }
    shared = {"accent-background-default", "accent-surface-default"}  # paper and card
    own = (CSS / f"accents/{accent}.css").read_text()
    for part in own.partition("@media")[::2]:
        assert set(colours(part)) == lyng - shared
