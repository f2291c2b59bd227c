"""The one door: every request comes through here, and is committed here, once.

``rule`` declares who may use a view; ``seal`` wraps every view at start-up and refuses
to start while one has no rule. A thing that the loader does not find for this actor is
404, whether it exists or not; a thing the actor may see but not act on is 403.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from flask import Flask, g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from portal.access.actor import NOBODY, Actor, Hat
from portal.access.permissions import Permission
from portal.access.policy import assurance_for, may
from portal.core import db, once
from portal.core.errors import ConflictError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = Callable[..., Any]  # what Flask keeps in view_functions
Loader = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a view demands: a permission, and the thing it is asked about."""

    permission: Permission
    loader: Loader | None = None
    reads: str = ""  # what kind of sensitive page this is, for the read log


@dataclass(slots=True)
class Hooks:
    """What higher packages tell the guard at start-up (see ``portal.app``)."""

    identify: Callable[[], Actor] = lambda: NOBODY
    sign_in: Callable[[Actor], ResponseReturnValue] = lambda _actor: ("", 401)
    refused: Callable[[Actor, Permission, Any], None] = lambda _actor, _permission, _thing: None
    was_read: Callable[[Actor, str, Any], None] = lambda _actor, _kind, _thing: None


hooks = Hooks()


def actor() -> Actor:
    """Return the person of this request, for templates and error pages."""
    return g.get("actor", NOBODY)  # type: ignore[no-any-return]


def other_hats() -> tuple[Hat, ...]:
    """Return those of the person's own hats that may do what this one was refused."""
    return g.get("other_hats", ())  # type: ignore[no-any-return]


def can(permission: str, thing: object = None) -> bool:
    """Tell a template whether to offer an act: the same question as the door asks."""
    return may(actor(), Permission(permission), thing)


def rule(
    permission: Permission, loader: Loader | None = None, *, reads: str = ""
) -> Callable[[View], View]:
    """Declare who may use a view.

    The view is called as ``view(actor, **url)``; with a loader as ``view(actor, thing)``,
    where ``thing = loader(actor, **url)`` and None means 404. ``reads`` names a sensitive
    page: each reading of it goes to the read log.
    """

    def declare(view: View) -> View:
        view.access_rule = Rule(permission, loader, reads)  # type: ignore[attr-defined]
        return view

    return declare


def rule_of(view: View) -> Rule | None:
    """Return the rule a view was declared with."""
    found = getattr(view, "access_rule", None)
    return found if isinstance(found, Rule) else None


def seal(app: Flask) -> None:
    """Wrap every view of the app; raise RuntimeError if one has no access rule."""
    rule(Permission.PUBLIC)(app.view_functions["static"])
    app.jinja_env.globals.update(can=can, other_hats=other_hats)
    open_doors = [name for name, view in app.view_functions.items() if rule_of(view) is None]
    if open_doors:
        raise RuntimeError(f"No access rule: {', '.join(sorted(open_doors))}")
    for name, view in app.view_functions.items():
        if name != "static":
            app.view_functions[name] = _sealed(view)


def _sealed(view: View) -> View:
    declared = rule_of(view)
    assert declared is not None

    @wraps(view)
    def sealed(**url: Any) -> Any:  # noqa: ANN401 - whatever the URL holds, and a view answers
        if request.method not in SAFE_METHODS:
            return _posted(view, declared, url)
        with db.unit(write=False):
            g.actor = hooks.identify()
            return _admitted(view, declared, g.actor, url)

    return sealed


def _posted(view: View, declared: Rule, url: dict[str, Any]) -> ResponseReturnValue:
    """Do what a form asks for, unless the same form was answered before: then that answer.

    Of two that came at once the loser is refused, by a constraint or by what the winner has
    changed. It is the same form all the same, and gets the same answer.
    """
    try:
        with db.unit(write=True):
            g.actor = hooks.identify()
            response = _once(lambda: _admitted(view, declared, g.actor, url))
    except Exception:
        if answered := _answered_meanwhile():
            return answered
        raise
    if response.status_code < 400:
        return response
    return _answered_meanwhile() or response


def _once(act: Callable[[], ResponseReturnValue]) -> Response:
    form = once.key_of(request, actor().user_id)
    if answered := once.earlier_answer(form):
        return redirect(answered, 303)
    response = make_response(act())
    if response.status_code < 400:
        once.remember(form, response.headers.get("Location"))
        db.commit()
    return response


def _answered_meanwhile() -> Response | None:
    form = once.key_of(request, actor().user_id)
    if form is None:
        return None
    with db.unit(write=False):
        answered = once.earlier_answer(form)
    return redirect(answered, 303) if answered else None


def _admitted(view: View, declared: Rule, who: Actor, url: dict[str, Any]) -> Any:  # noqa: ANN401 - what a view may answer
    """Ask the policy, then the view. Who is not sure enough meets the sign-in, never a 404."""
    permission = declared.permission
    if who.assurance < assurance_for(permission):
        return hooks.sign_in(who)
    if declared.loader is None:
        _demand(who, permission, None)
        return view(who, **url)
    thing = declared.loader(who, **url)
    if thing is None:
        raise NotFound
    _demand(who, permission, thing)
    if declared.reads:
        hooks.was_read(who, declared.reads, thing)
    return view(who, thing)


def _demand(who: Actor, permission: Permission, thing: Any) -> None:  # noqa: ANN401 - see predicates.Thing
    if may(who, permission, thing):
        return
    hooks.refused(who, permission, thing)
    if _is_about_an_older(thing):
        raise ConflictError
    g.other_hats = tuple(hat for hat in who.hats if may(replace(who, hat=hat), permission, thing))
    raise Forbidden


def _is_about_an_older(thing: object) -> bool:
    """Tell whether the form was made before the thing changed: it may have been allowed then."""
    version = request.form.get("version", "")
    return bool(version) and version != str(getattr(thing, "version", version))
