"""The way of an application in a municipality: its stages, their order and their names.

Which stages there are is the portal's (``states``); which are used, in which order and under
which name is the municipality's own. The package above that keeps it tells it here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from portal.core import db
from portal.recruitment.states import RUNNING, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage on the way; an empty name is the portal's own word.

    ``usual_days`` is what is told until there are enough moves to count it from. Nobody is
    moved past a step that ``is_required``.
    """

    stage: Stage
    name: str = ""
    applicant_name: str = ""
    is_used: bool = True
    is_required: bool = False
    usual_days: int = 5


# The first municipality's figures, until one has its own.
DEFAULT = (
    Step(stage=Stage.ACKNOWLEDGED, usual_days=2),
    Step(stage=Stage.SCREENING, usual_days=4),
    Step(stage=Stage.REFERENCES, usual_days=6),
    Step(stage=Stage.CERTIFICATE, usual_days=14, is_used=False, is_required=True),
    Step(stage=Stage.INTERVIEW, usual_days=5, is_required=True),
    Step(stage=Stage.HOME_VISIT, usual_days=8),
    Step(stage=Stage.COURSE, usual_days=14, is_used=False),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Every running stage in its order here, used or not."""

    steps: tuple[Step, ...] = DEFAULT

    @property
    def used(self) -> tuple[Step, ...]:
        """Return the steps applications go through."""
        return tuple(step for step in self.steps if step.is_used)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages applications go through."""
        return tuple(step.stage for step in self.used)

    def step(self, stage: Stage) -> Step:
        """Return the step of a running stage."""
        return next(step for step in self.steps if step.stage is stage)

    def place(self, stage: Stage) -> int:
        """Return where on the way a running stage is, used or not."""
        return self.steps.index(self.step(stage))

    def without(self, *stages: Stage) -> "Way":
        """Return the way of one who is not to go through some stages."""
        steps = (replace(it, is_used=it.is_used and it.stage not in stages) for it in self.steps)
        return Way(tuple(steps))

    def word(self, stage: Stage, audience: str = "") -> str:
        """Return what a stage is called here, to the office or to the applicant."""
        if stage not in RUNNING:
            return _word(stage, audience)
        step = self.step(stage)
        own = step.applicant_name or step.name if audience == "applicant" else step.name
        return own or _word(stage, audience)


def _word(stage: Stage, audience: str) -> str:
    return _speech[0](stage, audience) if _speech else stage.value


Speech = Callable[[Stage, str], str]
_speech: list[Speech] = []


def speak(speech: Speech) -> None:
    """Have the portal's own words from what knows languages; called at start-up."""
    _speech[:] = [speech]


Source = Callable[[UUID], Way]
_sources: list[Source] = []


def learn_from(source: Source) -> None:
    """Have the municipalities' ways from a package above; called at start-up."""
    _sources[:] = [source]


def of(municipality_id: UUID) -> Way:
    """Return the way of a municipality, in one statement a unit."""
    known: dict[UUID, Way] = db.session().info.setdefault("ways", {})
    if municipality_id not in known:
        known[municipality_id] = _sources[0](municipality_id) if _sources else Way()
    return known[municipality_id]


def changed() -> None:
    """Read the ways anew: somebody has changed one in this unit."""
    db.session().info.pop("ways", None)
