"""What the forms of the rota say when something is in the way."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.format import day_long, day_year
from portal.engagements import overview, paper_queries
from portal.engagements.models import Engagement
from portal.engagements.states import PaperState
from portal.rota.eligibility import Obstacle
from portal.rota.times import Fault

FAULTS = {
    Fault.ENDS_BEFORE: _l(
        "Slutten er før starten. Kryss av for «Slutter neste dag» hvis vakten går over midnatt."
    ),
    Fault.NO_SUCH_HOUR: _l(
        "Klokken stilles fram denne natten, så klokkeslettet finnes ikke. Skriv et annet."
    ),
    Fault.WHICH_HOUR: _l("Klokkeslettet kommer to ganger denne natten. Velg hvilket under."),
    Fault.TOO_LONG: _l("En vakt kan vare høyst sju døgn. Del den i to."),
}


def name_of(engagement: Engagement) -> str:
    """Return what somebody is called in a list to choose from."""
    name = engagement.worker.name
    return name if engagement.is_cleared else str(_("%(name)s (mangler papirer)", name=name))


def obstacle_sentence(engagement: Engagement, why: Obstacle) -> str:
    """Say why nothing can be planned for somebody, and exactly what is missing."""
    name = engagement.worker.first_name
    words = {
        Obstacle.NOT_BEGUN: _(
            "%(name)s begynner %(day)s. Velg en senere dag.",
            name=name,
            day=day_long(engagement.valid_from),
        ),
        Obstacle.ENDED: _("%(name)s er ikke lenger assistent her. Velg en annen.", name=name),
        Obstacle.AWAY: _("%(name)s er borte da. Velg en annen dag eller person.", name=name),
        Obstacle.NOT_CLEARED: _("%(name)s kan ikke settes opp ennå.", name=name),
    }
    if why is not Obstacle.NOT_CLEARED:
        return str(words[why])
    missing = paper_queries.missing_now(engagement)
    lapsed = [paper for paper in missing if paper.state is PaperState.LAPSED]
    others = [paper for paper in missing if paper not in lapsed]
    said = [str(words[why])]
    if others:
        said.append(str(_("Dette mangler: %(papers)s.", papers=overview.words(others))))
    said += [
        str(_("%(paper)s gikk ut %(day)s.", paper=overview.title_of(it), day=day_year(it.until)))
        for it in lapsed
        if it.until
    ]
    return " ".join(said)
