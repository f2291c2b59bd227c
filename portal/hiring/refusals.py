"""Why something cannot be done with an application: who was first, or what is passed over."""

from portal.core import clock
from portal.core import format as formats
from portal.pipeline import moves
from portal.recruitment import queries as recruitment
from portal.recruitment import way
from portal.recruitment.models import Application, ApplicationEvent
from portal.recruitment.service import MOVED
from portal.recruitment.states import Happening, Stage

NO_CERTIFICATE = "Politiattesten må være sett og høyst tre måneder gammel. Registrer den først."
_KEPT = "Det du skrev, er tatt vare på."


def changed(application: Application) -> str:
    """Say who did what with it, after somebody else read it."""
    history = recruitment.events(application.id)
    if not history:
        return MOVED
    event, name = history[0]
    if event.event == Happening.WITHDRAWN:
        return f"Søkeren har trukket søknaden. {_KEPT}"
    if name is None or event.event not in _DONE:
        return MOVED
    return f"{name} {_what(application, event)} {_when(event)}. {_KEPT}"


_DONE = {
    Happening.MOVED: "flyttet søkeren til «{stage}»",
    Happening.HIRED: "godkjente søkeren",
    Happening.ROLE_DECIDED: "avgjorde rollene",
    Happening.LEVEL_SET: "registrerte norsknivået",
}


def _what(application: Application, event: ApplicationEvent) -> str:
    words = way.of(application.municipality_id)
    stage = words.word(event.to_code) if event.to_code else ""
    return _DONE[event.event_code].format(stage=stage)


def _when(event: ApplicationEvent) -> str:
    day = clock.local(event.at).date()
    on = "i dag" if day == clock.today() else formats.day_short(day)
    return f"{on} kl.\u00a0{formats.clock(event.at)}"


def no_way(application: Application, to: Stage) -> str:
    """Say why an application cannot go to a stage from where it is."""
    here = way.of(application.municipality_id)
    missed = moves.passed_over(application, to, here)
    if missed:
        return f"«{here.word(missed)}» kan ikke hoppes over. Flytt søkeren dit først."
    word = here.word(application.stage_code)
    return f"Søkeren står i «{word}» og kan ikke flyttes dit. Se hvor saken er nå."
