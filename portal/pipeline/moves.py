"""Where an application may go, as its municipality's way says. Pure but for reading the way.

Forward, as far as nothing that must be done is passed over; back, to any stage; out, always.
"""

from portal.recruitment import way
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING, Stage
from portal.recruitment.way import Way

_OUT = (Stage.NOT_APPROVED, Stage.WITHDRAWN)


def of(application: Application, here: Way | None = None) -> tuple[Stage, ...]:
    """Return every stage it may go to; withdrawal is the applicant's own."""
    stage = Stage(application.stage)
    here = here or way.of(application.municipality_id)
    if stage is Stage.NOT_APPROVED:  # taken up again
        return (reopened(here),)
    if stage not in RUNNING:
        return ()
    place = here.place(stage)
    back = [it.stage for it in here.used if here.place(it.stage) < place]
    ahead, is_through = _ahead(application, here)
    return (*ahead, *((Stage.APPROVED,) if is_through else ()), *back, *_OUT)


def _ahead(application: Application, here: Way) -> tuple[list[Stage], bool]:
    """Return the stages ahead that can be reached, and whether the end can."""
    found = []
    place = here.place(Stage(application.stage))
    for step in here.used:
        if here.place(step.stage) > place:
            found.append(step.stage)
            if step.is_required and concerns(application, step.stage):
                return found, False
    return found, True


def reopened(here: Way) -> Stage:
    """Return where an application is taken up again after a no."""
    return Stage.SCREENING if Stage.SCREENING in here.stages else Stage.ACKNOWLEDGED


def concerns(application: Application, stage: Stage) -> bool:
    """Tell whether a stage has something to do with this applicant."""
    if stage is Stage.REFERENCES:
        return bool(application.referees)
    return stage is not Stage.HOME_VISIT or application.needs_home_visit


def next_stage(application: Application, here: Way) -> Stage | None:
    """Return where it goes as a rule; APPROVED: time to decide, None: it is decided."""
    stage = Stage(application.stage)
    if stage not in RUNNING:
        return None
    place = here.place(stage)
    ahead = [it.stage for it in here.used if here.place(it.stage) > place]
    return next((it for it in ahead if concerns(application, it)), Stage.APPROVED)


def passed_over(application: Application, to: Stage, here: Way) -> Stage | None:
    """Return the required stage that a move would pass over, to say why it is refused."""
    stage = Stage(application.stage)
    if stage not in RUNNING or to in of(application, here):
        return None
    ahead, _is_through = _ahead(application, here)
    is_further = to is Stage.APPROVED or (to in here.stages and here.place(to) > here.place(stage))
    return ahead[-1] if is_further and ahead else None
