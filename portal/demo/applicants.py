"""An applicant with a CV, and two who have applied twice: one to compare, one merged already."""

from datetime import timedelta

from portal.access.actor import Hat
from portal.accounts.models import User
from portal.core import clock, db
from portal.demo import recruits
from portal.demo.town import Town
from portal.duplicates import queries as pairs
from portal.duplicates import service as duplicates
from portal.duplicates.service import Plan
from portal.recruitment import cv, queries
from portal.recruitment.models import Application
from portal.recruitment.states import Stage

# The smallest file that is a PDF, and tells nothing of anybody.
CV = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n"
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
)


def applicants(town: Town, by: User) -> None:
    """Make them, in the office of the coordinator."""
    actor = town.actor(by, Hat.COORDINATOR, town.place.offices[0])
    _first, second = _twice(town, by, phone="+4790000011")
    cv.keep(actor, second, CV, "cv.pdf")
    duplicates.look_for(second)
    kept, other = _twice(town, by, phone="+4790000012")
    duplicates.look_for(other)
    db.session().flush()
    couple = pairs.couple(actor, kept.id, other.id)
    assert couple is not None
    plan = Plan(kept_version=kept.version, other_version=other.version, taken=frozenset({"email"}))
    duplicates.merge(actor, couple, plan)
    for _ in range(3):  # enough answers to tell what is usual
        _applied(town, by, Stage.NOT_APPROVED)


def _twice(town: Town, by: User, phone: str) -> tuple[Application, Application]:
    """Let one person apply in the summer and now, from two addresses."""
    found = [_applied(town, by, stage) for stage in (Stage.INTERVIEW, Stage.ACKNOWLEDGED)]
    first, second = found
    second.name, second.born_on = first.name, first.born_on
    second.experience = "Har jobbet på leirskole siden sist."
    for application in found:
        application.phone = phone
        application.office_id = town.place.offices[0].id
    assert second.submitted_at is not None
    first.submitted_at = second.submitted_at - timedelta(days=60)
    first.stage_since_at = clock.now() - timedelta(days=9)
    db.session().flush()
    return first, second


def _applied(town: Town, by: User, stage: Stage) -> Application:
    number = queries.next_number(town.place.id)
    return recruits.one(town, number, stage, by, town.user())
