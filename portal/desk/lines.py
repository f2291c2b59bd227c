"""The lines of the work queue about hours, shifts, vedtak and applications, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from portal.approval.disputes import Disputed
from portal.core import clock
from portal.core import format as formats
from portal.desk.states import About, Harm
from portal.families.models import Ordning
from portal.recruitment import way
from portal.recruitment.models import Application
from portal.shifts.models import Entry, Shift


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
    """Yield the hours no family has attested in time."""
    for entry in entries:
        if not entry.is_attestable:
            continue
        days = (now - (entry.submitted_at or entry.logged_at)).days
        yield Line(
            harm=Harm.UNPAID, about=About.HOURS,
            title=_("%(name)s mangler attest for %(time)s", name=entry.engagement.worker.name,
                    time=formats.hours(entry.minutes)),
            text=_("%(day)s hos %(child)s. Du kan attestere i stedet.",
                   day=formats.day_long(entry.starts_at).capitalize(),
                   child=entry.ordning.child.label),
            age=days, age_text=_("dager siden de ble ført"),
            url=url_for("approval.entry", entry_id=entry.id), act=_("Se på timene"), order=-days,
        )  # fmt: skip


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
