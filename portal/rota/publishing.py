"""Publish the drafts of an ordning: all or nothing, judged again, one notice a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.core import db
from portal.core.errors import ConflictError
from portal.rota import eligibility
from portal.rota.eligibility import Times
from portal.rota.plan import Line, overlay
from portal.rota.review import Found, Review
from portal.rota.states import DraftAct
from portal.rota.week import Drawn
from portal.shifts import notices
from portal.shifts import service as shifts
from portal.shifts.models import ShiftDraft
from portal.shifts.service import Applied, Change, Plan

CHANGED = "Planen er endret siden du leste den. Se over endringene før du publiserer."


@dataclass(frozen=True, kw_only=True)
class Hindered:
    """What stops a publishing: findings, people who cannot be planned, and what was changed."""

    blocks: Sequence[Found]
    impossible: Sequence[Line]
    outdated: Sequence[Line]

    @property
    def count(self) -> int:
        """Return how many things must be dealt with."""
        return len(self.blocks) + len(self.impossible) + len(self.outdated)


def fingerprint(drafts: Sequence[ShiftDraft]) -> str:
    """Return what tells whether the drafts are still those that were read."""
    seen = sorted(f"{draft.id}.{draft.version}" for draft in drafts)
    return sha256("/".join(seen).encode()).hexdigest()[:24]


def hindrances(drawn: Drawn, review: Review, times: Times) -> Hindered:
    """Return what must be dealt with; ``times`` are of all the days that are drafted."""
    lines = overlay((), drawn.drafts)
    return Hindered(
        blocks=review.blocks,
        impossible=[line for line in lines if _is_impossible(line, times)],
        outdated=[line for line in lines if line.is_outdated],
    )


def _is_impossible(line: Line, times: Times) -> bool:
    if line.engagement is None or line.is_cancelled:
        return False
    return eligibility.obstacle(line.engagement, line.span, times) is not None


def publish(actor: Actor, drawn: Drawn, seen: str) -> Sequence[Applied]:
    """Publish what was read; ConflictError when it is not what stands there now.

    The caller holds the drafts (``queries.drafts(lock=True)``) and has found no hindrance.
    Nothing left to publish is fine: the second of two clicks finds none.
    """
    if not drawn.drafts:
        return []
    if fingerprint(drawn.drafts) != seen:
        raise ConflictError(CHANGED)
    done = shifts.apply([_change(draft) for draft in drawn.drafts])
    for draft, applied in zip(drawn.drafts, done, strict=True):
        _log(actor, draft, applied)
        db.session().delete(draft)
    notices.tell(actor, done)
    db.session().flush()
    return done


def _change(draft: ShiftDraft) -> Change:
    if draft.act == DraftAct.CANCEL:
        return Change(ordning=draft.ordning, shift=draft.shift)
    plan = Plan(
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        engagement=draft.engagement,
        kind=draft.kind,
        note=draft.note,
        open_reason=draft.shift.open_reason if draft.shift else "",
    )
    return Change(ordning=draft.ordning, shift=draft.shift, plan=plan)


def _log(actor: Actor, draft: ShiftDraft, applied: Applied) -> None:
    reason = {"kept_because": draft.override_reason} if draft.override_reason else {}
    audit.record(
        actor, "shift:published", "shift", applied.shift.id, change=draft.act,
        before=_said(applied.before), after=_said(applied.after), **reason,
    )  # fmt: skip


def _said(plan: Plan | None) -> dict[str, str | None] | None:
    if plan is None:
        return None
    return {
        "starts_at": plan.starts_at.isoformat(),
        "ends_at": plan.ends_at.isoformat(),
        "engagement_id": str(plan.engagement.id) if plan.engagement else None,
    }
