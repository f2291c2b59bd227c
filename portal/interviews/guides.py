"""Which questions are asked: the municipality's newest version of each part, or the portal's own.

The portal's own come from what municipalities say that they talk about (domain facts: Skiptvet
and Trondheim motivation and qualities, Bergen and Stavanger a year or more, Skiptvet and
Levanger confidentiality, Flatanger and Vindafjord what the home is like, BPA handbook IS-2313
that the family leads the work). None asks of health, faith, origin or crime (§ 1.4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.interviews.models import InterviewGuide, InterviewQuestion
from portal.interviews.states import GuidePart
from portal.recruitment.models import Application
from portal.recruitment.states import Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its anchors: what 1, 3 and 5 sound like."""

    text: str
    low: str = ""
    middle: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """One version of a part; ``row`` is None while the portal's own is not written down."""

    part: GuidePart
    number: int
    questions: Sequence[Question]
    row: InterviewGuide | None = None


DEFAULTS: Mapping[GuidePart, tuple[Question, ...]] = {
    GuidePart.ALL: (
        Question(
            "Hvorfor vil du gjøre dette, og hva ser du fram til?",
            "Vet ikke, eller tenker mest på seg selv",
            "Har tenkt gjennom det",
            "Konkret og realistisk, med barnet i sentrum",
        ),
        Question(
            "Fortell om en gang et barn du var sammen med, ble lei seg eller sint. Hva gjorde du?",
            "Uten eksempel, eller med makt",
            "Ventet og trøstet",
            "Så hva barnet trengte, og lærte av det",
        ),
        Question(
            "En nabo spør hvordan det går med barnet du er hos. Hva sier du?",
            "Ville fortalt",
            "Ville sagt lite",
            "Sier ingenting, og vet hvorfor",
        ),
        Question(
            "Du og foreldrene er uenige om noe. Hvordan tar du det opp?",
            "Unngår det, eller tar over",
            "Sier fra når det passer",
            "Spør først, hører etter og finner en løsning",
        ),
        Question(
            "Hvor ofte og hvor lenge kan du være med?",
            "Uklart, eller bare noen uker",
            "Et halvt år",
            "Et år eller mer, med tid i uka",
        ),
    ),
    GuidePart.AVLASTER: (
        Question(
            "Barnet skal sove borte for første gang. Hvordan gjør du det trygt?",
            "Har ikke tenkt på det",
            "Noen faste rutiner",
            "Blir kjent litt etter litt, og avtaler med familien",
        ),
        Question(
            "Hvordan er en vanlig helg der barnet skal være?",
            "Travelt, uten plass til barnet",
            "Rolig, noe plass",
            "Barnet har sin plass i det dere gjør",
        ),
        Question(
            "Barnet blir sykt om natta. Hva gjør du?",
            "Vet ikke",
            "Ringer noen",
            "Vet hvem som skal ringes, og når",
        ),
    ),
    GuidePart.STOTTEKONTAKT: (
        Question(
            "Hva ville dere funnet på de første gangene?",
            "Det du selv liker best",
            "Noen forslag",
            "Spør barnet, og har noe enkelt å begynne med",
        ),
        Question(
            "Barnet vil ikke være med på det dere avtalte. Hva gjør du?",
            "Gir opp eller presser",
            "Finner på noe annet",
            "Finner ut hvorfor, og lar barnet velge",
        ),
    ),
    GuidePart.BPA_ASSISTANT: (
        Question(
            "Familien leder arbeidet. Hvordan tar du imot beskjeder i et hjem som ikke er ditt?",
            "Vil gjøre det på sin måte",
            "Gjør som avtalt",
            "Spør, gjør som avtalt og sier fra når noe bør endres",
        ),
        Question(
            "Du blir syk om morgenen før en vakt. Hva gjør du?",
            "Kommer likevel, eller lar være å si fra",
            "Sier fra",
            "Sier fra med en gang, og hjelper med å finne en annen",
        ),
    ),
}  # fmt: skip


def current(municipality_id: UUID) -> dict[GuidePart, Guide]:
    """Return the newest version of every part, in two statements."""
    query = (
        select(InterviewGuide)
        .where(InterviewGuide.municipality_id == municipality_id)
        .order_by(InterviewGuide.number)
    )
    found = {part: _own(part) for part in GuidePart}
    found.update({GuidePart(it.part): _stored(it) for it in db.session().scalars(query)})
    return found


def version(municipality_id: UUID, part: GuidePart, number: int) -> Guide | None:
    """Return one version of a part."""
    query = select(InterviewGuide).where(
        InterviewGuide.municipality_id == municipality_id,
        InterviewGuide.part == part,
        InterviewGuide.number == number,
    )
    row = db.session().scalar(query)
    if row:
        return _stored(row)
    return None if number else _own(part)


def parts_of(application: Application) -> list[GuidePart]:
    """Return the parts an applicant is asked: those for all, then those of each open role."""
    open_kinds = {it.kind for it in application.roles if it.outcome != Outcome.NOT_APPROVED}
    return [part for part in GuidePart if part is GuidePart.ALL or part.value in open_kinds]


def written_down(guide: Guide, municipality_id: UUID, made_by_id: UUID | None) -> InterviewGuide:
    """Return the row of a version, written now when it has none."""
    return guide.row or db.add(
        InterviewGuide(
            municipality_id=municipality_id, part=guide.part, number=guide.number,
            made_by_id=made_by_id,
            questions=[
                InterviewQuestion(
                    municipality_id=municipality_id, position=position, text=it.text, low=it.low,
                    middle=it.middle, high=it.high,
                )
                for position, it in enumerate(guide.questions, start=1)
            ],
        )
    )  # fmt: skip


def _own(part: GuidePart) -> Guide:
    return Guide(part, 0, DEFAULTS[part])


def _stored(row: InterviewGuide) -> Guide:
    asked = [Question(it.text, it.low, it.middle, it.high) for it in row.questions]
    return Guide(GuidePart(row.part), row.number, asked, row)
