"""The only module that knows every feature: it wires them together and seals the app."""

from datetime import timedelta
from importlib import import_module

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from portal import cli
from portal.access import guard
from portal.accounts import views as accounts_views
from portal.accounts import wiring as accounts_wiring
from portal.agreements import views as agreements_views
from portal.agreements import wiring as agreements_wiring
from portal.applicant_list import views as applicant_list_views
from portal.applicant_list import wiring as applicant_list_wiring
from portal.approval import views as approval_views
from portal.asking import views as asking_views
from portal.asking import wiring as asking_wiring
from portal.audit import service as audit
from portal.audit import wiring as audit_wiring
from portal.bookings import views as bookings_views
from portal.bookings import wiring as bookings_wiring
from portal.certificates import views as certificates_views
from portal.certificates import wiring as certificates_wiring
from portal.clearance import views as clearance_views
from portal.clearance import wiring as clearance_wiring
from portal.closing import views as closing_views
from portal.core import config, db, error_pages, i18n, logging, security, web
from portal.core.config import ROOT, Settings
from portal.cover import views as cover_views
from portal.cover import wiring as cover_wiring
from portal.demo import marker
from portal.demo import views as demo_views
from portal.desk import views as desk_views
from portal.desk import wiring as desk_wiring
from portal.duplicates import views as duplicates_views
from portal.duplicates import wiring as duplicates_wiring
from portal.ending import views as ending_views
from portal.engagements import views as engagements_views
from portal.engagements import wiring as engagements_wiring
from portal.families import views as families_views
from portal.families import wiring as families_wiring
from portal.feeds import views as feeds_views
from portal.feeds import wiring as feeds_wiring
from portal.followups import views as followups_views
from portal.followups import wiring as followups_wiring
from portal.front import views as front_views
from portal.hiring import views as hiring_views
from portal.hiring import wiring as hiring_wiring
from portal.hours import views as hours_views
from portal.interviews import views as interviews_views
from portal.interviews import wiring as interviews_wiring
from portal.matching import views as matching_views
from portal.matching import wiring as matching_wiring
from portal.meetings import views as meetings_views
from portal.meetings import wiring as meetings_wiring
from portal.municipality import views as municipality_views
from portal.municipality import wiring as municipality_wiring
from portal.needs import views as needs_views
from portal.needs import wiring as needs_wiring
from portal.payroll import views as payroll_views
from portal.payroll import wiring as payroll_wiring
from portal.pipeline import views as pipeline_views
from portal.pipeline import wiring as pipeline_wiring
from portal.pool import views as pool_views
from portal.pool import wiring as pool_wiring
from portal.protection import views as protection_views
from portal.recruitment import views as recruitment_views
from portal.recruitment import wiring as recruitment_wiring
from portal.references import views as references_views
from portal.references import wiring as references_wiring
from portal.retention import views as retention_views
from portal.retention import wiring as retention_wiring
from portal.rota import views as rota_views
from portal.rota import wiring as rota_wiring
from portal.shifts import wiring as shifts_wiring
from portal.signin import views as signin_views
from portal.signin import wiring as signin_wiring
from portal.threads import views as threads_views
from portal.threads import wiring as threads_wiring
from portal.timesheets import views as timesheets_views
from portal.timesheets import wiring as timesheets_wiring
from portal.uploads import door
from portal.vedtak import views as vedtak_views
from portal.vedtak import wiring as vedtak_wiring
from portal.visits import views as visits_views
from portal.visits import wiring as visits_wiring
from portal.waiting import views as waiting_views
from portal.waiting import wiring as waiting_wiring

# Tables are known once their modules are loaded, whether or not a page uses them yet.
TABLES = (
    "accounts",
    "agreements",
    "applicant_list",
    "approval",
    "asking",
    "audit",
    "bookings",
    "certificates",
    "clearance",
    "duplicates",
    "engagements",
    "families",
    "feeds",
    "followups",
    "front",
    "hiring",
    "hours",
    "interviews",
    "matching",
    "meetings",
    "messages",
    "municipality",
    "needs",
    "payroll",
    "pipeline",
    "pool",
    "recruitment",
    "references",
    "requirements",
    "retention",
    "shifts",
    "threads",
    "vedtak",
    "visits",
)
for _package in TABLES:
    import_module(f"portal.{_package}.models")

# Every feature that has pages.
FEATURES = (
    accounts_views,
    agreements_views,
    applicant_list_views,
    approval_views,
    asking_views,
    bookings_views,
    certificates_views,
    clearance_views,
    closing_views,
    cover_views,
    demo_views,
    desk_views,
    duplicates_views,
    ending_views,
    engagements_views,
    families_views,
    feeds_views,
    followups_views,
    front_views,
    hiring_views,
    hours_views,
    interviews_views,
    matching_views,
    meetings_views,
    municipality_views,
    needs_views,
    payroll_views,
    pipeline_views,
    pool_views,
    protection_views,
    recruitment_views,
    references_views,
    retention_views,
    rota_views,
    signin_views,
    threads_views,
    timesheets_views,
    vedtak_views,
    visits_views,
    waiting_views,
)  # fmt: skip
# Every feature that registers something at start-up: relations, labels, health, furniture.
WIRED = (
    audit_wiring,
    municipality_wiring,
    accounts_wiring,
    signin_wiring,
    families_wiring,
    vedtak_wiring,
    engagements_wiring,
    clearance_wiring,
    shifts_wiring,
    feeds_wiring,
    payroll_wiring,
    hiring_wiring,
    needs_wiring,
    recruitment_wiring,
    pipeline_wiring,
    duplicates_wiring,
    applicant_list_wiring,
    bookings_wiring,
    references_wiring,
    certificates_wiring,
    interviews_wiring,
    visits_wiring,
    agreements_wiring,
    matching_wiring,
    asking_wiring,
    meetings_wiring,
    followups_wiring,
    threads_wiring,
    pool_wiring,
    rota_wiring,
    timesheets_wiring,
    cover_wiring,
    waiting_wiring,
    retention_wiring,
    desk_wiring,
)
LARGEST_POST = 1_000_000  # bytes; pages that take files have a limit of their own


def create_app(settings: Settings) -> Flask:
    """Make the app for these settings; raise RuntimeError if a view has no access rule."""
    app = Flask("portal", root_path=str(ROOT / "portal"), template_folder=str(ROOT / "templates"))
    app.static_folder = str(settings.static_dir)
    config.use(settings)
    _configure(app, settings)
    logging.start()
    marker.check(settings, db.connect(settings.database_url))
    db.before_commit(audit.append_pending)
    i18n.speak(app)
    web.furnish(app)
    security.protect(app)
    error_pages.register(app)
    csrf = CSRFProtect(app)
    _add_features(app)
    door.open_to_files(app, csrf)
    cli.add_commands(app)
    guard.seal(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(settings.static_dir), prefix="static/", max_age=31_536_000
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-pusterom" if settings.is_tls else "pusterom",
        SESSION_COOKIE_SECURE=settings.is_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # How long a cookie is read at all. The row in user_session says when a session ends;
        # the cookie outlives it, so that a form sent too late is still known to be ours.
        PERMANENT_SESSION_LIFETIME=timedelta(days=31),
        WTF_CSRF_TIME_LIMIT=None,  # typed work is never lost to a clock
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
    )


def _add_features(app: Flask) -> None:
    for views in FEATURES:
        app.register_blueprint(views.bp)
    for wiring in WIRED:
        wiring.wire()
