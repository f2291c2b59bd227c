"""Fødselsnummer and D-number: check digits and date (folkeregisterforskriften § 2-2-3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# Individual numbers, years of the century and the century they mean.
_CENTURIES = (
    (range(500), range(100), 1900),
    (range(500, 750), range(54, 100), 1800),
    (range(500, 1000), range(40), 2000),
    (range(900, 1000), range(40, 100), 1900),
)


class Kind(StrEnum):
    """The Norwegian names, as in the answers of the national register."""

    FNR = "fnr"
    DNR = "dnr"


@dataclass(frozen=True)
class NationalId:
    """What a valid number says."""

    kind: Kind
    born_on: date
    is_synthetic: bool


def national_id(number: str, *, allow_synthetic: bool = False) -> NationalId | None:
    """What the eleven digits say, or None when they are no valid number.

    D-numbers have 40 added to the day; synthetic ones 80 to the month (Skatteetaten's test
    numbers) and are valid only when allowed.
    """
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return None
    if not _has_check_digits([int(digit) for digit in number]):
        return None
    day, month = int(number[:2]), int(number[2:4])
    is_dnr, is_synthetic = day > 40, month > 80
    if is_synthetic and not allow_synthetic:
        return None
    year = _year(int(number[4:6]), int(number[6:9]))
    born_on = _date(year, month - 80 * is_synthetic, day - 40 * is_dnr)
    if born_on is None:
        return None
    return NationalId(Kind.DNR if is_dnr else Kind.FNR, born_on, is_synthetic)


def _has_check_digits(digits: list[int]) -> bool:
    return all(
        sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 == 0
        for weights in (_FIRST, _SECOND)
    )


def _year(in_century: int, individual: int) -> int:
    for individuals, years, century in _CENTURIES:
        if individual in individuals and in_century in years:
            return century + in_century
    return 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
