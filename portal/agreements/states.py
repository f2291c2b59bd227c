"""Where an agreement is, who is a party to it, and what it may lack or warn of."""

from enum import StrEnum


class AgreementKind(StrEnum):
    """What is agreed; it follows from the terms, and decides the fields."""

    EMPLOYMENT = "employment"
    OPPDRAGSAVTALE = "oppdragsavtale"


class AgreementState(StrEnum):
    """The way of one edition of an agreement."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"  # both have accepted
    REFUSED = "refused"  # the worker said no, and why
    WITHDRAWN = "withdrawn"  # the office took it back before both had accepted
    REPLACED = "replaced"  # a newer edition is signed


# from → where it may go. What was sent is never changed: a change is a new edition.
TRANSITIONS: dict[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.DRAFT: (AgreementState.SENT,),
    AgreementState.SENT: (
        AgreementState.SIGNED, AgreementState.REFUSED, AgreementState.WITHDRAWN,
    ),
    AgreementState.SIGNED: (AgreementState.REPLACED,),
    AgreementState.REFUSED: (),
    AgreementState.WITHDRAWN: (),
    AgreementState.REPLACED: (),
}  # fmt: skip
# One at a time of an engagement is on its way.
OPEN = frozenset({AgreementState.DRAFT, AgreementState.SENT})


class Party(StrEnum):
    """Who accepts."""

    WORKER = "worker"
    MUNICIPALITY = "municipality"


class Lack(StrEnum):
    """What an agreement cannot be sent without (aml § 14-6; domain/recruitment.md § 2.5, 2.6)."""

    DUTIES = "duties"
    WORKPLACE = "workplace"
    VOLUME = "volume"
    GROUND = "ground"  # of a temporary job
    END = "end"  # of a temporary job
    TIMES = "times"
    PENSION = "pension"
    TARIFF = "tariff"
    TRAINING = "training"
    NOTICE = "notice"
    RATE = "rate"
    AIM = "aim"
    HOURS = "hours"
    CONTACT = "contact"
    AVLASTER_REASON = "avlaster_reason"  # why it is no employment all the same


class Caution(StrEnum):
    """What the coordinator should know before it is sent."""

    LATE = "late"  # in writing later than the law says
    CHANGED_LATE = "changed_late"  # a change in writing after the day it takes effect
    AT_ONCE = "at_once"  # a short job: in writing the day it begins
    LONG_TRIAL = "long_trial"
    ALREADY_EMPLOYED = "already_employed"  # HR should know
    AVLASTER_II = "avlaster_ii"  # avlaster and stottekontakt for one child


class AgreementTask(StrEnum):
    """What a coordinator must do with an agreement, the most harmful first."""

    UNSIGNED = "unsigned"  # somebody works, and nothing is paid
    REFUSED = "refused"
    EXPIRED = "expired"
    ACCEPT = "accept"  # the worker has: it is the office's turn
    OVER = "over"  # its last day has been; nothing has stopped
    RENEW = "renew"
    MAKE = "make"


class Shelf(StrEnum):
    """What the coordinator's list shows; the value stands in the address."""

    TASKS = "na"
    MAKE = "lages"
    WAITING = "venter"
    ENDING = "gar-ut"
    ALL = "alle"
