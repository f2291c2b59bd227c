"""What somebody meets who is not signed in, or not surely enough, for what they want to do."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.actor import Actor
from portal.access.guard import SAFE_METHODS
from portal.core import error_pages
from portal.signin import identity, kept_form, local_path, presence
from portal.signin.forms import SignInForm


def meet(actor: Actor) -> ResponseReturnValue:
    """Answer somebody who is not sure enough: never a dead end, never lost work."""
    if actor.is_signed_in:  # with a password alone, and this page asks for more
        return redirect(url_for("signin.set_up", next=_here()), 303)
    if request.method in SAFE_METHODS or request.blueprint == "signin":
        return redirect(url_for("signin.sign_in", next=_here()), 303)
    return _sign_in_again()


def _here() -> str:
    if request.method in SAFE_METHODS:
        return local_path.local(_path())
    return local_path.of_page(request.referrer, request.host)


def _path() -> str:
    return request.full_path.removesuffix("?")


def _sign_in_again() -> ResponseReturnValue:
    """Show the sign-in in the form's place, with the form sealed inside it."""
    owner = identity.owner(presence.token())
    form = kept_form.kept(_path(), list(request.form.items(multi=True)), owner)
    if form.is_too_large:
        empty = SignInForm(None, next=_here())
        page = render_template("signin/sign_in.html", form=empty, lost=error_pages.kept())
    else:
        sealed = SignInForm(None, next=_here(), kept=kept_form.sealed(form))
        page = render_template("signin/sign_in.html", form=sealed, is_kept=True)
    return page, 401
