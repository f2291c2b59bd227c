"""Commands for the people who run the portal: ``flask --app wsgi <command>``."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, pass_script_info, with_appcontext
from sqlalchemy import select

from portal.access.actor import NOBODY
from portal.accounts import credentials, opening
from portal.accounts import queries as accounts
from portal.accounts.opening import CannotOpenError, Newcomer
from portal.agreements import following
from portal.agreements import reminders as agreement_reminders
from portal.approval import reminders as hours_reminders
from portal.asking import service as asking
from portal.audit import queries as audit
from portal.bookings import reminders as booking_reminders
from portal.clearance import expiry
from portal.core import clock, db, runs
from portal.core.config import ROOT, settings
from portal.core.runs import Tally
from portal.demo import seed
from portal.followups import service as followups
from portal.hours import alerts
from portal.matching import freshness
from portal.meetings import nightly
from portal.messages import worker as mail_worker
from portal.municipality import postcodes
from portal.municipality.models import Municipality
from portal.pool import renewals
from portal.references import reminders as reference_reminders
from portal.retention import night
from portal.timesheets import running
from portal.vedtak import renewals as vedtak_renewals

# What writes a mail to whoever must be reminded: each is given the time and says how many.
# Each is a transaction of its own.
REMINDERS = (
    hours_reminders.remind,
    agreement_reminders.remind,
    booking_reminders.remind,
    reference_reminders.remind,
    asking.remind_all,
    freshness.remind,
    nightly.remind_day_before,
    nightly.ask_all,
    followups.look_after,
    vedtak_renewals.remind,
)

if TYPE_CHECKING:
    from alembic.config import Config

database = AppGroup("db", help="The schema of the database.")
log = AppGroup("audit", help="The log of what was done.")
places = AppGroup("postcodes", help="Where postcodes are, for distances.")
municipalities = AppGroup("municipality", help="The municipalities that use the portal.")
users = AppGroup("users", help="What no administrator can do for themselves.")
demo = AppGroup("demo", help="Invented people, for trying the portal.")


def _alembic() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - 14 MB that a web process never needs

    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = settings().database_url
    return config


@database.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the schema to the newest revision."""
    path = settings().database_url.removeprefix("sqlite:///")
    if path != settings().database_url:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    from alembic import command  # noqa: PLC0415 - see above

    command.upgrade(_alembic(), revision)


@database.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to a revision."""
    from alembic import command  # noqa: PLC0415 - see above

    command.downgrade(_alembic(), revision)


@demo.command("seed")
@with_appcontext
def make_demo() -> None:
    """Fill an empty database with the demo's municipalities."""
    with db.transaction() as session:
        if session.scalar(select(Municipality.id).limit(1)):
            raise click.ClickException("There is a municipality here already.")
        seed.seed()
    click.echo("Two municipalities are ready.")


@demo.command("accounts")
@with_appcontext
def show_accounts() -> None:
    """Print who can sign in to the demo, and with what."""
    with db.unit(write=False):
        for line in seed.accounts():
            click.echo(line)


@log.command("verify")
@with_appcontext
def verify() -> None:
    """Check every link of every municipality's chain; exit 1 when one is broken."""
    broken = 0
    with db.unit(write=False) as session:
        for municipality in session.scalars(select(Municipality).order_by(Municipality.name)):
            for number, problem in audit.breaks(municipality.id):
                click.echo(f"{municipality.slug}: event {number} {problem}")
                broken += 1
    if broken:
        raise SystemExit(1)
    click.echo("The log is whole.")


@municipalities.command("add")
@click.argument("slug")
@click.argument("name")
@click.option("--number", required=True, help="The official four digits.")
@click.option("--phone", required=True, help="Where people ring.")
@click.option("--email", required=True, help="Where people write.")
@click.option("--admin-name", required=True)
@click.option("--admin-email", required=True, help="Who is invited to be its administrator.")
@pass_script_info
@with_appcontext
def add_municipality(info: ScriptInfo, /, slug: str, **rest: str) -> None:
    """Make a municipality at /SLUG and invite its first administrator by mail."""
    if slug in {rule.rule.split("/")[1] for rule in info.load_app().url_map.iter_rules()}:
        raise click.ClickException(f"/{slug} is one of the portal's own pages. Choose another.")
    try:
        with db.transaction():
            opening.open_(Newcomer(slug=slug, **rest))
    except CannotOpenError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"/{slug} is here. The worker sends the administrator an invitation.")


@users.command("reset-second-factor")
@click.argument("email")
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Let somebody set up their second factor anew, when no administrator can."""
    with db.transaction():
        user = accounts.by_email(email)
        if user is None:
            raise click.ClickException("Nobody has an account with that e-mail address.")
        credentials.turn_off(user, by=NOBODY)
    click.echo("Done. They sign in with their password and are asked to set it up.")


@places.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_postcodes(path: Path) -> None:
    """Read the postal service's or Kartverket's list; read again, it replaces what was."""
    try:
        with db.transaction():
            count = postcodes.read(path)
    except postcodes.UnreadableError as error:
        raise click.ClickException(
            "The file is no list of postcodes with a heading line."
        ) from error
    click.echo(f"{count} postcodes read")


@click.command("worker")
@click.option("--once", is_flag=True, help="Send what is due, then stop.")
@click.option("--pause", default=2.0, help="Seconds between two looks in the outbox.")
@with_appcontext
def worker(*, once: bool, pause: float) -> None:
    """Send what lies in the outbox; any number of workers may run."""
    while True:
        sent = mail_worker.run_once()
        if once:
            click.echo(f"{sent} messages dealt with")
            return
        if not sent:
            time.sleep(pause)


@click.command("remind")
@with_appcontext
def remind() -> None:
    """Close forgotten clocks, let agreements begin; remind of hours, appointments and papers."""
    now = clock.now()
    clocks = running.close_forgotten(now)
    begun = runs.alone(following.__name__, partial(following.begin, now))
    mails = sum((runs.alone(it.__module__, partial(it, now)) for it in REMINDERS), Tally())
    papers = runs.alone(expiry.__name__, expiry.remind)
    click.echo(f"{clocks.count} clocks closed, {mails.count} reminders written")
    click.echo(f"{papers.count} papers about to lapse")
    _admit(clocks.failed + begun.failed + mails.failed + papers.failed)


def _admit(failed: int) -> None:
    """End with an exit status that says so when something could not be done."""
    if failed:
        raise click.ClickException(f"{failed} could not be done; the next run tries again")


@click.command("forget")
@with_appcontext
def forget() -> None:
    """Every night: look at the hours, ask about the pool, delete what may not be kept longer."""
    asked = renewals.ask(clock.now())
    click.echo(f"{asked.count} asked about another period in the pool")
    told = alerts.look_after(clock.now())
    click.echo(f"{told.count} told about their hours")
    done = night.run(clock.now())
    for kind, count in sorted(done.counts.items()):
        click.echo(f"{count} {kind} forgotten")
    _admit(asked.failed + told.failed + len(done.failed))


def add_commands(app: Flask) -> None:
    """Give the app its commands."""
    for group in (database, demo, log, municipalities, places, users, worker, remind, forget):
        app.cli.add_command(group)
