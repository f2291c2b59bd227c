"""The page where one side asks that two are never proposed for each other again.

Nobody but the office reads why, or that it was asked for.
"""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access.actor import Actor
from portal.core import web
from portal.matching import service, wish_queries
from portal.matching.forms import WhyForm
from portal.matching.service import Asked
from portal.matching.states import Wish


def page(
    actor: Actor, asked: Asked, *, name: str, back_url: str, then_url: str, works_here: bool = False
) -> ResponseReturnValue:
    """Ask why, and keep it. ``name`` is whom the family speaks of; empty for who helps."""
    form = WhyForm()
    if form.validate_on_submit():
        service.never_again(actor, asked, form.why.data or "")
        flash(_("Takk for at du sa fra. Dere blir ikke foreslått for hverandre igjen."))
        return redirect(then_url, 303)
    standing = wish_queries.standing(asked.child.id, asked.user_id, asked.by)
    shown = render_template(
        "matching/never.html", form=form, name=name, back_url=back_url, works_here=works_here,
        is_asked=standing is not None and standing.wish == Wish.NEVER,
    )  # fmt: skip
    return web.again(shown) if form.has_errors else shown
