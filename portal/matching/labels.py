"""Words for the codes of matching: for the coordinator, and for the person proposed."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.matching.states import ProposalState, Side, Wish, WishTask


def register() -> None:
    """Give the codes their words. One call an enum: equal codes would meet in one dict."""
    labels.register(
        {
            ProposalState.PROPOSED: {"": _l("Foreslått"), "person": _l("Ikke spurt ennå")},
            ProposalState.ASKED: {"": _l("Spurt, venter på svar"), "person": _l("Venter på deg")},
            ProposalState.INTERESTED: {"": _l("Vil gjerne"), "person": _l("Du vil gjerne")},
            ProposalState.NOT_INTERESTED: {"": _l("Takket nei"), "person": _l("Du takket nei")},
            ProposalState.MEETING: {"": _l("Skal møtes"), "person": _l("Dere skal møtes")},
            ProposalState.ACCEPTED: {"": _l("Begge vil"), "person": _l("Begge vil")},
            ProposalState.DECLINED: {"": _l("Ble ikke noe av"), "person": _l("Ble ikke noe av")},
            ProposalState.ENGAGED: {"": _l("Har fått oppdraget"), "person": _l("Du er i gang")},
            ProposalState.WITHDRAWN: {"": _l("Trukket"), "person": _l("Ikke aktuelt lenger")},
        }
    )
    labels.register(
        {
            WishTask.WORKS_HERE: _l(
                "Noen har bedt om at de to ikke skal være sammen, og det er et oppdrag. Ring."
            )
        }
    )
    labels.register(
        {Wish.NEVER: _l("Skal ikke være sammen"), Wish.FAVOURITE: _l("Vil gjerne ha denne")}
    )
    labels.register(
        {
            Side.FAMILY: _l("Familien"),
            Side.PERSON: _l("Den som skulle hjelpe"),
            Side.OFFICE: _l("Kontoret"),
        }
    )
