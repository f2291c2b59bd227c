"""One municipality that makes a public list of applicants, where one asks not to be on it."""

from datetime import timedelta

from sqlalchemy import select

from portal.applicant_list.models import SecrecyRequest
from portal.applicant_list.states import SecrecyState
from portal.core import clock, db
from portal.demo.places import START
from portal.demo.town import Town
from portal.municipality.models import DatedSetting
from portal.municipality.states import SettingKey
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING

OCCUPATIONS = ("Lærer", "Student", "Pensjonist", "Sykepleier", "Tømrer", "Butikkmedarbeider")
REASON = "Sjefen min vet ikke at jeg ser etter noe ved siden av jobben."
BEFORE = "Jeg står i en konflikt på jobben."
WHY = "Grunnen er god, og stillingen er ikke framtredende."


def public_list(town: Town) -> None:
    """Let the list be made, everybody be told, one be granted secrecy and one wait for it."""
    db.add(
        DatedSetting(
            municipality_id=town.place.id, key=SettingKey.PUBLIC_APPLICANT_LIST, value="1",
            valid_from=START, source="Kommunestyret, sak 12/24", set_by_id=None,
        )
    )  # fmt: skip
    query = select(Application).where(Application.municipality_id == town.place.id)
    sent = db.session().scalars(query.order_by(Application.number)).all()
    for number, application in enumerate(sent):
        application.is_told_of_list = True
        application.occupation = OCCUPATIONS[number % len(OCCUPATIONS)]
        application.home_municipality = "Sørvik"
    waiting, granted = [it for it in sent if it.stage in RUNNING][:2]
    _asks(waiting, REASON)
    request = _asks(granted, BEFORE)
    request.state, request.why, request.decided_by_id = SecrecyState.GRANTED, WHY, town.approver_id
    request.decided_at = clock.now() - timedelta(days=1)


def _asks(application: Application, reason: str) -> SecrecyRequest:
    assert application.submitted_at is not None
    application.wants_secrecy, application.secrecy_reason = True, reason
    return db.add(
        SecrecyRequest(
            municipality_id=application.municipality_id, application_id=application.id,
            reason=reason, asked_at=application.submitted_at,
        )
    )  # fmt: skip
