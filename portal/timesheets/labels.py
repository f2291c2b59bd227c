"""What stands in the way of hours, in words, and at which field it is said."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.core.format import day_long, day_year, hours, span
from portal.timesheets.judging import Problem
from portal.timesheets.lines import Line
from portal.timesheets.states import Flag, Obstacle

FIELDS = {
    Obstacle.NOT_CLEARED: "",
    Obstacle.NOT_BEGUN: "start_on",
    Obstacle.ENDED: "end_on",
    Obstacle.FUTURE: "end_at",
    Obstacle.TOO_LONG: "end_on",
    Obstacle.OVERLAP: "start_at",
    Obstacle.OWN_CAR: "km",
    Obstacle.REASON: "reason",
    Obstacle.AWAKE: "active",
}


def register() -> None:
    """Give every flag its word."""
    labels.register(
        {
            Flag.OVERLAP: _l("Overlapper"),
            Flag.OVER_VEDTAK: _l("Over vedtaket"),
            Flag.OVER_LIMIT: _l("Over en grense i vedtaket"),
            Flag.WORKING_TIME: _l("Arbeidstid"),
            Flag.LATE: _l("Ført sent"),
            Flag.CLOSED_BY_SYSTEM: _l("Klokka ble glemt"),
            Flag.LATE_CANCELLED: _l("Avlyst for sent"),
            Flag.SICK: {"": _l("Egenmelding"), "family": _l("Syk")},
            Flag.EXTRA: _l("Ikke i planen"),
            Flag.DIFFERS: _l("Annen tid enn planlagt"),
            Flag.OVER_AGREED: _l("Flere timer enn avtalt"),
            Flag.KM_OVER_CAP: _l("Flere kilometer enn avtalt"),
        }
    )


def sentence(problem: Problem, line: Line) -> str:
    """Say what stands in the way, and what to do about it."""
    who = line.engagement
    ended = who.valid_to or (who.ended_at and who.ended_at.date())
    words = {
        Obstacle.NOT_CLEARED: _(
            "Timene kan ikke føres ennå. Papirene dine for dette oppdraget mangler noe. "
            "Ring kontoret, så sier de hva."
        ),
        Obstacle.NOT_BEGUN: _("Oppdraget begynner %(day)s.", day=day_year(who.valid_from)),
        Obstacle.ENDED: _(
            "Oppdraget sluttet %(day)s. Du kan føre timer du jobbet før det.",
            day=day_year(ended) if ended else "",
        ),
        Obstacle.FUTURE: _("Vakten er ikke over ennå. Før timene når den er slutt."),
        Obstacle.TOO_LONG: _(
            "Dette blir %(hours)s. En linje kan være høyst %(most)s. Er datoen riktig?",
            hours=hours(line.span.minutes), most=hours(line.longest_minutes),
        ),
        Obstacle.OVERLAP: _overlap(problem),
        Obstacle.OWN_CAR: _(
            "Kommunen betaler ikke for kjøring med egen bil. La feltet stå tomt."
        ),
        Obstacle.REASON: _("Skriv kort hvorfor, for eksempel «Bussen var forsinket»."),
        Obstacle.AWAKE: _("Du kan ikke ha vært våken lenger enn vakten varte."),
    }  # fmt: skip
    return str(words[problem.obstacle])


def _overlap(problem: Problem) -> str:
    other = problem.span
    if other is None:
        return ""
    text: str = _(
        "Du har allerede ført %(day)s kl. %(span)s. Samme tid kan ikke føres to ganger.",
        day=day_long(other.start), span=span(other.start, other.end),
    )  # fmt: skip
    return text
