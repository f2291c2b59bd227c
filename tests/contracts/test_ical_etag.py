"""When a program that has the calendar already is told so."""

import pytest

from portal.ical.etag import etag, is_current
from portal.ical.write import to_bytes
from tests.contracts.readers.samples import calendar, event

TAG = '"0123456789abcdef"'


def test_a_tag_is_strong_and_follows_the_bytes():
    body = to_bytes(calendar(event()))
    assert etag(body) == etag(bytes(body))
    assert etag(body) != etag(body + b" ")
    assert etag(body) != etag(to_bytes(calendar(event(sequence=1))))
    assert etag(body)[0] == etag(body)[-1] == '"'
    assert len(etag(body)) == 34


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (TAG, True),
        (f"W/{TAG}", True),
        (f' \t"x", W/"y,z" ,{TAG}', True),
        (f'"x",,{TAG},', True),
        ("*", True),
        (" * ", True),
        (None, False),
        ("", False),
        ('""', False),
        ('"0123456789abcdeF"', False),
        ('"x", W/"y"', False),
        ("0123456789abcdef", False),
        ('"*"', False),
        (f'"{TAG[1:-1]}-gzip"', False),
        ('"' * 100_000, False),
        ('W/"' * 100_000, False),
    ],
)
def test_if_none_match(header, expected):
    assert is_current(header, TAG) is expected
