"""Exactly what is missing before somebody may be planned or paid."""

from __future__ import annotations

from datetime import date

import pytest

from portal.engagements.papers import missing

POLITI, TAUSHET, AVTALE = "politiattest", "taushetserklaering", "contract"


@pytest.mark.parametrize(
    ("has", "lacks"),
    [
        ((), (POLITI, TAUSHET, AVTALE)),
        ((POLITI,), (TAUSHET, AVTALE)),
        ((TAUSHET, AVTALE), (POLITI,)),
        ((POLITI, AVTALE), (TAUSHET,)),
        ((POLITI, TAUSHET), (AVTALE,)),
        ((POLITI, TAUSHET, AVTALE), ()),
    ],
)
def test_each_paper_is_asked_for_on_its_own(make, has, lacks):
    engagement = make.engagement()
    items = [make.clearance_item(engagement=engagement, **{kind: True}) for kind in has]
    assert missing(engagement, items, 3) == lacks


@pytest.mark.parametrize(
    ("issued_on", "signed_on", "lacks"),
    [
        (date(2026, 8, 22), date(2026, 11, 22), ()),  # three months to the day
        (date(2026, 8, 22), date(2026, 11, 23), (POLITI,)),  # a day late
        (date(2026, 11, 30), date(2027, 2, 28), ()),  # the last day of the month
        (date(2026, 11, 23), date(2026, 11, 22), (POLITI,)),  # issued after the signing
    ],
)
def test_the_certificate_is_judged_at_the_signing(make, issued_on, signed_on, lacks):
    engagement = make.engagement()
    items = [
        make.clearance_item(engagement=engagement, politiattest=True, issued_on=issued_on),
        make.clearance_item(engagement=engagement, taushetserklaering=True),
        make.clearance_item(engagement=engagement, contract=True, signed_on=signed_on),
    ]
    assert missing(engagement, items, 3) == lacks
