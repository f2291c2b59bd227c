"""Whoever has not accepted in time is reminded, once. Run often (``flask --app wsgi remind``)."""

from datetime import datetime

from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.agreements import queries
from portal.agreements.models import Agreement
from portal.core import db
from portal.messages.service import enqueue
from portal.municipality.models import Municipality
from portal.rules.periods import local_day


def remind(now: datetime) -> int:
    """Write a mail about each agreement whose day for accepting has passed; return how many."""
    mails = 0
    for home_id in db.session().scalars(select(Municipality.id).order_by(Municipality.id)).all():
        for agreement in queries.to_remind(home_id, local_day(now)):
            agreement.reminded_at = now
            mails += _remind(agreement)
    return mails


def _remind(agreement: Agreement) -> int:
    """Write to the worker while it is the worker's turn; else to whoever sent it."""
    worker = agreement.engagement.worker.user
    is_theirs = agreement.worker_acceptance is None
    late = worker if is_theirs else accounts.user(agreement.sent_by_id or agreement.made_by_id)
    if late is None:
        return 0
    enqueue(
        accounts.recipient(late),
        "agreement_reminder" if is_theirs else "agreement_office_reminder",
        agreement=str(agreement.id),
        expires=agreement.expires_on.isoformat() if agreement.expires_on else "",
    )
    return 1
