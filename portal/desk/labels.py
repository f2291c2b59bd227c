"""Words for the groups of the work queue, and for what its lines are about."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.desk.states import About, Harm


def register() -> None:
    """Give the codes their words."""
    labels.register({
        Harm.UNPAID: {
            "": _l("Uten lønn"),
            "why": _l("De har jobbet, eller skal begynne, og får ikke betalt."),
        },
        Harm.UNCOVERED: {
            "": _l("Uten folk"),
            "why": _l("Barn som står uten hjelp de neste sju dagene, og folk som ikke får vakter."),
        },
        Harm.ENDING: {
            "": _l("Går snart ut"),
            "why": _l("Uten et nytt vedtak, papir eller svar stopper det."),
        },
        Harm.WAITING: {"": _l("Venter"), "why": _l("Folk som venter på oss.")},
        About.HOURS: _l("Timer"),
        About.SHIFTS: _l("Vakter"),
        About.PAPERS: _l("Papirer"),
        About.AGREEMENTS: _l("Avtaler"),
        About.VEDTAK: _l("Vedtak"),
        About.CHILDREN: _l("Barn som venter"),
        About.APPLICANTS: _l("Søkere"),
        About.MATCHES: _l("Forslag og møter"),
        About.POOL: _l("Banken"),
    })  # fmt: skip
