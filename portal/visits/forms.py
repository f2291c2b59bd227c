"""What is written of a home visit, and how the municipality words the checklist."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from portal.core import labels
from portal.core.fields import LONGEST_LINE, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.recruitment.form_fields import OneOfField
from portal.visits.checklists import Checklist, Line
from portal.visits.models import VisitReport
from portal.visits.service import Written
from portal.visits.states import Conclusion, Found

LONGEST_NOTE = 1000
MOST_LINES = 30
SPARE_LINES = 3


class FindingForm(PlainForm):
    """What was seen of one line."""

    found = OneOfField(choices=lambda: labels.choices(Found), validators=[Optional()])
    note = TextAreaField(_l("Notat"), [at_most(LONGEST_NOTE)])


class ReportForm(Form):
    """The checklist, a summary and a conclusion."""

    request_key = None  # may be written anew; the version says of what
    version = VersionField()
    checklist = VersionField()  # the number of the version on the page
    findings = FieldList(FormField(FindingForm))
    summary = TextAreaField(
        _l("Oppsummering"),
        [Needed(_l("Skriv kort hva dere så og snakket om.")), at_most(LONGEST_NOTE * 4)],
    )
    conclusion = OneOfField(
        _l("Kan et barn være her?"),
        [Needed(_l("Velg en konklusjon."))],
        choices=lambda: labels.choices(Conclusion),
    )

    def look_at(self, lines: Sequence[Line]) -> "ReportForm":
        """Let these be the lines."""
        while len(self.findings) < len(lines):
            self.findings.append_entry()
        while len(self.findings) > len(lines):
            self.findings.pop_entry()
        self.lines = list(zip(lines, self.findings, strict=True))
        return self

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an answer to every line, and a note where something was remarked."""
        fine = super().validate(extra_validators)
        for line, entry in self.lines:
            if not entry.form.found.data:
                entry.form.found.errors = [_("Svar på «%(line)s».", line=line.text)]
            elif entry.form.found.data == Found.REMARK and not (entry.form.note.data or "").strip():
                entry.form.note.errors = [
                    _("Skriv hva som må gjøres med «%(line)s».", line=line.text)
                ]
        return bool(fine) and not self.has_errors

    def written(self, checklist: Checklist) -> Written:
        """Return what was filled in."""
        return Written(
            version=self.version.data or 0,
            checklist=checklist,
            found=[Found(entry.form.found.data) for _line, entry in self.lines],
            notes=[(entry.form.note.data or "").strip() for _line, entry in self.lines],
            summary=(self.summary.data or "").strip(),
            conclusion=Conclusion(self.conclusion.data),
        )


def filled(report: VisitReport) -> dict[str, Any]:
    """Return a report as the form shows it."""
    return {
        "version": report.version,
        "summary": report.summary,
        "conclusion": report.conclusion,
        "findings": [{"found": it.found, "note": it.note} for it in report.findings],
    }


class SignForm(Form):
    """What is signed is the report as it was read."""

    version = VersionField()


class LineForm(PlainForm):
    """One thing to look at."""

    text = StringField(_l("Se på"), [at_most(LONGEST_LINE)])
    help = StringField(_l("Dette ser vi etter"), [at_most(LONGEST_LINE)])


class ChecklistForm(Form):
    """The checklist, in its order. An empty line is left out."""

    seen = VersionField()
    lines = FieldList(FormField(LineForm), max_entries=MOST_LINES)

    def spare(self) -> "ChecklistForm":
        """Leave room for some more lines."""
        for _number in range(min(SPARE_LINES, MOST_LINES - len(self.lines))):
            self.lines.append_entry()
        return self

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for at least one line, and a text for each that has help."""
        fine = super().validate(extra_validators)
        if not self.lines.entries:
            self.lines.append_entry()
        for entry in self.lines:
            if (entry.form.help.data or "").strip() and not (entry.form.text.data or "").strip():
                entry.form.text.errors = [_("Skriv hva dere ser på, eller tøm linja.")]
        if not self.kept and not self.has_errors:
            self.lines[0].form.text.errors = [_("Skriv minst én ting å se på.")]
        return bool(fine) and not self.has_errors

    @property
    def kept(self) -> list[Line]:
        """Return the lines that have a text."""
        said = [
            ((it.form.text.data or "").strip(), (it.form.help.data or "").strip())
            for it in self.lines
        ]
        return [Line(text, more) for text, more in said if text]
