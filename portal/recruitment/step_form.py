"""One step of the application form: what all of them share."""

from collections.abc import Sequence
from typing import Any

from portal.core.forms import Form
from portal.municipality.models import District
from portal.recruitment.demands import Demands

LONGEST_ANSWER = 2000


class StepForm(Form):
    """One step. A step may be saved again with other answers, so it has no request key."""

    request_key = None

    def __init__(self, asked: Demands, districts: Sequence[District] = (), **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        self.asked = asked
        super().__init__(**kwargs)
        self.prepare(districts)

    def prepare(self, districts: Sequence[District]) -> None:
        """Fill in what the choices are."""

    @property
    def answers(self) -> dict[str, Any]:
        """Return the columns of an application this step fills in."""
        names = [name for name in self.data if name not in {"csrf_token", "need"}]
        return {name: _plain(self.data[name]) for name in names}

    @property
    def readable_answers(self) -> dict[str, Any]:
        """Return the answers that can be kept although the step is not finished."""
        unread = {name for name, field in self._fields.items() if not _is_readable(field)}
        return {name: value for name, value in self.answers.items() if name not in unread}


def _is_readable(field: Any) -> bool:  # noqa: ANN401 - a field
    too_long = isinstance(field.data, str) and len(field.data) > LONGEST_ANSWER
    return not field.process_errors and not too_long


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a field may hold
    return value.strip() if isinstance(value, str) else value
