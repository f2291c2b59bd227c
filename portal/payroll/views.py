"""Pay batches: make, fetch the file, deliver, mark as paid."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import db, web
from portal.core.errors import ConflictError
from portal.core.paging import page_number, page_of
from portal.municipality.models import Municipality
from portal.payroll import periods, queries, service
from portal.payroll.forms import BatchForm
from portal.payroll.models import PayBatch
from portal.payroll.states import BatchState, Measure, WageCode, measure

bp = Blueprint("payroll", __name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """The municipality whose payroll is run."""

    municipality: Municipality

    @property
    def municipality_id(self) -> UUID:
        """Return whose it is."""
        return self.municipality.id


def _desk(actor: Actor) -> Desk | None:
    found = db.session().get(Municipality, actor.municipality_id)
    return Desk(found) if found else None


@bp.route("/lonn", methods=["GET", "POST"])
@guard.rule(Permission.PAYROLL_RUN, _desk)
def index(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """Show what can be paid and the files made, and make another."""
    period = periods.to_pay(desk.municipality_id)
    ready = queries.ready(actor, period.span.end, desk.municipality.name)
    form = BatchForm(to_on=period.to_on, pay_on=periods.pay_on(desk.municipality_id, period))
    form.suit(ready)
    if form.is_submitted() and not ready:
        raise ConflictError(_("Alt som er godkjent, ligger i en lønnsfil allerede."))
    made = _made(actor, form, desk) if form.validate_on_submit() else None
    if made is not None:
        flash(_("Lønnsfil %(number)s er klar.", number=made.number))
        return web.see_other("payroll.batch", batch_id=made.id)
    page = render_template(
        "payroll/index.html",
        form=form,
        ready=ready,
        period=period,
        held=queries.held(actor, period.span.end),
        batches=page_of(queries.batches(actor), page_number(request.args.get("side"))),
        suppliers=queries.suppliers(desk.municipality_id),
        own_name=desk.municipality.name,
        BatchState=BatchState,
    )
    return web.again(page) if form.is_submitted() else page


def _made(actor: Actor, form: BatchForm, desk: Desk) -> PayBatch | None:
    """Make the file; what stands in the way is put at the field."""
    try:
        return service.make(actor, form.run(desk.municipality_id))
    except service.TooEarlyError as error:
        form.fail("to_on", error.sentence)
    return None


@bp.get("/lonn/<uuid:batch_id>")
@guard.rule(Permission.PAYROLL_RUN, queries.one)
def batch(_actor: Actor, found: PayBatch) -> str:
    """Show a batch, what is in it by wage code, and what comes next."""
    municipality = db.session().get_one(Municipality, found.municipality_id)
    names = queries.suppliers(found.municipality_id)
    sums = [(WageCode(code), quantity, ore) for code, quantity, ore in queries.sums(found.id)]
    return render_template(
        "payroll/batch.html",
        batch=found,
        employer=names.get(found.supplier_id) if found.supplier_id else municipality.name,
        sums=sums,
        measure=measure,
        Measure=Measure,
        BatchState=BatchState,
    )


@bp.get("/lonn/<uuid:batch_id>/fil")
@guard.rule(Permission.PAYROLL_RUN, queries.with_content)
def file(_actor: Actor, found: PayBatch) -> Response:
    """Give the file: the bytes it was made with, every time."""
    response = Response(found.content, content_type="text/csv; charset=utf-8")
    name = f"lonn-{found.number:04d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/lonn/<uuid:batch_id>/levert")
@guard.rule(Permission.PAYROLL_RUN, queries.one)
def deliver(actor: Actor, found: PayBatch) -> ResponseReturnValue:
    """Note that the payroll system has the file."""
    service.deliver(actor, found)
    flash(_("Merket som levert."))
    return web.see_other("payroll.batch", batch_id=found.id)


@bp.post("/lonn/<uuid:batch_id>/utbetalt")
@guard.rule(Permission.PAYROLL_RUN, queries.one)
def paid(actor: Actor, found: PayBatch) -> ResponseReturnValue:
    """Note that the money has gone out."""
    service.mark_paid(actor, found)
    flash(_("Merket som utbetalt. Medarbeiderne ser det på timene sine."))
    return web.see_other("payroll.batch", batch_id=found.id)
