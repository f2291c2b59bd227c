"""Referees who have not answered are reminded, once. Run often (``flask --app wsgi remind``)."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.core import db
from portal.municipality import settings as municipality_settings
from portal.municipality.models import Municipality
from portal.municipality.states import SettingKey
from portal.references import queries, service
from portal.rules.periods import local_day


def remind(now: datetime) -> int:
    """Write a mail to each referee who has had the link long enough; return how many."""
    mails = 0
    for home_id in db.session().scalars(select(Municipality.id).order_by(Municipality.id)).all():
        days = municipality_settings.number(
            home_id, SettingKey.REFERENCE_REMINDER_DAYS, local_day(now)
        )
        for asked in queries.to_remind(home_id, now, now - timedelta(days=days)):
            service.remind(asked)
            mails += 1
    return mails
