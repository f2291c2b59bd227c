"""What is looked at in a home: the municipality's newest version, or the portal's own.

The portal's own come from what municipalities ask of a besøkshjem: own bed (Flatanger,
Vindafjord), who lives there (Flatanger, Båtsfjord), and what makes a home safe for a child.
Nothing is asked of the health of those who live there (domain facts § 1.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.visits.models import VisitChecklist, VisitLine


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, and what to look for."""

    text: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version; ``row`` is None while the portal's own is not written down."""

    number: int
    lines: Sequence[Line]
    row: VisitChecklist | None = None


DEFAULT = (
    Line("Soveplass", "Egen seng, og et rom der barnet får ro."),
    Line("Røykvarsler og rømningsvei", "Varsler som virker i hver etasje, og to veier ut."),
    Line("Medisiner og kjemikalier", "Innelåst, eller der et barn ikke når."),
    Line("Trapper og adkomst", "Grind i trappa, trinnfritt eller rampe når barnet trenger det."),
    Line("Bad og toalett", "Plass til hjelp, og noe å holde i."),
    Line("Ute", "Vei, vann og gjerde. Et sted å være."),
    Line("Husdyr", "Hvilke, og om de er vant til barn."),
    Line("Røyking", "Ingen røyking inne når barnet er der."),
    Line("Våpen", "Innelåst etter våpenloven, når det finnes."),
    Line("Hvem som bor der", "Stemmer det med søknaden? Barnet skal vite hvem som er hjemme."),
    Line("Skjermer og bilder", "Avtale om bilder av barnet og om nett og spill."),
    Line("Transport", "Bilstol eller plass til rullestol når barnet trenger det."),
)


def current(municipality_id: UUID) -> Checklist:
    """Return the newest version."""
    query = (
        select(VisitChecklist)
        .where(VisitChecklist.municipality_id == municipality_id)
        .order_by(VisitChecklist.number.desc())
        .limit(1)
    )
    row = db.session().scalar(query)
    return _stored(row) if row else Checklist(0, DEFAULT)


def version(municipality_id: UUID, number: int) -> Checklist | None:
    """Return one version."""
    query = select(VisitChecklist).where(
        VisitChecklist.municipality_id == municipality_id, VisitChecklist.number == number
    )
    row = db.session().scalar(query)
    if row:
        return _stored(row)
    return None if number else Checklist(0, DEFAULT)


def written_down(
    checklist: Checklist, municipality_id: UUID, made_by_id: UUID | None
) -> VisitChecklist:
    """Return the row of a version, written now when it has none."""
    return checklist.row or db.add(
        VisitChecklist(
            municipality_id=municipality_id, number=checklist.number, made_by_id=made_by_id,
            lines=[
                VisitLine(
                    municipality_id=municipality_id, position=position, text=it.text, help=it.help
                )
                for position, it in enumerate(checklist.lines, start=1)
            ],
        )
    )  # fmt: skip


def _stored(row: VisitChecklist) -> Checklist:
    return Checklist(row.number, [Line(it.text, it.help) for it in row.lines], row)
