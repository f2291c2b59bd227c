"""The week page: what stands in it, for whom, and how few statements it takes."""

from __future__ import annotations


def test_the_week_shows_who_works_when(family) -> None:
    family.shift(family.maja, "2026-11-24 15:00", "2026-11-24 18:30")
    family.shift(None, "2026-11-26 15:00", "2026-11-26 18:00")
    page = family.sign_in().get(family.url())
    assert page.h1 == "Vaktplan uke 48"
    assert "15.00–18.30 3 t 30 min" in page.text
    assert "15.00–18.30 · Maja Lund" in page.text
    assert "Ledig 3 t, 1 vakt" in page.text
    assert "Alt er publisert" in page.text

