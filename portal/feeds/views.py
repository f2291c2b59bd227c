"""The page of calendar links, and the address calendars poll."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, abort, flash, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor, Hat
from portal.access.permissions import Permission
from portal.core import web
from portal.core.config import settings
from portal.core.qr import Code, drawn
from portal.feeds import calendars, queries, service
from portal.feeds.clients import client_name
from portal.feeds.forms import LinkForm
from portal.feeds.models import FeedLink
from portal.feeds.states import Privacy
from portal.ical.etag import is_current
from portal.ical.write import CONTENT_TYPE

bp = Blueprint("feeds", __name__)
NEW = "new_feed"  # where the cookie carries the token to the one page that shows it


@dataclass(frozen=True, slots=True)
class Shown:
    """A new link, shown once."""

    name: str
    url: str
    webcal: str
    qr: Code


@bp.get("/kalender/<token>.ics")
@guard.rule(Permission.PUBLIC)
def feed(_actor: Actor, token: str) -> Response:
    """Answer a calendar: 304 when it has the newest, the kept bytes, or newly built ones."""
    found = queries.subscription(token, request.headers.get("If-None-Match"))
    if found is None:
        abort(404)
    service.note_fetch(found, client_name(request.user_agent.string))
    if found.is_fresh and found.etag:
        return _answer(found.etag, found.body)
    body = calendars.body(found)
    return _answer(service.keep_body(found, body), body)


def _answer(tag: str, body: bytes | None) -> Response:
    """Send the bytes, or 304 to who has them: then they are not even read."""
    if body is None or is_current(request.headers.get("If-None-Match"), tag):
        response = Response(status=304)
    else:
        response = Response(body, content_type=CONTENT_TYPE)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.route("/kalender", methods=["GET", "POST"])
@guard.rule(Permission.FEED_MANAGE_OWN)
def index(actor: Actor) -> ResponseReturnValue:
    """Show the person's links, and make another."""
    form = LinkForm().suit(actor)
    links = queries.own(actor)
    if form.is_submitted() and len(links) >= service.MOST_LINKS:
        form.fail("name", _("Du har 20 lenker. Slett en du ikke bruker, først."))
    elif form.validate_on_submit() and not queries.is_protected(actor):
        link, token = service.make(actor, form.wish())
        cookie[NEW] = [link.name, token]
        return web.see_other("feeds.index")
    return _page(actor, form), 422 if form.is_submitted() else 200


def _page(actor: Actor, form: LinkForm) -> str:
    return render_template(
        "feeds/index.html",
        form=form,
        links=queries.own(actor),
        new=_take_new(),
        is_protected=queries.is_protected(actor),
        is_family=actor.hat is Hat.PARENT,
        Privacy=Privacy,
    )


def _take_new() -> Shown | None:
    """Take the new link out of the cookie: it is shown this one time."""
    carried = cookie.pop(NEW, None) if NEW in cookie else None
    if carried is None:
        return None
    name, token = carried
    url = f"{settings().base_url}/kalender/{token}.ics"
    webcal = "webcal://" + url.partition("://")[2]
    return Shown(name, url, webcal, drawn(webcal))


def _own_link(actor: Actor, link_id: UUID) -> FeedLink | None:
    return queries.one(actor, link_id)


@bp.route("/kalender/<uuid:link_id>/bytt", methods=["GET", "POST"])
@guard.rule(Permission.FEED_MANAGE_OWN, _own_link)
def rotate(actor: Actor, link: FeedLink) -> ResponseReturnValue:
    """Give a link a new address."""
    if request.method == "GET":
        return render_template("feeds/rotate.html", link=link)
    cookie[NEW] = [link.name, service.rotate(actor, link)]
    return web.see_other("feeds.index")


@bp.route("/kalender/<uuid:link_id>/slett", methods=["GET", "POST"])
@guard.rule(Permission.FEED_MANAGE_OWN, _own_link)
def revoke(actor: Actor, link: FeedLink) -> ResponseReturnValue:
    """Delete a link."""
    if request.method == "GET":
        return render_template("feeds/revoke.html", link=link)
    service.revoke(actor, link)
    flash(_("Lenken «%(name)s» er slettet. Den virker ikke lenger.", name=link.name))
    return web.see_other("feeds.index")
