"""The hours account: granted, worked, planned and left, pot by pot.

Amounts are exact fractions of minutes inside, rounded half up only to show. Time is cut at
Norwegian midnights, a logged line by its share of elapsed time. At most four statements,
whatever the number of shifts, and one more where hours are carried over on application.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from portal.core import db
from portal.families.models import Ordning
from portal.families.states import Service
from portal.hours import queries
from portal.hours.book import Book, edges_for
from portal.hours.figures import Account
from portal.hours.granting import policy_of
from portal.municipality import settings as municipality_settings
from portal.rules.budget import Per
from portal.rules.carry_over import Carry
from portal.rules.periods import DAY, Days, midnight
from portal.rules.spans import Span
from portal.vedtak import queries as vedtak_queries
from portal.vedtak import timeline


def of_ordning(
    ordning: Ordning | UUID,
    on: date,
    drafts: Sequence[Span] = (),
    *,
    without: Collection[UUID] = (),
    per: Per = Per.MONTH,
) -> Account:
    """Return the account of an ordning for the year of ``on``, seen from that day.

    ``drafts`` are unpublished pieces (``counting.Draft`` says what they are; a plain span is
    ordinary time of the ordning's own service); ``without`` the ids of published shifts they
    replace or cancel. Both only change ``drafted``. ``per`` chooses months or weeks as rows.

    Raises:
        sqlalchemy.exc.NoResultFound: no such ordning.
    """
    return _book(ordning, on, drafts, without, per).account(per)


def left_total(ordning_id: UUID, on: date, service: Service | None = None) -> int | None:
    """Return the minutes left of the year: all that an assistant is told.

    Of ``service``, else of the ordning's own; None when it is not granted.
    """
    account = of_ordning(ordning_id, on)
    pots = [it for it in account.pots if it.pot.service == (service or account.service)]
    return pots[0].year.left_minutes if pots else None


def _book(
    ordning: Ordning | UUID,
    on: date,
    drafts: Sequence[Span],
    without: Collection[UUID],
    per: Per,
) -> Book:
    ordning_id = ordning.id if isinstance(ordning, Ordning) else ordning
    versions = vedtak_queries.versions(ordning_id)
    row = db.session().get_one(Ordning, ordning_id)  # its versions brought it
    settings = municipality_settings.all_on(row.municipality_id, on)
    carry = policy_of(settings).carry
    approved = vedtak_queries.carried(ordning_id) if carry is Carry.BY_APPLICATION else {}
    edges = edges_for(on, per, last_year=carry is not Carry.NONE)
    span = Days(edges[0], edges[-1] - DAY)
    special = queries.special_days(ordning_id, row.municipality_id, span)
    held = timeline.in_force(versions)
    book = Book(row, on, held, settings, special.pauses, edges, approved)
    for used in queries.time_used(ordning_id, [midnight(edge) for edge in edges]):
        book.enter(used, without)
    book.draft(drafts)
    return book
