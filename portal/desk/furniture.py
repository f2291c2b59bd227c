"""What stands around every page: whose it is, the menu, who is signed in and as what."""

from flask import g, has_request_context, request, url_for
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.core import db, i18n, web
from portal.core.config import settings
from portal.core.labels import label
from portal.core.web import NavItem, Page
from portal.desk.nav import PLACES, Place
from portal.municipality import queries
from portal.municipality.queries import Letterhead

ABOUT = "recruitment.become"  # what it is, what it pays, how it goes


def page() -> Page:
    """Return what stands around this page. Signed in, it costs no statement."""
    actor, place, language = _actor(), _municipality(), i18n.language()
    return Page(
        municipality_name=place.name if place else "",
        municipality_slug=place.slug if place else "",
        accent=place.accent if place else "",
        nav=_nav(actor, place),
        user_name=actor.name,
        hat_label=label(actor.hat) if actor.hat else "",
        is_signed_in=actor.is_signed_in,
        is_demo=settings().is_demo,
        has_other_hats=len(actor.hats) > 1,
        session_seconds_left=web.seconds_left(),
        language=language,
        direction=i18n.direction(language),
    )


def _actor() -> Actor:
    """Return who is at the keyboard, also where the guard was never asked (no such address)."""
    if has_request_context() and "actor" not in g:
        with db.unit(write=False):
            g.actor = guard.hooks.identify()
    return guard.actor()


def _municipality() -> Letterhead | None:
    """Return the actor's municipality, or the one of the public address."""
    if not has_request_context():
        return None
    if "municipality" not in g:
        slug = (request.view_args or {}).get("kommune")
        found = queries.by_slug(guard.actor(), slug) if slug and db.is_open() else None
        g.municipality = Letterhead.of(found) if found else None
    return g.municipality  # type: ignore[no-any-return]


def _nav(actor: Actor, place: Letterhead | None) -> list[NavItem]:
    if actor.hat:
        return [_item(one) for one in PLACES[actor.hat]]
    return _public(place) if place else []


def _item(place: Place) -> NavItem:
    here = request.blueprint
    home = place.endpoint.partition(".")[0]
    is_current = request.endpoint == place.endpoint or (
        here in {home, *place.also} and not _is_another(place)
    )
    return NavItem(
        label=str(place.label), url=url_for(place.endpoint), icon=place.icon, is_current=is_current
    )


def _is_another(place: Place) -> bool:
    """Tell whether this page is a place of its own in some menu, and not this one."""
    endpoints = {one.endpoint for places in PLACES.values() for one in places}
    return request.endpoint in endpoints - {place.endpoint}


def _public(place: Letterhead) -> list[NavItem]:
    is_about = request.endpoint == ABOUT
    assignments = url_for("needs.index", kommune=place.slug)
    return [
        NavItem(
            label=_("Ledige oppdrag"),
            url=assignments,
            icon="",
            is_current=request.blueprint in {"needs", "recruitment"} and not is_about,
        ),
        NavItem(
            label=_("Bli med"),
            url=url_for(ABOUT, kommune=place.slug),
            icon="",
            is_current=is_about,
        ),
        NavItem(
            label=_("Kontakt"),
            url=url_for("front.contact", kommune=place.slug),
            icon="",
            is_current=request.endpoint == "front.contact",
        ),
    ]
