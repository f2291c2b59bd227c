"""What vedtak tell the packages below at start-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.access.actor import Actor
from portal.core import clock
from portal.families import alarms, panels
from portal.families.models import Child, Ordning
from portal.vedtak import labels, queries, timeline
from portal.vedtak.models import Vedtak
from portal.vedtak.states import PauseReason, Per, RightHolder, Unit


def _panel(_actor: Actor, _child: Child, ordninger: Sequence[Ordning]) -> Mapping[str, Any]:
    """What the child's page says of each ordning's vedtak."""
    ids = [ordning.id for ordning in ordninger]
    versions = queries.versions_of(ids)
    return {
        "vedtak": {id_: _at_a_glance(versions[id_]) for id_ in ids},
        "pauses": queries.pauses_of(ids),
        "Per": Per, "PauseReason": PauseReason, "RightHolder": RightHolder, "Unit": Unit,
    }  # fmt: skip


def _at_a_glance(versions: Sequence[Vedtak]) -> Mapping[str, Any]:
    held = timeline.in_force(versions)
    now = timeline.on_day(held, clock.today())
    ahead = [it for it in held if it.days.from_on > clock.today()]
    return {"now": now, "ahead": ahead, "last": held[-1] if held else None, "count": len(versions)}


def wire() -> None:
    """Register the alarms, the part of a child's page, and the words for the codes."""
    labels.register()
    alarms.register(queries.alarms)
    panels.register(panels.Panel("vedtak/panel.html", _panel))
