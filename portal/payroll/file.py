"""The file for the payroll system: one line per person, wage code and rate. Pure.

Minutes are summed before they become hours: three times twenty minutes is 1,00, not 0,99.
The file holds employee numbers and nothing of any child.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from portal.payroll.lines import HOLIDAY_SHARE, Line, amount, rounded
from portal.payroll.states import Measure, WageCode, measure

HEAD = ("Ansattnr", "Lønnsart", "Antall", "Sats", "Beløp", "Fra", "Til")
# The wage codes of the file; a payroll system maps its own on to these.
NUMBERS: Mapping[WageCode, str] = {
    WageCode.HOURS: "100",
    WageCode.SICK: "180",
    WageCode.EVENING: "210",
    WageCode.NIGHT: "220",
    WageCode.WEEKEND: "230",
    WageCode.HOLIDAY: "240",
    WageCode.EXPENSES_DOGN: "410",
    WageCode.KM: "420",
    WageCode.OUTLAY: "430",
}


@dataclass(frozen=True, slots=True)
class Paid:
    """A pay line and who is paid."""

    employee_number: str
    line: Line

    @property
    def row(self) -> tuple[str, str, int]:
        """Return which row of the file it is in: the person, the wage code and the rate."""
        return self.employee_number, NUMBERS[self.line.code], self.line.rate.amount


def ore_of(paid: Iterable[Paid]) -> list[int]:
    """Return the whole øre of each line, in order.

    A line is rounded together with those before it in its row, so that the lines add up to
    what the row says, and all of them to the sum of the file.
    """
    exact: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    found = []
    for one in paid:
        before = exact[one.row]
        exact[one.row] += one.line.amount
        found.append(rounded(exact[one.row]) - rounded(before))
    return found


def to_csv(paid: Iterable[Paid]) -> bytes:
    """Return the file: UTF-8 with a mark, semicolons, decimal comma, CRLF, a control sum last."""
    rows = [HEAD, *_rows(paid)]
    text = "".join(";".join(cell for cell in row) + "\r\n" for row in rows)
    return text.encode("utf-8-sig")


def _rows(paid: Iterable[Paid]) -> list[tuple[str, ...]]:
    groups: dict[tuple[str, str, int], list[Line]] = {}
    for one in paid:
        groups.setdefault(one.row, []).append(one.line)
    rows, total = [], 0
    for (employee, number, rate), lines in sorted(groups.items()):
        code = lines[0].code
        quantity = sum(line.quantity for line in lines)
        ore = rounded(amount(code, quantity, rate))
        total += ore
        first, last = min(line.on for line in lines), max(line.on for line in lines)
        rows.append((
            _safe(employee), number, _quantity(code, quantity), _money(_shown_rate(code, rate)),
            _money(ore), first.isoformat(), last.isoformat(),
        ))  # fmt: skip
    return [*rows, ("SUM", str(len(rows)), "", "", _money(total), "", "")]


def _shown_rate(code: WageCode, rate_ore: int) -> int:
    """Return what one of the quantity is paid, as near as whole øre can say it."""
    if code is WageCode.OUTLAY:
        return 100
    return rounded(HOLIDAY_SHARE * rate_ore) if code is WageCode.HOLIDAY else rate_ore


def _quantity(code: WageCode, quantity: int) -> str:
    unit = measure(code)
    if unit is Measure.MINUTES:
        return _hundredths(rounded(Fraction(quantity * 100, 60)))
    return _hundredths(quantity if unit is Measure.ORE else quantity * 100)


def _hundredths(number: int) -> str:
    sign = "-" if number < 0 else ""
    return f"{sign}{abs(number) // 100},{abs(number) % 100:02d}"


def _money(ore: int) -> str:
    return _hundredths(ore)


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula and no semicolon splits."""
    plain = text.replace(";", " ").replace("\r", " ").replace("\n", " ").replace('"', "")
    return f"'{plain}" if plain[:1] in {"=", "+", "-", "@"} else plain
