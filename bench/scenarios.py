"""What is measured: a name, what is sent, what it is held against, and how much is the aim.

The ten most used pages as the demo's people see them, the same where it is large (a person
with 2 000 lines, 500 applicants), the calendar, one line of hours and a bulk approval.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, select, update

from bench import crowd, pool
from bench.visitor import Form, Visitor, hidden
from portal.accounts.models import User
from portal.core import clock, ids
from portal.feeds.models import FeedLink
from portal.shifts.models import Entry

PAGE, ROWS = 50, 500  # how many rows the floor reads for a page, and for a long list
PARENT, WORKER = "forelder@demo.example", "assistent@demo.example"
COORDINATOR = "koordinator@demo.example"
OFFICE, WAITS = f"koordinator@{crowd.DOMAIN}", f"venter-leder@{crowd.DOMAIN}"
FEW, MANY = f"tjue@{crowd.DOMAIN}", f"totusen@{crowd.DOMAIN}"
PROPOSALS = f"/behov/{pool.NEED_ID}/forslag"
FEED = f"/kalender/{crowd.FEED_TOKEN}.ics"


@dataclass(frozen=True, slots=True)
class Sent:
    """One request, and the status it must be answered with."""

    method: str
    path: str
    status: int = 200
    form: Form | None = None
    tag: str = ""  # If-None-Match


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scenario may use: its person's browser, and the database from behind."""

    visitor: Visitor
    database: Connection


Requests = Callable[[Stage], Iterator[Sent]]  # what it does between two is not measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """``floor`` is what the floor app is asked, with the bytes' name filled in."""

    name: str
    who: str
    requests: Requests
    floor: Sent = Sent("GET", f"/page/{PAGE}/{{name}}")
    most: float = 1.5  # times the floor's CPU
    statements: int | None = None  # at most, after the actor's two
    kilobytes: int | None = None  # at most


def page(path: str, link: str = "") -> Requests:
    """Read a page, where it leads to if it leads on, or the first page it links to like this."""

    def requests(stage: Stage) -> Iterator[Sent]:
        there = _there(stage.visitor, path)
        if link:
            found = re.search(link, stage.visitor.request("GET", there).text)
            assert found, f"{path} has no link like {link}"
            there = found.group()
        while True:
            yield Sent("GET", there)

    return requests


def anew(path: str) -> Requests:
    """Read a page that is kept, in a way nobody has read it before."""

    def requests(_stage: Stage) -> Iterator[Sent]:
        for number in count():
            yield Sent("GET", f"{path}?anew={number}")

    return requests


def _there(visitor: Visitor, path: str) -> str:
    answer = visitor.request("GET", path)
    return answer.headers["Location"] if answer.status in {302, 303} else path


def log_hours(stage: Stage) -> Iterator[Sent]:
    """Log an hour of last week; in between it is taken away again."""
    fields = hidden(stage.visitor.request("GET", "/mine-timer/ekstra").text)
    day = (clock.today() - timedelta(days=5)).isoformat()
    logged = (Entry.engagement_id == UUID(fields["engagement_id"]), Entry.note == "natt")
    while True:
        stage.database.execute(delete(Entry).where(*logged))
        stage.database.commit()
        form = {
            **fields, "request_key": str(uuid4()), "kind": "ordinary", "start_on": day,
            "end_on": day, "start_at": "03.00", "end_at": "04.00", "note": "natt",
            "reason": "Barnet var våkent.",
        }  # fmt: skip
        yield Sent("POST", "/mine-timer/ekstra", 303, form)


def approve(stage: Stage) -> Iterator[Sent]:
    """Approve 100 lines in one act; in between they are made to wait again."""
    fields = hidden(stage.visitor.request("GET", "/godkjenning").text)
    engagement = (
        select(Entry.engagement_id)
        .join(User, User.id == Entry.logged_by_id)
        .where(User.email == f"ko@{crowd.DOMAIN}")
        .limit(1)
    )
    green = (Entry.engagement_id == engagement.scalar_subquery(), Entry.needs_look.is_(False))
    waits = {"state": "attested", "approved_at": None, "approved_by_id": None}
    while True:
        stage.database.execute(update(Entry).where(*green).values(waits))
        rows = stage.database.execute(select(Entry.id, Entry.version).where(*green)).all()
        stage.database.commit()
        assert len(rows) == crowd.TO_APPROVE
        lines = [("line", f"{row.id}:{row.version}") for row in rows]
        form = [*fields.items(), ("request_key", str(uuid4())), *lines]
        yield Sent("POST", "/godkjenning", 303, form)


def poll(stage: Stage) -> Iterator[Sent]:
    """Fetch a calendar anew though nothing has changed."""
    stage.visitor.request("GET", FEED)
    while True:
        yield Sent("GET", FEED)


def poll_again(stage: Stage) -> Iterator[Sent]:
    """Ask whether anything has changed."""
    tag = stage.visitor.request("GET", FEED).headers["ETag"]
    while True:
        yield Sent("GET", FEED, 304, tag=tag)


def rebuild(stage: Stage) -> Iterator[Sent]:
    """Fetch a calendar in which something has changed each time."""
    owner = select(FeedLink.user_id).where(FeedLink.token_hash == ids.digest(crowd.FEED_TOKEN))
    change = update(User).where(User.id == owner.scalar_subquery())
    while True:
        stage.database.execute(change.values(calendar_version=User.calendar_version + 1))
        stage.database.commit()
        yield Sent("GET", FEED)


_LONG = Sent("GET", f"/page/{ROWS}/{{name}}")
_UNCHANGED = Sent("GET", f"/feed/{crowd.FEED_TOKEN}/{{name}}", 304, tag='"floor"')
_INSERT = Sent("POST", "/insert", 201, {"note": "natt"})
_UPDATE = Sent("POST", f"/update/{crowd.TO_APPROVE}", 200, {"note": "approved"})

SCENARIOS = (
    Scenario(name="parent: home", who=PARENT, requests=page("/hjem")),
    Scenario(name="assistant: home", who=WORKER, requests=page("/hjem")),
    Scenario(name="coordinator: home", who=COORDINATOR, requests=page("/hjem")),
    Scenario(name="rota: week", who=PARENT, requests=page("/vaktplan")),
    Scenario(
        name="rota: month", who=PARENT,
        requests=page("/vaktplan", r"/vaktplan/[0-9a-f-]{36}/maned/\d{4}-\d\d"),
    ),
    Scenario(name="hours account", who=PARENT, requests=page("/timekonto")),
    Scenario(name="my month, 20 lines", who=FEW, requests=page("/mine-timer"), statements=6,
             kilobytes=40),
    Scenario(name="my month, 2 000 lines", who=MANY, requests=page("/mine-timer"),
             statements=6, kilobytes=40),
    Scenario(name="attest, 50 lines", who=WAITS, requests=page("/attester"), statements=6),
    Scenario(name="approve, 50 + 100 lines", who=OFFICE, requests=page("/godkjenning"),
             statements=6),
    Scenario(name="board, 500 applicants", who=OFFICE, requests=page("/rekruttering"),
             floor=_LONG, most=2, statements=8),
    Scenario(name="list, 500 applicants", who=OFFICE, requests=page("/rekruttering/liste"),
             floor=_LONG, most=2, statements=8),
    Scenario(name="proposals, 300 helpers", who=OFFICE, requests=page(PROPOSALS), floor=_LONG,
             most=2, statements=18),
    Scenario(name="board: made anew", who=OFFICE, requests=anew("/rekruttering"), floor=_LONG,
             most=8, statements=8),
    Scenario(name="list: made anew", who=OFFICE, requests=anew("/rekruttering/liste"),
             floor=_LONG, most=8, statements=9),
    Scenario(name="proposals: made anew", who=OFFICE, requests=anew(PROPOSALS), floor=_LONG,
             most=40, statements=18),
    Scenario(name="calendar: 304", who="", requests=poll_again, floor=_UNCHANGED, most=1.2,
             statements=2),
    Scenario(name="calendar: kept, 500 shifts", who="", requests=poll, floor=_UNCHANGED,
             statements=2),
    Scenario(name="calendar: made anew", who="", requests=rebuild, floor=_UNCHANGED, most=20),
    Scenario(name="one line of hours", who=WORKER, requests=log_hours, floor=_INSERT, most=2.5,
             statements=6),
    Scenario(name="approve 100 lines", who=OFFICE, requests=approve, floor=_UPDATE, most=8,
             statements=8),
)  # fmt: skip
