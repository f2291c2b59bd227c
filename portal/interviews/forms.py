"""What an interviewer fills in, and how the municipality words the questions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import FieldList, FormField, HiddenField, RadioField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from portal.core.fields import Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.interviews import guides
from portal.interviews.guides import Guide, Question
from portal.interviews.models import Assessment
from portal.interviews.service import Written
from portal.interviews.states import SCALE, GuidePart

LONGEST_NOTE = 1000
LONGEST_QUESTION = 300
MOST_QUESTIONS = 15
SPARE_QUESTIONS = 3


class ScoreForm(PlainForm):
    """What one thought of the answer to a question."""

    score = RadioField(
        choices=lambda: [SelectChoice(str(it), str(it)) for it in SCALE], validators=[Optional()]
    )
    note = TextAreaField(_l("Notat"), [at_most(LONGEST_NOTE)])


class AssessmentForm(Form):
    """Every question of an interview. May be saved unfinished; delivered, it must be whole."""

    request_key = None  # saved again and again; delivered twice, it is delivered once
    version = VersionField()
    guides = HiddenField()  # "all:2,avlaster:0": the versions on the page
    scores = FieldList(FormField(ScoreForm))
    summary = TextAreaField(_l("Samlet inntrykk"), [at_most(LONGEST_NOTE)])

    def ask(self, asked: Sequence[Question]) -> "AssessmentForm":
        """Let these be the questions."""
        while len(self.scores) < len(asked):
            self.scores.append_entry()
        while len(self.scores) > len(asked):
            self.scores.pop_entry()
        self.lines = list(zip(asked, self.scores, strict=True))
        return self

    def demand_all(self) -> bool:
        """Say what is missing before it can be delivered; tell whether nothing is."""
        for number, (_question, entry) in enumerate(self.lines, start=1):
            if not entry.form.score.data:
                said = _("Gi poeng på spørsmål %(number)s.", number=number)
                entry.form.score.errors = [said]
        if not (self.summary.data or "").strip():
            self.fail("summary", _("Skriv det samlede inntrykket med en setning eller to."))
        return not self.has_errors

    def written(self, chosen: Sequence[Guide]) -> Written:
        """Return what was filled in."""
        return Written(
            version=self.version.data or 0,
            guides=chosen,
            scores=[
                int(entry.form.score.data) if entry.form.score.data else None
                for _question, entry in self.lines
            ],
            notes=[(entry.form.note.data or "").strip() for _question, entry in self.lines],
            summary=(self.summary.data or "").strip(),
        )


class CorrectionForm(AssessmentForm):
    """The same again, and why."""

    why = TextAreaField(
        _l("Hvorfor retter du?"), [Needed(_l("Skriv kort hvorfor.")), at_most(LONGEST_NOTE)]
    )


def pinned(municipality_id: UUID, text: str, parts: Sequence[GuidePart]) -> list[Guide] | None:
    """Return the versions a page was made with; None when the text names others or none."""
    found = [
        guides.version(municipality_id, GuidePart(part), int(number))
        for part, _colon, number in (it.partition(":") for it in text.split(","))
        if part in set(GuidePart) and number.isdecimal() and len(number) < 6
    ]
    known = [it for it in found if it]
    return known if [it.part for it in known] == list(parts) else None


def pin(chosen: Sequence[Guide]) -> str:
    """Return what a page says of the versions it is made with."""
    return ",".join(f"{it.part.value}:{it.number}" for it in chosen)


def filled(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as the form shows it."""
    return {
        "version": assessment.version,
        "summary": assessment.summary,
        "scores": [
            {"score": str(it.score) if it.score else None, "note": it.note}
            for it in assessment.scores
        ],
    }


class QuestionForm(PlainForm):
    """One question of the guide."""

    text = TextAreaField(_l("Spørsmål"), [at_most(LONGEST_QUESTION)])
    low = TextAreaField(_l("Dette er 1"), [at_most(LONGEST_QUESTION)])
    middle = TextAreaField(_l("Dette er 3"), [at_most(LONGEST_QUESTION)])
    high = TextAreaField(_l("Dette er 5"), [at_most(LONGEST_QUESTION)])


class GuideForm(Form):
    """A part of the guide, in the order it is asked. An empty question is left out."""

    seen = VersionField()
    questions = FieldList(FormField(QuestionForm), max_entries=MOST_QUESTIONS)

    def spare(self) -> "GuideForm":
        """Leave room for some more questions."""
        for _number in range(min(SPARE_QUESTIONS, MOST_QUESTIONS - len(self.questions))):
            self.questions.append_entry()
        return self

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for at least one question, and a text for each that has anchors."""
        fine = super().validate(extra_validators)
        if not self.questions.entries:
            self.questions.append_entry()
        for entry in self.questions:
            form = entry.form
            if not (form.text.data or "").strip() and any(
                (it.data or "").strip() for it in (form.low, form.middle, form.high)
            ):
                form.text.errors = [_("Skriv spørsmålet, eller tøm svarene under.")]
        if not self.asked and not self.has_errors:
            self.questions[0].form.text.errors = [_("Skriv minst ett spørsmål.")]
        return bool(fine) and not self.has_errors

    @property
    def asked(self) -> list[Question]:
        """Return the questions that have a text."""
        said = [
            [(it.data or "").strip() for it in (form.text, form.low, form.middle, form.high)]
            for form in (entry.form for entry in self.questions)
        ]
        return [Question(*texts) for texts in said if texts[0]]
