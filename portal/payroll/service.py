"""Make a batch, deliver it, mark it paid. An entry is in one batch, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import insert, update
from typing_extensions import override

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, RefusedError
from portal.core.format import day_year
from portal.engagements.states import Kind
from portal.municipality import rates as municipality_rates
from portal.municipality.rates import NoRateError, Rate, Rates
from portal.payroll import queries
from portal.payroll.file import Paid, ore_of, to_csv
from portal.payroll.lines import Line, Work, correction, lines_of
from portal.payroll.models import BatchedEntry, PayBatch, PayLine
from portal.payroll.states import BatchState
from portal.rules.periods import Days, local_day
from portal.rules.spans import Span
from portal.shifts.models import Entry
from portal.shifts.states import EntryCode, EntryState, ShiftKind


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for: one employer's approved hours of a period, to be paid on a day."""

    supplier_id: UUID | None
    period: Days
    pay_on: date


class TooEarlyError(ConflictError):
    """What is ready was worked after the last day that was asked for."""


def make(actor: Actor, run: Run) -> PayBatch:
    """Put everything payable up to the end of the period in one file.

    What was approved too late for an earlier file is taken with this one.

    Raises:
        ConflictError: there is nothing (left) to pay; TooEarlyError: not up to that day.
        RefusedError: a rate is missing; the sentence says which and from when.
    """
    assert actor.municipality_id is not None
    entries = queries.payable(actor.municipality_id, run.supplier_id, run.period.span.end)
    if not entries:
        raise _nothing(actor.municipality_id, run)
    rates = _rates(actor.municipality_id, run)
    lines = _lines(entries, rates)
    paid = [Paid(entry.engagement.worker.employee_number, line) for entry, line in lines]
    batch = _batch(actor, run, entries, paid)
    db.session().flush()
    _write(batch, entries, lines, ore_of(paid))
    audit.record(
        actor, "payroll:made", "pay_batch", batch.id, number=batch.number,
        entries=batch.entry_count, amount_ore=batch.amount_ore, sha256=batch.sha256,
    )  # fmt: skip
    return batch


def _nothing(municipality_id: UUID, run: Run) -> ConflictError:
    first_at = queries.first_payable(municipality_id, run.supplier_id)
    if first_at is None:
        return ConflictError("Alt som er godkjent, ligger i en lønnsfil allerede.")
    return TooEarlyError(
        f"Ingenting er klart til og med den dagen. Det første er fra {day_year(first_at)}."
    )


def _rates(municipality_id: UUID, run: Run) -> Rates:
    """Return the rates; a supplier pays by its own, so its file holds hours and no kroner."""
    if run.supplier_id is None:
        return municipality_rates.of_municipality(municipality_id)
    return _NoRates({})


class _NoRates(Rates):
    @override
    def on(self, _code: object, day: date) -> Rate:
        return Rate(0, day, "leverandørens egne satser")


def _lines(entries: Sequence[Entry], rates: Rates) -> list[tuple[Entry, Line]]:
    chains = queries.chains(entries)
    try:
        return [(entry, line) for entry in entries for line in _lines_of(entry, chains, rates)]
    except NoRateError as error:
        raise RefusedError(f"Satsen {error} mangler. Legg den inn under Satser først.") from error


def _lines_of(entry: Entry, chains: Mapping[UUID, Sequence[Entry]], rates: Rates) -> list[Line]:
    if entry.corrects_id is None:
        return lines_of(_work([entry]), rates)
    chain = chains[entry.corrects_id]
    number = chain.index(entry)
    return correction(_work(chain[:number]), _work(chain[: number + 1]), rates)


def _work(chain: Sequence[Entry]) -> Work:
    """Make what a line comes to with the corrections that follow it."""
    first = chain[0]
    return Work(
        span=Span(first.starts_at, first.ends_at),
        minutes=sum(it.minutes for it in chain),
        pay_minutes=sum(it.pay_minutes for it in chain),
        engaged_as=Kind(first.engagement.kind),
        code=EntryCode(first.code),
        kind=ShiftKind(first.kind),
        km=sum(it.km for it in chain),
        outlay_ore=sum(it.outlay_ore for it in chain),
    )


def _batch(actor: Actor, run: Run, entries: Sequence[Entry], paid: Sequence[Paid]) -> PayBatch:
    content = to_csv(paid)
    return db.add(
        PayBatch(
            id=ids.new_id(),
            municipality_id=actor.municipality_id,
            supplier_id=run.supplier_id,
            number=queries.next_number(entries[0].municipality_id),
            first_on=min(run.period.from_on, local_day(entries[0].starts_at)),
            last_on=run.period.to_on,
            pay_on=run.pay_on,
            entry_count=len(entries),
            worker_count=len({entry.engagement.worker_id for entry in entries}),
            pay_minutes=sum(entry.pay_minutes for entry in entries),
            amount_ore=sum(ore_of(paid)),
            sha256=sha256(content).hexdigest(),
            content=content,
            made_by_id=actor.user_id,
        )
    )


def _write(
    batch: PayBatch,
    entries: Sequence[Entry],
    lines: Sequence[tuple[Entry, Line]],
    amounts: Sequence[int],
) -> None:
    """Write which entries are in the batch and what each was paid for, in three statements."""
    common = {"municipality_id": batch.municipality_id, "batch_id": batch.id}
    session = db.session()
    session.execute(
        insert(BatchedEntry),
        [{"id": ids.new_id(), "entry_id": entry.id, **common} for entry in entries],
    )
    rows = [
        {
            "id": ids.new_id(), "entry_id": entry.id, "on": line.on, "wage_code": line.code.value,
            "quantity": line.quantity, "rate_ore": line.rate.amount,
            "amount_ore": ore, "rate_source": line.rate.source, **common,
        }
        for (entry, line), ore in zip(lines, amounts, strict=True)
    ]  # fmt: skip
    if rows:
        session.execute(insert(PayLine), rows)
    _advance(batch, EntryState.IN_BATCH)


def _advance(batch: PayBatch, state: EntryState) -> None:
    db.session().execute(
        update(Entry)
        .where(Entry.id.in_(queries.entry_ids(batch.id)))
        .values(state=state.value, pay_on=batch.paid_on, version=Entry.version + 1)
        .execution_options(synchronize_session=False)
    )


def deliver(actor: Actor, batch: PayBatch) -> None:
    """Note that the payroll system has the file."""
    if batch.state != BatchState.MADE:
        raise ConflictError("Lønnsfila er merket som levert allerede.")
    batch.state, batch.delivered_at = BatchState.DELIVERED, clock.now()
    audit.record(actor, "payroll:delivered", "pay_batch", batch.id)


def mark_paid(actor: Actor, batch: PayBatch) -> None:
    """Note that the money has gone out: each worker sees it on their own lines."""
    if batch.state != BatchState.DELIVERED:
        raise ConflictError("Lønnsfila må være levert før den kan være utbetalt.")
    batch.state, batch.paid_at = BatchState.PAID, clock.now()
    _advance(batch, EntryState.PAID)
    audit.record(actor, "payroll:paid", "pay_batch", batch.id)
