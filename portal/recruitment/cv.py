"""The applicant's CV: one file, put in, replaced and taken away by the applicant alone.

It is kept in the database, so that it goes with the application, in the same transaction.
"""

from portal.access.actor import Actor
from portal.audit.service import record_for
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.recruitment.models import Application, ApplicationFile
from portal.recruitment.service import MOVED, happened
from portal.recruitment.states import RUNNING, Happening, Stage
from portal.uploads import content


def may_change(application: Application) -> bool:
    """Tell whether the CV can still be changed: nobody reads it when all is decided."""
    is_open = application.stage in {Stage.DRAFT, *RUNNING}
    return is_open and application.merged_into_id is None


def keep(actor: Actor, application: Application, data: bytes, file_name: str) -> None:
    """Put a file in, instead of the one that was there. Raises RefusedFileError, ConflictError."""
    _refuse_closed(application)
    kind = content.judge(data, file_name)
    told = {"kind": kind, "size_bytes": len(data), "content": data, "added_at": clock.now()}
    if application.cv is None:
        application.cv = ApplicationFile(
            municipality_id=application.municipality_id, application_id=application.id, **told
        )
    else:
        for name, value in told.items():
            setattr(application.cv, name, value)
    _note(actor, application, Happening.CV_ADDED, kind=kind.value, size_bytes=len(data))


def remove(actor: Actor, application: Application) -> None:
    """Take it away for good. Raises ConflictError when all is decided."""
    _refuse_closed(application)
    if application.cv is not None:
        application.cv = None
        _note(actor, application, Happening.CV_REMOVED)


def _refuse_closed(application: Application) -> None:
    if not may_change(application):
        raise ConflictError(MOVED)


def _note(actor: Actor, application: Application, event: Happening, **facts: object) -> None:
    """Write down what is done to an application that has been sent; a draft has no history."""
    db.session().flush()
    if application.stage != Stage.DRAFT:
        happened(application, event, actor.user_id)
        record_for(
            application.municipality_id, actor, f"application:{event}", "application",
            application.id, **facts,
        )  # fmt: skip
