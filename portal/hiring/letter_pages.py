"""What applicants were sent: the log of an office, one letter, and trying again."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import logging, paging, web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.hiring import sent
from portal.hiring.list_pages import bp
from portal.hiring.sent import Sent

__all__ = ["bp"]


@bp.get("/rekruttering/brev")
@guard.rule(Permission.APPLICATION_LIST)
def letters(actor: Actor) -> str:
    """List what was sent from the office: what did not arrive comes first."""
    number = paging.page_number(request.args.get("side"))
    return render_template("hiring/letters.html", found=paging.page_of(sent.latest(actor), number))


@bp.get("/rekruttering/<uuid:application_id>/brev/<uuid:letter_id>")
@guard.rule(Permission.APPLICATION_READ, sent.one, reads="application")
def letter(_actor: Actor, it: Sent) -> str:
    """Show one letter as it was sent; its links open nothing."""
    body = logging.without_tokens(it.letter.message.body or "")
    return render_template("hiring/letter.html", it=it, body=body, form=Form(formdata=None))


@bp.post("/rekruttering/<uuid:application_id>/brev/<uuid:letter_id>/igjen")
@guard.rule(Permission.APPLICATION_TREAT, sent.one)
def send_again(actor: Actor, it: Sent) -> ResponseReturnValue:
    """Try a letter that did not arrive once more."""
    if not Form().validate():
        raise RefusedError(sent.NOT_FAILED)
    sent.send_again(actor, it)
    flash(_("E-posten prøves igjen nå."))
    return web.see_other("hiring.letter", application_id=it.application.id, letter_id=it.letter.id)
