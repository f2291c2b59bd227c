"""Exactly what is missing before somebody may be planned or paid."""

from __future__ import annotations

from datetime import date

import pytest

from portal.engagements.papers import Known, papers, stops

POLITI, TAUSHET, AVTALE = "politiattest", "taushetserklaering", "contract"


def missing(engagement, items):
    found = papers(engagement, items, [], Known(today=date(2026, 11, 22)))
    return tuple(paper.kind for paper in stops(found))


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
    assert missing(engagement, items) == lacks


@pytest.mark.parametrize(
    ("issued_on", "signed_on", "lacks"),
    [
        (date(2026, 8, 22), date(2026, 11, 22), ()),  # three months to the day
        (date(2026, 8, 22), date(2026, 11, 23), (POLITI,)),  # a day late
        (date(2026, 11, 30), date(2027, 2, 28), ()),  # the last day of the month
        (date(2026, 11, 23), date(2026, 11, 22), ()),  # issued after the signing: fresh
    ],
)
def test_the_certificate_is_judged_at_the_signing(make, issued_on, signed_on, lacks):
    engagement = make.engagement()
    items = [
        make.clearance_item(
            engagement=engagement,
            politiattest=True,
            issued_on=issued_on,
            seen_on=max(issued_on, signed_on),
        ),
        make.clearance_item(engagement=engagement, taushetserklaering=True),
        make.clearance_item(engagement=engagement, contract=True, signed_on=signed_on),
    ]
    assert missing(engagement, items) == lacks
