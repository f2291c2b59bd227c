"""Ask families in time whether a vedtak shall be renewed: 90, 60 and 30 days before it ends.

Run often (``flask --app wsgi remind``): each step is told once, and who missed two gets one.
"""

from datetime import date, datetime, timedelta

from portal.core import clock, db
from portal.families.models import Ordning
from portal.vedtak import letters, queries
from portal.vedtak.models import Vedtak, VedtakNotice


def asked_for(ordning: Ordning, last: Vedtak | None, today: date) -> Vedtak | None:
    """Return the version it is time to ask for more after: it ends soon, or has run out."""
    soon = today + timedelta(days=queries.SOON_DAYS)
    goes_on = last is not None and (ordning.valid_to is None or ordning.valid_to > last.valid_to)
    return last if last and goes_on and last.valid_to <= soon else None


def remind(now: datetime) -> int:
    """Write about every vedtak that has come to a step; return how many mails."""
    today = clock.local(now).date()
    found = queries.to_renew(today)
    sent = queries.noticed([it.id for it in found])
    mails = 0
    for vedtak in found:
        left = (vedtak.valid_to - today).days
        step = min(days for days in queries.STEPS if left <= days)
        if (vedtak.id, step) not in sent:
            mails += _tell(vedtak, step, left)
    return mails


def _tell(vedtak: Vedtak, step: int, left: int) -> int:
    """Write once, also when two runs have come here at the same time."""
    db.hold(Ordning, vedtak.ordning_id)
    if (vedtak.id, step) in queries.noticed([vedtak.id]):
        return 0
    db.add(VedtakNotice(municipality_id=vedtak.municipality_id, vedtak_id=vedtak.id, days=step))
    db.session().flush()
    return letters.write(
        vedtak.ordning, "vedtak_ends", service=vedtak.ordning.service,
        until=vedtak.valid_to.isoformat(), days=left,
    )  # fmt: skip
