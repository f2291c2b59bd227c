"""The walk through the form: which form a step has, what it shows, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal.municipality.models import Municipality
from portal.needs import queries as needs
from portal.recruitment import drafts
from portal.recruitment.demands import Demands
from portal.recruitment.forms import FORMS, PersonForm
from portal.recruitment.models import Application
from portal.recruitment.referee_form import RefereesForm
from portal.recruitment.states import FormStep
from portal.recruitment.step_form import StepForm

Missing = tuple[int, str]  # (step, what to do there)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form somebody is. ``draft`` is None before the first step is saved.

    ``known`` is what the portal knows of somebody who is signed in and has no draft yet.
    """

    municipality: Municipality
    step: int
    draft: Application | None
    asked: Demands
    known: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> FormStep:
        """Return which step it is."""
        return self.asked.order[self.step - 1]

    @property
    def is_last(self) -> bool:
        """Whether it is the step that sends the application."""
        return self.step == len(self.asked.order)


def form_of(place: Place, *, stored_only: bool = False, need: str = "") -> StepForm:
    """Make the form of a step, with what is stored in it.

    ``stored_only`` leaves out what has been posted: to see whether what is stored is enough.
    """
    options: dict[str, Any] = {"data": {**_stored(place), "need": need}}
    if stored_only:
        options |= {"formdata": None, "meta": {"csrf": False}}
    form = FORMS[place.code](place.asked, needs.districts(place.municipality.id), **options)
    if isinstance(form, PersonForm):
        form.knows_somebody = _may_know_somebody(place)
    if isinstance(form, RefereesForm) and place.draft:
        form.know(place.draft)
    if isinstance(form, RefereesForm) and not (place.draft and place.draft.is_at_home):
        form.leave_out_home()
    return form


def _may_know_somebody(place: Place) -> bool:
    """Tell whether the applicant was asked by somebody, or has not come to that question."""
    if place.draft and (place.draft.known_person or place.draft.roles):
        return bool(place.draft.known_person)
    return place.step < place.asked.place_of(FormStep.ROLES)


def _stored(place: Place) -> dict[str, Any]:
    draft = place.draft
    if draft is None:
        return dict(place.known)
    columns = {name: getattr(draft, name) for name in Application.__mapper__.column_attrs.keys()}  # noqa: SIM118 - not a dict
    home = draft.home or {}
    return {
        **columns,
        "district_id": str(draft.district_id or ""),
        "choices": drafts.choices_of(draft),
        "referees": [
            {
                "name": it.name,
                "knows_from": it.knows_from,
                "email": it.email,
                "phone": it.phone or None,
            }
            for it in draft.referees
        ],
        "household": home.get("household", ""),
        "spare_bed": home.get("spare_bed"),
        "about_home": home.get("about", ""),
    }


def missing(place: Place) -> list[Missing]:
    """Return what must be filled in before the application can be sent."""
    found: list[Missing] = []
    for step in range(1, len(place.asked.order)):
        form = form_of(replace(place, step=step), stored_only=True)
        if not form.validate():
            found += [(step, sentence) for _field, sentence in form.problems()]
    return found
