"""The lines of the work queue from papers and agreements to applicants and matches, in words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.access.actor import Actor
from portal.agreements import queries as agreements
from portal.agreements.queries import Task as AgreementDue
from portal.agreements.states import AgreementTask
from portal.clearance import queries as clearance
from portal.clearance.queries import Task as PaperDue
from portal.clearance.states import Urgency
from portal.core import clock
from portal.core.format import inside
from portal.core.labels import label
from portal.desk.lines import Line
from portal.desk.states import About, Harm
from portal.engagements.overview import words
from portal.engagements.states import Kind
from portal.families.states import Service
from portal.matching import tasks as matching
from portal.matching.tasks import Task as MatchDue
from portal.pool import queries as pool
from portal.recruitment import tasks as recruitment
from portal.waiting.queries import Wait
from portal.waiting.states import Standing

_PAPERS = {
    Urgency.WAITING: Harm.UNPAID,
    Urgency.LAPSED: Harm.UNCOVERED,
    Urgency.EXPIRING: Harm.ENDING,
    Urgency.TO_DO: Harm.WAITING,
}
_LAST = 100_000  # what should be done, and harms nobody, comes after those who wait
_RENEWALS = frozenset({AgreementTask.OVER, AgreementTask.RENEW})


def papers_and_agreements(actor: Actor, today: date) -> Iterator[Line]:
    """Yield what papers and agreements ask for; where only the agreement is missing, that."""
    due = agreements.tasks(actor)
    agreed = {task.engagement.id for task in due if task.code not in _RENEWALS}
    yield from (_agreement(task, today) for task in due)
    for task in clearance.tasks(actor):
        if task.urgency is not Urgency.WAITING or task.engagement.id not in agreed:
            yield _papers(task, today)


def _papers(task: PaperDue, today: date) -> Line:
    one = task.engagement
    lapses = task.urgency in {Urgency.EXPIRING, Urgency.LAPSED} and task.on
    days = (task.on - today).days if lapses and task.on else _since(one.created_at, today)
    names = words(task.papers) if task.papers else _("ny politiattest kan kreves")
    return Line(
        harm=_PAPERS[task.urgency], about=About.PAPERS,
        title=_("%(name)s mangler papirer", name=one.worker.name)
        if task.urgency is Urgency.WAITING
        else f"{one.worker.name}: {label(task.urgency).lower()}",
        text=_("%(kind)s hos %(child)s: %(papers)s.", kind=label(Kind(one.kind)),
               child=one.ordning.child.label, papers=names),
        age=abs(days),
        age_text=(_("dager igjen") if days >= 0 else _("dager siden"))
        if lapses
        else _("dager siden oppdraget ble laget"),
        url=url_for("clearance.show", engagement_id=one.id), act=_("Registrer papirer"),
        order=days if lapses else _LAST if task.urgency is Urgency.TO_DO else -days,
    )  # fmt: skip


def _agreement(task: AgreementDue, today: date) -> Line:
    days = (today - task.since_on).days
    url = (
        url_for("agreements.show", agreement_id=task.agreement.id)
        if task.agreement
        else url_for("agreements.new", engagement_id=task.engagement.id)
    )
    return Line(
        harm=Harm.ENDING if task.code in _RENEWALS else Harm.UNPAID, about=About.AGREEMENTS,
        title=_about(task.name, task.code),
        text=_("%(kind)s hos %(child)s.", kind=label(Kind(task.engagement.kind)),
               child=task.engagement.ordning.child.label),
        age=max(0, days), age_text=_("dager på vent"), url=url,
        act=_("Åpne avtalen") if task.agreement else _("Lag avtalen"), order=-days,
    )  # fmt: skip


def waits(found: Iterable[Wait]) -> Iterator[Line]:
    """Yield the children nobody helps. Where somebody is found, the papers have a line."""
    for wait in found:
        if not wait.is_waiting or wait.standing is Standing.PAPERS:
            continue
        service = label(wait.service)
        yield Line(
            harm=Harm.WAITING, about=About.CHILDREN,
            title=_("%(child)s har ikke fått %(service)s", child=wait.ordning.child.label,
                    service=service if wait.service is Service.BPA else service.lower()),
            text=_("Har ingen hjelp i det hele tatt.")
            if wait.is_alone
            else _("Vedtatt, men ingen jobber der."),
            age=wait.days, age_text=_("dager uten noen"),
            url=url_for("waiting.show", ordning_id=wait.ordning.id), act=_("Se ventetida"),
            order=-wait.weight,
        )  # fmt: skip


def of_applicants(actor: Actor, today: date) -> Iterator[Line]:
    """Yield what applicants, matches and the pool ask for."""
    for task in recruitment.of(actor):
        yield _waiting(
            About.APPLICANTS, _about(task.name, task.code), task.detail, task.since_on,
            today, url_for(task.page, application_id=task.application_id),
        )  # fmt: skip
    for it in matching.of(actor):
        yield _waiting(
            About.MATCHES, _about(it.about, it.code), it.detail, it.since_on, today,
            _page(it),
        )  # fmt: skip
    for consent in pool.tasks(actor):
        left = (consent.ends_on - today).days
        yield Line(
            harm=Harm.ENDING, about=About.POOL,
            title=_("%(name)s har ikke svart på om de blir i banken", name=consent.name),
            text=_("Uten svar slettes det som står der."), age=left, age_text=_("dager igjen"),
            url=url_for("pool.index"), act=_("Se banken"), order=left,
        )  # fmt: skip


def _about(whom: str, code: StrEnum) -> str:
    return f"{whom}: {inside(label(code)).removesuffix('.')}"


def _page(task: MatchDue) -> str:
    ids: dict[str, Any] = dict(task.ids)
    return url_for(task.page, **ids)


def _waiting(about: About, title: str, text: str, since: date, today: date, url: str) -> Line:
    days = (today - since).days
    return Line(
        harm=Harm.WAITING, about=about, title=title, text=text, age=max(0, days),
        age_text=_("dager på vent"), url=url, act=_("Se på det"), order=-days,
    )  # fmt: skip


def _since(at: datetime, today: date) -> int:
    return (today - clock.local(at).date()).days
