"""Take messages from the outbox, render them and send them; any number of workers may.

A message is locked while it is sent (SKIP LOCKED on PostgreSQL, BEGIN IMMEDIATE on
SQLite) and its new state is committed at once, so a crash can at worst send one twice.
"""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTP

from flask import render_template
from flask_babel import force_locale
from structlog import get_logger

from portal.core import clock, db, logging
from portal.core.config import settings
from portal.messages import queries
from portal.messages.models import OutboxMessage
from portal.messages.states import MessageState

WAITS_MINUTES = (1, 5, 30, 120, 720)  # after the first, second, … failure
log = get_logger()
Send = Callable[[EmailMessage], None]


def run_once(send: Send | None = None, *, limit: int = 50) -> int:
    """Send what is due and return how many messages were dealt with.

    Call inside an application context. ``send`` hands one mail over; None means SMTP, or
    in the demo nothing at all: there the mail is only made readable.
    """
    done = 0
    while done < limit and _send_next(send or _default_sender()):
        done += 1
    return done


def _send_next(send: Send) -> bool:
    with db.transaction():
        waiting = queries.due(clock.now(), 1)
        for message in waiting:
            _try(message, send)
        return bool(waiting)


def _try(message: OutboxMessage, send: Send) -> None:
    """Send one message. Whatever is wrong with it, it waits: the others are not to wait for it."""
    try:
        with db.session().begin_nested():  # what was half made of it is not kept
            mail = rendered(message)
        send(mail)
    except Exception as error:  # noqa: BLE001 - a mail that cannot be made is like one not taken
        _postpone(message, error)
    else:
        message.state, message.sent_at = MessageState.SENT, clock.now()


def _postpone(message: OutboxMessage, error: Exception) -> None:
    message.tries += 1
    message.error = type(error).__name__
    if message.tries > len(WAITS_MINUTES):
        message.state = MessageState.FAILED
    else:
        wait = timedelta(minutes=WAITS_MINUTES[message.tries - 1])
        message.next_try_at = clock.now() + wait
    log.warning(
        "message not sent", template=message.template, tries=message.tries, error=message.error
    )


def rendered(message: OutboxMessage) -> EmailMessage:
    """Make the mail of a message and remember its subject and body on the row."""
    with force_locale(message.language):
        text = render_template(
            f"mail/{message.template}.txt", name=message.name, base_url=settings().base_url,
            **message.params,
        )  # fmt: skip
    subject, _, body = text.strip().partition("\n")
    body = body.strip() + "\n"
    # What is read later opens nothing. The demo sends no mail: there the link is read here.
    message.subject = subject.strip()
    message.body = body if settings().is_demo else logging.without_tokens(body)
    mail = EmailMessage()
    mail["From"], mail["To"] = settings().mail_from, message.address
    mail["Subject"] = message.subject
    mail["Message-ID"] = f"<{message.id}@{settings().mail_from.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body)
    for file in queries.attachments(message.id):
        kind, _, subtype = file.content_type.partition("/")
        mail.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.file_name)
    return mail


def _default_sender() -> Send:
    return _keep_readable if settings().is_demo and not settings().mail_host else _smtp


def _keep_readable(mail: EmailMessage) -> None:
    """Send nothing: the demo shows its mails on a page."""


def _smtp(mail: EmailMessage) -> None:
    chosen = settings()
    with SMTP(chosen.mail_host or "localhost", chosen.mail_port, timeout=20) as server:
        if chosen.mail_starttls:
            server.starttls()
        if chosen.mail_user:
            server.login(chosen.mail_user, chosen.mail_password)
        server.send_message(mail)
