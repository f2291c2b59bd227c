"""Stands in for the portal: its templates, formats and words, but no database and no features."""

import json
from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from portal.core import i18n, security
from portal.core.web import NavItem, Page

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "static" / "dist" / "manifest.json"

FAMILY = Page(
    municipality_name="Nordvik kommune",
    municipality_slug="nordvik",
    nav=[
        NavItem(label="Hjem", url="/hjem", icon="home", is_current=True),
        NavItem(label="Vaktplan", url="/vaktplan", icon="calendar", count=1),
        NavItem(label="Attester", url="/timer/attester", icon="ok", count=2),
        NavItem(label="Timekonto", url="/timekonto", icon="hours"),
        NavItem(label="Kalender", url="/kalender", icon="link"),
    ],
    user_name="Ingrid Bakken",
    hat_label="Arbeidsleder for A.B.",
    is_signed_in=True,
    is_demo=True,
    has_other_hats=True,
    session_seconds_left=1800,
)

VISITOR = Page(
    municipality_name="Nordvik kommune",
    municipality_slug="nordvik",
    nav=[
        NavItem(label="Ledige oppdrag", url="/nordvik/oppdrag", icon="calendar"),
        NavItem(label="Slik går det", url="/nordvik#slik", icon="info"),
        NavItem(label="Kontakt", url="/nordvik/kontakt", icon="phone"),
    ],
)
STAFF = Page(
    municipality_name="Nordvik kommune",
    nav=[
        NavItem(label="Arbeidskø", url="/ko", icon="queue", count=10, is_current=True),
        NavItem(label="Rekruttering", url="/sokere", icon="people"),
        NavItem(label="Godkjenning", url="/godkjenning", icon="ok", count=4),
        NavItem(label="Familier", url="/familier", icon="home"),
        NavItem(label="Rapporter", url="/rapporter", icon="hours"),
    ],
    user_name="Kari Moen",
    hat_label="Koordinator, Midtbyen",
    is_signed_in=True,
)


def asset(name: str) -> str:
    """Return the address of a built file, or of none when nothing has been built."""
    built = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    return f"/static/dist/{built.get(name, name)}"


def make_app() -> Flask:
    app = Flask("templates", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(SECRET_KEY="for tests only", WTF_CSRF_ENABLED=False, TESTING=True)
    i18n.speak(app)
    security.protect(app)
    app.jinja_env.globals.update(
        asset=asset, csp_nonce=security.csp_nonce, csrf_token=lambda: "t0ken"
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pages = FileSystemLoader(Path(__file__).parent / "pages")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), pages])
    app.add_url_rule("/sokere", "people.index", lambda: "")
    return app
