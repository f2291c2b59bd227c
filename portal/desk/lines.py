"""The lines of the work queue about hours, shifts, vedtak and applications, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from portal.approval.disputes import Disputed
from portal.core import clock
from portal.core import format as formats
from portal.core.labels import label
from portal.desk.states import About, Harm
from portal.families.models import Ordning
from portal.families.states import Service
from portal.hours.counting import dogn
from portal.hours.models import HoursAlert
from portal.hours.states import AlertKind
from portal.recruitment import way
from portal.recruitment.models import Application
from portal.shifts.models import Entry, Shift
from portal.vedtak.states import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing somebody must do: what, how long it has been or is left, and where.

    ``order`` sorts the lines of a group: the lower, the sooner.
    """

    harm: Harm
    about: About
    title: str
    text: str
    age: int
    age_text: str
    url: str
    act: str
    order: int


def disputed(found: Iterable[Disputed], now: datetime) -> Iterator[Line]:
    """Yield the lines of pay somebody says are wrong."""
    for one in found:
        days = (now - one.raised_at).days
        yield Line(
            harm=Harm.UNPAID, about=About.HOURS,
            title=_("%(name)s mener at %(time)s er feil", name=one.entry.engagement.worker.name,
                    time=formats.hours(one.entry.minutes)),
            text=_("%(day)s hos %(child)s. Svar, eller rett linja.",
                   day=formats.day_long(one.entry.starts_at).capitalize(),
                   child=one.entry.ordning.child.label),
            age=days, age_text=_("dager siden det ble sagt fra"),
            url=url_for("approval.entry", entry_id=one.entry.id), act=_("Se på linja"),
            order=-days,
        )  # fmt: skip


def unattested(entries: Iterable[Entry], now: datetime) -> Iterator[Line]:
    """Yield the hours no family has attested in time: a line for each engagement and month."""
    late = sorted((it for it in entries if it.is_attestable), key=_job_and_month)
    for _job, found in groupby(late, key=_job_and_month):
        hours = list(found)
        first = hours[0]
        days = max((now - (it.submitted_at or it.logged_at)).days for it in hours)
        yield Line(
            harm=Harm.UNPAID, about=About.HOURS,
            title=_("%(name)s mangler attest for %(time)s i %(month)s",
                    name=first.engagement.worker.name,
                    time=formats.hours(sum(it.minutes for it in hours)),
                    month=formats.month_name(first.starts_at)),
            text=_("%(day)s hos %(child)s. Du kan attestere i stedet.",
                   day=formats.day_long(first.starts_at).capitalize(),
                   child=first.ordning.child.label)
            if len(hours) == 1
            else _("%(count)s vakter hos %(child)s. Du kan attestere i stedet.",
                   count=len(hours), child=first.ordning.child.label),
            age=days, age_text=_("dager siden de ble ført"),
            url=url_for("approval.entry", entry_id=first.id)
            if len(hours) == 1
            else url_for("approval.queue", _anchor=f"familie-{first.ordning_id}"),
            act=_("Se på timene"), order=-days,
        )  # fmt: skip


def _job_and_month(entry: Entry) -> tuple[UUID, date]:
    return entry.engagement_id, clock.local(entry.starts_at).date().replace(day=1)


def uncovered(shifts: Iterable[Shift], now: datetime) -> Iterator[Line]:
    """Yield the shifts nobody has."""
    for shift in shifts:
        hours = int((shift.starts_at - now).total_seconds() // 3600)
        yield Line(
            harm=Harm.UNCOVERED, about=About.SHIFTS,
            title=_("%(child)s mangler folk %(when)s kl. %(time)s", child=shift.ordning.child.label,
                    when=formats.day_long(shift.starts_at),
                    time=formats.span_short(shift.starts_at, shift.ends_at)),
            text=_("Den som hadde vakten, er syk.")
            if shift.open_reason == "sick"
            else _("Ingen har tatt vakten ennå."),
            age=hours, age_text=_("timer til vakten"),
            url=url_for("rota.edit", ordning_id=shift.ordning_id, line_id=shift.id),
            act=_("Finn noen"), order=hours,
        )  # fmt: skip


def ending(found: Iterable[tuple[Ordning, date]], today: date) -> Iterator[Line]:
    """Yield the vedtak that have run out or soon will."""
    for ordning, on in found:
        left = (on - today).days
        child, day = ordning.child.label, formats.day(on)
        yield Line(
            harm=Harm.ENDING, about=About.VEDTAK,
            title=_("Vedtaket til %(child)s gikk ut %(day)s", child=child, day=day)
            if left < 0
            else _("Vedtaket til %(child)s går ut %(day)s", child=child, day=day),
            text=_("Barnet blir stående i lista også etterpå."),
            age=abs(left), age_text=_("dager siden") if left < 0 else _("dager igjen"),
            url=url_for("families.show", child_id=ordning.child_id), act=_("Åpne familien"),
            order=left,
        )  # fmt: skip


def hours_told(found: Iterable[HoursAlert], today: date) -> Iterator[Line]:
    """Yield the hours that do not last, are being lost or go too fast: the worst of each pot."""
    worst: dict[object, HoursAlert] = {}
    for one in sorted(found, key=lambda it: (list(AlertKind).index(it.kind_code), -it.percent)):
        worst.setdefault(one.portion_id, one)
    for one in worst.values():
        left = max(0, (one.until_on - today).days)
        title, text = _about_hours(one)
        yield Line(
            harm=Harm.ENDING, about=About.HOURS, title=title, text=text,
            age=left, age_text=_("dager igjen"),
            url=url_for("hours.show", ordning_id=one.ordning_id), act=_("Se timekontoen"),
            order=left,
        )  # fmt: skip


def _about_hours(one: HoursAlert) -> tuple[str, str]:
    child, day = one.ordning.child.label, formats.day(one.until_on)
    service, is_dogn = label(Service(one.portion.service)), one.portion.unit == Unit.DOGN
    amount = (
        _("%(count)s døgn", count=str(dogn(one.left_minutes)).replace(".", ","))
        if is_dogn
        else formats.whole_hours(one.left_minutes)
    )
    if one.kind_code is AlertKind.RUNS_OUT:
        title = _("%(child)s har brukt opp alt %(day)s i dette tempoet", child=child, day=day)
        return title, _("%(service)s. %(amount)s mangler.", service=service, amount=amount)
    if one.kind_code is AlertKind.UNUSED:
        title = _("%(child)s er i ferd med å miste %(amount)s", child=child, amount=amount)
        return title, _("%(service)s. Perioden varer til %(day)s.", service=service, day=day)
    title = _("%(child)s har brukt over %(percent)s %%", child=child, percent=one.percent)
    return title, _(
        "%(service)s. Det er mer enn tiden tilsier. Perioden varer til %(day)s.",
        service=service, day=day,
    )  # fmt: skip


def applications(found: Iterable[Application], today: date) -> Iterator[Line]:
    """Yield the applications that have stood longest where they are."""
    for one in found:
        days = (today - clock.local(one.stage_since_at).date()).days
        yield Line(
            harm=Harm.WAITING, about=About.APPLICANTS,
            title=_("%(name)s venter på svar", name=one.name),
            text=way.of(one.municipality_id).word(one.stage_code),
            age=days, age_text=_("dager i steget"),
            url=url_for("hiring.show", application_id=one.id), act=_("Åpne søknaden"), order=-days,
        )  # fmt: skip
