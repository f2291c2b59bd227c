"""Codes of the certificate's letter and of what a named person has judged."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the named person says of a certificate with remarks."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Part(StrEnum):
    """What the letter to the police must hold (domain/recruitment.md § 2.3)."""

    RECIPIENT = "recipient"
    LEGAL_BASIS = "legal_basis"
    OFFER = "offer"
    NAME = "name"
    BORN_ON = "born_on"
    TASKS = "tasks"
    PLACE = "place"
    DATE = "date"
    SIGNATURE = "signature"
    GUARDIAN = "guardian"  # under 18 only


class Urgency(StrEnum):
    """Why an engagement stands in the coordinator's list of papers, the worst first."""

    WAITING = "waiting"  # nothing may start or be paid
    LAPSED = "lapsed"  # no new shifts
    EXPIRING = "expiring"
    TO_DO = "to_do"


REMIND_DAYS = (60, 30, 7)  # before a paper's last day, to worker and coordinator, once each
