"""Pages about children, their guardians and ordninger, who leads, and protected address."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.accounts import queries as accounts_queries
from portal.core import clock, web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.core.paging import page_number
from portal.families import child_file, listing, queries, service
from portal.families.child_file import ChildFile
from portal.families.forms import (
    ChildForm,
    EndForm,
    GuardianForm,
    LeaderForm,
    NewChildForm,
    OrdningForm,
    SearchForm,
)
from portal.families.models import Child, Guardian, Leader, Ordning
from portal.families.states import (
    AlarmCode,
    Gradering,
    GuardianBasis,
    LeaderKind,
    Service,
)

bp = Blueprint("families", __name__)
BOTH = ["GET", "POST"]
_of_child = guard.rule(Permission.CHILD_MANAGE, queries.one)


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {
        "AlarmCode": AlarmCode, "Gradering": Gradering, "GuardianBasis": GuardianBasis,
        "LeaderKind": LeaderKind, "Service": Service, "today": clock.today(),
    }  # fmt: skip


def _form_page(template: str, form: Form, **context: object) -> ResponseReturnValue:
    """Show a form: fresh, or with what is wrong with it (422)."""
    page = render_template(template, form=form, **context)
    return web.again(page) if form.is_submitted() else page


# The list and the page -----------------------------------------------------------------------


@bp.route("/familier", methods=BOTH)
@guard.rule(Permission.CHILD_LIST)
def index(actor: Actor) -> str:
    """Show the office's families; a search is posted, so that no name is in an address."""
    form = SearchForm()
    text = (form.q.data or "").strip()[:100] if request.method == "POST" else ""
    page = listing.listed(actor, page_number(request.args.get("side")), text)
    return render_template(
        "families/index.html", found=page, form=form, text=text, alarmed=listing.alarmed(actor)
    )


@bp.route("/familier/ny", methods=BOTH)
@guard.rule(Permission.CHILD_REGISTER)
def new(actor: Actor) -> ResponseReturnValue:
    """Register a child with those who act for it."""
    form = NewChildForm()
    form.offer(queries.offices(actor), queries.districts(actor))
    if form.validate_on_submit():
        child = service.register_child(actor, form.details)
        for number, fields in enumerate(form.guardians):
            try:
                service.add_guardian(actor, child, fields.new(clock.today()))
            except RefusedError as error:
                fields.email.errors = [_(error.sentence)]
                return _form_page("families/new.html", form, failed=number)
        flash(_("Barnet er registrert. De foresatte får en e-post."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("families/new.html", form)


@bp.get("/familien")
@guard.rule(Permission.CHILD_LIST_OWN)
def mine(actor: Actor) -> str:
    """Show a parent the children one acts for, and who leads when one is away."""
    return render_template(
        "families/mine.html",
        children=queries.guarded_by(actor),
        led=queries.with_leaders(actor),
    )


@bp.get("/familier/<uuid:child_id>")
@guard.rule(Permission.CHILD_READ, child_file.load, reads="child")
def show(actor: Actor, file: ChildFile) -> str:
    """Show a child's page, to the office and to those who act for the child."""
    return render_template(
        "families/show.html", file=file, child=file.child, is_staff=actor.hat is Hat.COORDINATOR
    )


@bp.route("/familier/<uuid:child_id>/endre", methods=BOTH)
@_of_child
def edit(actor: Actor, child: Child) -> ResponseReturnValue:
    """Change what is known of a child."""
    form = ChildForm(
        obj=child, data={"office": str(child.office_id), "district": str(child.district_id or "")}
    )
    form.offer(queries.offices(actor), queries.districts(actor))
    if form.validate_on_submit():
        form.demand_fresh(child)
        service.change_child(actor, child, form.details)
        flash(_("Opplysningene er lagret."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("families/edit.html", form, child=child)


# Guardians -----------------------------------------------------------------------------------


@bp.route("/familier/<uuid:child_id>/foresatte/ny", methods=BOTH)
@_of_child
def new_guardian(actor: Actor, child: Child) -> ResponseReturnValue:
    """Let one more act for a child."""
    form = GuardianForm(data={"valid_from": clock.today()})
    if form.validate_on_submit():
        try:
            service.add_guardian(actor, child, form.new)
        except RefusedError as error:
            form.fail("email", _(error.sentence))
        else:
            flash(_("Den foresatte er lagt til."))
            return web.see_other("families.show", child_id=child.id)
    return _form_page("families/guardian.html", form, child=child)


@dataclass(frozen=True, slots=True)
class Dated:
    """Something dated about a child or an ordning, as the policy asks about it."""

    row: Guardian | Leader
    of: Child | Ordning
    name: str

    def __getattr__(self, name: str) -> object:
        return getattr(self.of, name)


def _dated(row: Guardian | Leader | None, of: Child | Ordning | None) -> Dated | None:
    user = accounts_queries.user(row.user_id) if row else None
    return Dated(row, of, user.name) if row and of and user else None


def _guardian(actor: Actor, child_id: UUID, guardian_id: UUID) -> Dated | None:
    return _dated(queries.guardian(actor, child_id, guardian_id), queries.one(actor, child_id))


def _end_form(row: Guardian | Ordning | Leader) -> EndForm:
    form = EndForm(data={"last_on": clock.today(), "version": row.version})
    if form.is_submitted():
        form.demand_fresh(row)
    return form


@bp.route("/familier/<uuid:child_id>/foresatte/<uuid:guardian_id>/avslutt", methods=BOTH)
@guard.rule(Permission.CHILD_MANAGE, _guardian)
def end_guardian(actor: Actor, thing: Dated) -> ResponseReturnValue:
    """Let somebody act for a child no longer than to a day."""
    assert isinstance(thing.row, Guardian)
    form = _end_form(thing.row)
    if form.validate_on_submit():
        try:
            service.end_guardian(actor, thing.row, form.last_on.data)
        except RefusedError as error:
            form.fail("last_on", _(error.sentence))
        else:
            return web.see_other("families.show", child_id=thing.row.child_id)
    return _form_page("families/end.html", form, name=thing.name, child_id=thing.row.child_id)


# Ordninger and who leads them ------------------------------------------------------------------


@bp.route("/familier/<uuid:child_id>/ordning/ny", methods=BOTH)
@_of_child
def new_ordning(actor: Actor, child: Child) -> ResponseReturnValue:
    """Begin a child's arrangement of one service."""
    form = OrdningForm(
        data={"valid_from": clock.today()}, suppliers=queries.suppliers(actor, clock.today())
    )
    if form.validate_on_submit():
        kind = Service(form.service.data)
        service.start_ordning(actor, child, kind, form.valid_from.data, form.supplier_id)
        flash(_("Ordningen er lagt inn. Neste steg er vedtaket."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("families/ordning.html", form, child=child)


@bp.route("/ordning/<uuid:ordning_id>/avslutt", methods=BOTH)
@guard.rule(Permission.CHILD_MANAGE, queries.ordning)
def end_ordning(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """End an arrangement after a day."""
    form = _end_form(ordning)
    if form.validate_on_submit():
        try:
            service.end_ordning(actor, ordning, form.last_on.data)
        except RefusedError as error:
            form.fail("last_on", _(error.sentence))
        else:
            return web.see_other("families.show", child_id=ordning.child_id)
    return _form_page("families/end.html", form, ordning=ordning, child_id=ordning.child_id)


@bp.route("/ordning/<uuid:ordning_id>/ledere/ny", methods=BOTH)
@guard.rule(Permission.LEADER_APPOINT, queries.ordning)
def new_leader(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Appoint an arbeidsleder (the office) or a stand-in (the office, or who leads for good)."""
    is_staff = actor.hat is Hat.COORDINATOR
    if not is_staff and not queries.is_arbeidsleder(actor, ordning.id):
        raise RefusedError(_("Bare arbeidslederen selv kan velge en vikar."))
    form = LeaderForm(
        data={"valid_from": clock.today()},
        kinds=list(LeaderKind) if is_staff else [LeaderKind.STAND_IN],
    )
    if form.validate_on_submit() and _appointed(actor, ordning, form):
        flash(_("Personen får en e-post. Rettighetene følger datoene."))
        if is_staff:
            return web.see_other("families.show", child_id=ordning.child_id)
        return web.see_other("families.leaders", ordning_id=ordning.id)
    return _form_page("families/leader.html", form, ordning=ordning, is_staff=is_staff)


def _appointed(actor: Actor, ordning: Ordning, form: LeaderForm) -> bool:
    try:
        user = service.account_of(actor, form.email.data or "", form.name.data or "")
        dates = (form.valid_from.data, form.valid_to.data)
        service.appoint(actor, ordning, user, LeaderKind(form.kind.data), *dates)
    except RefusedError as error:
        form.fail("email" if error.sentence == service.TAKEN else "valid_from", _(error.sentence))
        return False
    return True


@bp.get("/ordning/<uuid:ordning_id>/ledere")
@guard.rule(Permission.LEADER_APPOINT, queries.ordning)
def leaders(actor: Actor, ordning: Ordning) -> str:
    """Show who leads an ordning, to those who do."""
    return render_template(
        "families/leaders.html",
        ordning=ordning,
        leaders=queries.leaders(ordning.id),
        may_appoint=actor.hat is Hat.COORDINATOR or queries.is_arbeidsleder(actor, ordning.id),
    )


def _leader(actor: Actor, ordning_id: UUID, leader_id: UUID) -> Dated | None:
    return _dated(queries.leader(actor, ordning_id, leader_id), queries.ordning(actor, ordning_id))


@bp.route("/ordning/<uuid:ordning_id>/ledere/<uuid:leader_id>/avslutt", methods=BOTH)
@guard.rule(Permission.LEADER_APPOINT, _leader)
def end_leader(actor: Actor, thing: Dated) -> ResponseReturnValue:
    """Let somebody lead no longer than to a day; a family ends its own stand-ins only."""
    assert isinstance(thing.row, Leader)
    is_staff = actor.hat is Hat.COORDINATOR
    is_stand_in = thing.row.kind == LeaderKind.STAND_IN
    if not is_staff and not (is_stand_in and queries.is_arbeidsleder(actor, thing.row.ordning_id)):
        raise RefusedError(_("Bare koordinatoren kan avslutte en arbeidsleder."))
    form = _end_form(thing.row)
    if form.validate_on_submit():
        try:
            service.end_leader(actor, thing.row, form.last_on.data)
        except RefusedError as error:
            form.fail("last_on", _(error.sentence))
        else:
            return web.see_other("families.leaders", ordning_id=thing.row.ordning_id)
    return _form_page("families/end.html", form, name=thing.name, ordning_id=thing.row.ordning_id)
