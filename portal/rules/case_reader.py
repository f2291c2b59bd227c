"""Reads the values of a JSON case strictly: what is wrong is an error, never a guess."""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn, TypeVar

from portal.rules.periods import parse_day, parse_time

ANY_WHOLE = range(-(10**12), 10**12 + 1)  # more minutes than anyone has
COUNT = range(10**4)  # days, weeks, months
Result = dict[str, object]
_Word = TypeVar("_Word", bound=StrEnum)


class CaseError(ValueError):
    """What is wrong with a case, in words for the one who wrote it."""


def read_line(line: bytes) -> object:
    """The JSON value of one line.

    Raises:
        CaseError: not UTF-8, not JSON, or nested too deep to read.
    """
    try:
        return json.loads(line.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except RecursionError:
        raise CaseError("not a case: nested too deep") from None
    except (ValueError, ArithmeticError) as error:
        raise CaseError(f"not a line of JSON: {error}"[:200]) from None


def _refuse(word: str) -> NoReturn:
    raise CaseError(f"{word} is not a number")


class Given:
    """The values of one JSON object, by name. A missing value and null are the same."""

    def __init__(self, values: object, name: str) -> None:
        if not isinstance(values, dict):
            raise CaseError(f"{name} is not an object")
        self._values: dict[str, object] = values
        self._name = name

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def value(self, key: str) -> object:
        """Whatever is there.

        Raises:
            CaseError: nothing is.
        """
        if key not in self:
            raise CaseError(f"{key} is missing in {self._name}")
        return self._values[key]

    def text(self, key: str) -> str:
        return as_text(self.value(key), key)

    def day(self, key: str) -> date:
        return parse_day(self.text(key))

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self else None

    def time(self, key: str) -> datetime:
        return parse_time(self.text(key))

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.value(key) if key in self else default
        if not isinstance(value, bool):
            raise CaseError(f"{key} is not true or false")
        return value

    def whole(self, key: str, default: int | None = None, *, within: range = ANY_WHOLE) -> int:
        """A whole number, JSON's true and 1.0 not among them."""
        value = default if default is not None and key not in self else self.value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise CaseError(f"{key} is not a whole number")
        if value not in within:
            raise CaseError(f"{key} is not from {within[0]} to {within[-1]}")
        return value

    def amount(self, key: str) -> Fraction:
        """A number from 0 to a million, exact; a power of ten can hide a number of any length."""
        value = self.value(key)
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            raise CaseError(f"{key} is not a number")
        if not 0 <= value <= 10**6 or int(Decimal(value).as_tuple().exponent) < -30:
            raise CaseError(f"{key} is not from 0 to 1000000 with at most 30 decimals")
        return Fraction(value)

    def word(self, key: str, words: type[_Word], default: _Word | None = None) -> _Word:
        """One of the words of an enum."""
        if default is not None and key not in self:
            return default
        try:
            return words(self.text(key))
        except ValueError:
            raise CaseError(f"{key} is not one of: {', '.join(words)}") from None

    def items(self, key: str, *, needed: bool = False) -> list[object]:
        """A list; an empty one when it is not needed and not there."""
        if not needed and key not in self:
            return []
        value = self.value(key)
        if not isinstance(value, list):
            raise CaseError(f"{key} is not a list")
        return value

    def object(self, key: str) -> "Given":
        return Given(self.value(key), key)

    def objects(self, key: str, *, needed: bool = False) -> list["Given"]:
        return [Given(item, key) for item in self.items(key, needed=needed)]


def as_text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise CaseError(f"{key} is not text")
    return value


def iso(day: date) -> str:
    return day.isoformat()
