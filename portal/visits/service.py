"""Write the report of a home visit, sign it, forget what it says of the home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from portal.access.actor import NOBODY, Actor
from portal.audit.service import record, record_for
from portal.bookings.service import hold
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.municipality import settings as municipality_settings
from portal.municipality.models import Municipality
from portal.municipality.states import SettingKey
from portal.recruitment import queries as recruitment
from portal.recruitment.service import happened
from portal.recruitment.states import RUNNING, Happening, Stage
from portal.rules.periods import local_day
from portal.visits import checklists, queries
from portal.visits.checklists import Checklist, Line
from portal.visits.models import VisitChecklist, VisitFinding, VisitReport, VisitSignature
from portal.visits.queries import Visit
from portal.visits.states import Conclusion, Found

CHANGED = "Rapporten er endret siden du leste den. Det du skrev, er tatt vare på."
TOO_EARLY = "Besøket har ikke vært ennå. Rapporten skrives etterpå."
OVER = "Søknaden er avgjort. Rapporten kan ikke endres mer."
SIGNED = "Rapporten er signert av to og kan ikke endres."
LIST_CHANGED = "Noen andre har endret sjekklista siden du leste den."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was filled in, line by line in the order of the page. ``version`` 0: a new report."""

    version: int
    checklist: Checklist
    found: Sequence[Found]
    notes: Sequence[str]
    summary: str
    conclusion: Conclusion


def write(actor: Actor, seen: Visit, written: Written) -> VisitReport:
    """Write the report, or write it anew until both have signed: an earlier signature falls.

    Raises ConflictError when it is too early, too late, or written by the other meanwhile.
    """
    visit = _held(seen)
    if not visit.has_begun:
        raise ConflictError(TOO_EARLY)
    report = visit.report
    if written.version != (report.version if report else 0):
        raise ConflictError(CHANGED)
    if report and report.signed_at:
        raise ConflictError(SIGNED)
    if report is None:
        report = _begin(actor, visit, written.checklist)
    elif report.signed:
        report.edition += 1  # what was signed is not what it says any more
    _fill(report, written)
    report.written_at = clock.now()
    hold(visit.booking)
    db.session().flush()
    happened(visit.application, Happening.VISIT_REPORTED, actor.user_id)
    record(actor, "visit:reported", "application", visit.application.id, edition=report.edition)
    return report


def sign(actor: Actor, seen: Visit, version: int) -> VisitReport:
    """Sign what the report says now. The second of two different people makes it whole.

    Twice by the same is once. Raises ConflictError when it says something else by now.
    """
    assert seen.report is not None
    visit = _held(seen)
    report = queries.locked(seen.report.id)
    if visit.is_signed_by(actor.user_id):
        return report
    if report.version != version or report.signed_at:
        raise ConflictError(CHANGED)
    report.signatures.append(
        VisitSignature(
            municipality_id=report.municipality_id, edition=report.edition, at=clock.now(),
            user_id=actor.user_id, assurance=int(actor.assurance),
        )
    )  # fmt: skip
    db.session().flush()
    if report.is_signed:
        report.signed_at = clock.now()
    happened(visit.application, Happening.VISIT_SIGNED, actor.user_id)
    record(
        actor, "visit:signed", "application", visit.application.id, edition=report.edition,
        assurance=int(actor.assurance),
    )  # fmt: skip
    return report


def forget(report: VisitReport) -> None:
    """Delete what a report says of a home; that there was a visit, and who signed, stays."""
    report.findings[:] = []
    report.summary, report.forgotten_at = "", clock.now()
    record_for(
        report.municipality_id, NOBODY, "visit:forgotten", "application", report.application_id
    )


def forget_one(report_id: UUID) -> None:
    """Delete what one report says of a home."""
    forget(db.session().get_one(VisitReport, report_id))


def forget_all(application_id: UUID) -> None:
    """Delete what every report of an applicant says of the home."""
    query = select(VisitReport).where(
        VisitReport.application_id == application_id, VisitReport.forgotten_at.is_(None)
    )
    for report in db.session().scalars(query):
        forget(report)


def _held(seen: Visit) -> Visit:
    application = recruitment.locked(seen.application.id)
    if Stage(application.stage) not in RUNNING:
        raise ConflictError(OVER)
    return queries.of_application(application)


def _begin(actor: Actor, visit: Visit, checklist: Checklist) -> VisitReport:
    assert visit.booking is not None
    assert visit.booking.starts_at is not None
    home_id = visit.municipality_id
    row = checklists.written_down(checklist, home_id, None)
    db.session().flush()  # the findings point to the lines
    visited_on = local_day(visit.booking.starts_at)
    days = municipality_settings.number(home_id, SettingKey.RETENTION_VISIT_DAYS, clock.today())
    return db.add(
        VisitReport(
            municipality_id=home_id, application_id=visit.application.id,
            booking_id=visit.booking.id, visited_on=visited_on, written_by_id=actor.user_id,
            conclusion=Conclusion.SUITABLE, delete_on=visited_on + timedelta(days=days),
            findings=[
                VisitFinding(
                    municipality_id=home_id, line_id=it.id, line=it, position=place,
                    found=Found.OK,
                )
                for place, it in enumerate(row.lines, start=1)
            ],
        )
    )  # fmt: skip


def _fill(report: VisitReport, written: Written) -> None:
    if len(report.findings) != len(written.found):
        raise ConflictError(CHANGED)
    for row, found, note in zip(report.findings, written.found, written.notes, strict=True):
        row.found, row.note = found, note
    report.summary, report.conclusion = written.summary, written.conclusion


# The checklist ------------------------------------------------------------------------------


def publish(actor: Actor, seen: int, lines: Sequence[Line]) -> VisitChecklist:
    """Make a new version of the checklist; reports keep the one they were written with.

    ``seen`` is the number that was on the page: ConflictError when there is a newer one.
    """
    assert actor.municipality_id is not None
    db.hold(Municipality, actor.municipality_id)
    newest = db.session().scalar(
        select(func.max(VisitChecklist.number)).where(
            VisitChecklist.municipality_id == actor.municipality_id
        )
    )
    if (newest or 0) != seen:
        raise ConflictError(LIST_CHANGED)
    record(actor, "visit:checklist_changed", "municipality", actor.municipality_id, number=seen + 1)
    return checklists.written_down(Checklist(seen + 1, lines), actor.municipality_id, actor.user_id)
