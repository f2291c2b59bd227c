"""Home, for whoever it is; and what an administrator may look into."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.audit import queries as audit
from portal.audit.queries import Sought
from portal.core import clock, ids, web
from portal.core.paging import page_number, page_of
from portal.desk import coordinator, log_words, parent, queries, worker
from portal.desk.states import About, Harm
from portal.engagements.states import Kind
from portal.families.states import Service
from portal.hours.counting import dogn
from portal.messages import queries as messages
from portal.messages.models import OutboxMessage
from portal.messages.states import MessageState
from portal.rules.periods import DAY, midnight, named_day

bp = Blueprint("desk", __name__)
# Whose first page is another feature's.
ELSEWHERE = {Hat.APPLICANT: "recruitment.mine", Hat.ADMIN: "accounts.users", None: "accounts.me"}


@bp.get("/hjem")
@guard.rule(Permission.DESK_OWN)
def home(actor: Actor) -> ResponseReturnValue:
    """Answer «what needs me now?» for the hat that is on."""
    if actor.hat is Hat.PARENT:
        return _parent(actor)
    if actor.hat is Hat.WORKER:
        return _worker(actor)
    if actor.hat is Hat.COORDINATOR:
        return _coordinator(actor)
    if actor.hat is Hat.SUPPLIER:
        return render_template(
            "desk/supplier.html", engagements=queries.suppliers_engagements(actor), Kind=Kind
        )
    return web.see_other(ELSEWHERE[actor.hat])


def _parent(actor: Actor) -> str:
    found = parent.home(actor, ids.as_id(request.args.get("ordning", "")))
    return render_template(
        "desk/parent.html", it=found, today_on=clock.today(), Service=Service, dogn=dogn
    )


def _worker(actor: Actor) -> str:
    found = worker.home(actor)
    return render_template(
        "desk/worker.html", home=found, it=found.hours, new_key=ids.new_id, Kind=Kind
    )


def _coordinator(actor: Actor) -> str:
    about, harm = request.args.get("om", ""), request.args.get("alle", "")
    return render_template(
        "desk/coordinator.html", it=coordinator.queue(actor), today_on=clock.today(),
        Harm=Harm, about=About(about) if about in set(About) else None,
        whole=Harm(harm) if harm in set(Harm) else None,
    )  # fmt: skip


@bp.get("/utsendinger")
@guard.rule(Permission.OUTBOX_READ)
def outbox(actor: Actor) -> str:
    """List what has been sent, what waits and what failed."""
    found = page_of(messages.of_municipality(actor), page_number(request.args.get("side")))
    return render_template("desk/outbox.html", messages=found, MessageState=MessageState)


@bp.get("/utsendinger/<uuid:message_id>")
@guard.rule(Permission.OUTBOX_READ, messages.one)
def message(_actor: Actor, found: OutboxMessage) -> str:
    """Show one mail as it was sent."""
    return render_template("desk/message.html", message=found, MessageState=MessageState)


@bp.get("/logg")
@guard.rule(Permission.AUDIT_READ)
def log(actor: Actor) -> str:
    """Show the municipality's log: who did what, and who read what."""
    sought = _sought()
    found = page_of(audit.of_municipality(actor, sought), page_number(request.args.get("side")))
    return render_template(
        "desk/log.html", events=found, names=queries.names(found.items), said=log_words.said,
        things=sorted(log_words.THINGS.items(), key=lambda it: str(it[1])), sought=sought,
        is_narrowed=sought != Sought(), days=[request.args.get(it, "") for it in ("fra", "til")],
    )  # fmt: skip


def _sought() -> Sought:
    """Return what the address asks for; what it forges is left out."""
    thing = request.args.get("hva", "")
    first, last = (named_day(request.args.get(name, "")) for name in ("fra", "til"))
    return Sought(
        thing=thing if thing in log_words.THINGS else "",
        actor_id=ids.as_id(request.args.get("hvem", "")),
        first=midnight(first) if first else None,
        until=midnight(last + DAY) if last else None,
    )
