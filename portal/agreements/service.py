"""Send, accept, refuse, withdraw: an agreement's way from draft to signed."""

from datetime import timedelta

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.agreements import checks, drafting, drafts, following, queries
from portal.agreements.drafts import Frozen
from portal.agreements.models import Acceptance, Agreement
from portal.agreements.states import (
    TRANSITIONS,
    AgreementState,
    Lack,
    Party,
)
from portal.audit import service as audit
from portal.clearance import service as clearance
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.engagements import paper_queries
from portal.engagements.models import Engagement
from portal.messages import service as messages
from portal.municipality import settings
from portal.municipality.states import SettingKey

ACCEPTED = "Avtalen er godtatt av dere allerede."
EXPIRED = "Fristen for å godta avtalen er ute. Kommunen må sende den på nytt."
TAKEN_BACK = "Kommunen har trukket avtalen tilbake. Du får beskjed når det kommer en ny."
REFUSED = "Avtalen er avslått. En ny må lages."


class LackingError(RefusedError):
    """It cannot be sent yet; ``lacks`` says exactly why."""

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


# Sending -------------------------------------------------------------------------------


def send(actor: Actor, seen: Agreement, version: int, said: Frozen) -> Agreement:
    """Freeze what it says and send it to the worker. ``said`` is what that version says.

    From then on hours may be logged, and wait for both to accept before they are paid.
    Raises LackingError with all that is missing, ConflictError when it has been changed.
    """
    agreement = drafting.held(seen, AgreementState.DRAFT)
    if agreement.version != version:
        raise ConflictError(drafting.MOVED)
    lacking = checks.lacks(drafts.agreed(agreement))
    if lacking:
        raise LackingError(lacking)
    agreement.content, agreement.text_version = said.content, said.content["version"]
    agreement.document, agreement.sha256 = said.document, said.sha256
    _set_deadlines(agreement)
    agreement.sent_at, agreement.sent_by_id = clock.now(), actor.user_id
    agreement.state = AgreementState.SENT
    db.session().flush()
    _let_hours_in(actor, agreement)
    audit.record(
        actor, "agreement:sent", "agreement", agreement.id, number=agreement.number,
        sha256=agreement.sha256,
    )  # fmt: skip
    _tell_worker(agreement, "agreement_sent", by=actor.name)
    return agreement


def _set_deadlines(agreement: Agreement) -> None:
    today = clock.today()
    known = settings.all_on(agreement.municipality_id, today)
    agreement.sign_by_on = today + timedelta(days=int(known[SettingKey.AGREEMENT_SIGN_DAYS]))
    agreement.expires_on = today + timedelta(days=int(known[SettingKey.AGREEMENT_EXPIRES_DAYS]))
    agreement.reminded_at = None


def send_again(actor: Actor, seen: Agreement) -> Agreement:
    """Give more time to one that ran out: the same document, new deadlines."""
    agreement = drafting.held(seen, AgreementState.SENT)
    if not agreement.is_expired:
        raise ConflictError(drafting.MOVED)
    _set_deadlines(agreement)
    audit.record(actor, "agreement:sent_again", "agreement", agreement.id)
    _tell_worker(agreement, "agreement_sent", by=actor.name)
    return agreement


def _let_hours_in(actor: Actor, agreement: Agreement) -> None:
    """Let hours be logged from the first day of an agreement that nobody has signed yet."""
    engagement = agreement.engagement
    if not engagement.was_cleared:
        engagement.hours_from_on = max(agreement.starts_on, engagement.valid_from)
        _judge(actor, engagement)


def _judge(actor: Actor, engagement: Engagement) -> None:
    db.session().refresh(engagement, ["clearance", "household"])
    clearance.judge(actor, engagement, paper_queries.of(engagement))


# Answers -------------------------------------------------------------------------------


def accept(actor: Actor, seen: Agreement, party: Party, read: str) -> Agreement:
    """Accept exactly the document that was read, whose fingerprint ``read`` is.

    When both have, it is signed: the engagement follows it, and hours that waited are paid.
    Raises ConflictError when it is not to be accepted any more, RefusedError when the
    certificate has become too old.
    """
    agreement = queries.locked(seen.id)
    refuse_what_is_over(agreement)
    if agreement.acceptance(party):
        raise ConflictError(ACCEPTED)
    if read != agreement.sha256:
        raise ConflictError(drafting.MOVED)
    is_last = len(agreement.acceptances) + 1 == len(Party)
    if is_last:
        _refuse_an_old_certificate(agreement.engagement)
    agreement.acceptances.append(
        Acceptance(
            municipality_id=agreement.municipality_id, party=party, user_id=actor.user_id,
            at=clock.now(), assurance=int(actor.assurance), sha256=read,
            text_version=agreement.text_version,
        )
    )  # fmt: skip
    db.touch(agreement)
    db.session().flush()
    audit.record(
        actor, "agreement:accepted", "agreement", agreement.id, party=party.value, sha256=read,
        assurance=int(actor.assurance),
    )  # fmt: skip
    if is_last:
        _sign(actor, agreement)
    return agreement


def _refuse_an_old_certificate(engagement: Engagement) -> None:
    """Raise RefusedError before anything is written; a change needs no newer certificate."""
    if not queries.has_contract(engagement.id):
        db.session().refresh(engagement, ["clearance", "household"])
        if clearance.is_too_old(engagement, clock.today()):
            raise RefusedError(clearance.TOO_OLD)


def refuse_what_is_over(agreement: Agreement) -> None:
    """Raise ConflictError with the reason when nobody can accept it any more."""
    sentences = {
        AgreementState.WITHDRAWN: TAKEN_BACK,
        AgreementState.REFUSED: REFUSED,
        AgreementState.SIGNED: ACCEPTED,
    }
    if agreement.state != AgreementState.SENT:
        raise ConflictError(sentences.get(AgreementState(agreement.state), drafting.MOVED))
    if agreement.is_expired:
        raise ConflictError(EXPIRED)


def _sign(actor: Actor, agreement: Agreement) -> None:
    """Let an agreement both have accepted hold: the one before it is replaced."""
    engagement = agreement.engagement
    for earlier in queries.editions(engagement.id):
        if earlier.state == AgreementState.SIGNED:
            earlier.state = AgreementState.REPLACED
    agreement.state, agreement.signed_at = AgreementState.SIGNED, clock.now()
    following.sign(agreement)
    db.session().flush()
    if not queries.has_contract(engagement.id):  # a change needs no newer certificate
        db.session().refresh(engagement, ["clearance", "household"])
        clearance.sign_contract(actor, engagement, clock.today())
    audit.record(actor, "agreement:signed", "agreement", agreement.id, number=agreement.number)
    _tell_worker(agreement, "agreement_signed")


def refuse(actor: Actor, seen: Agreement, why: str) -> None:
    """Say no, and why: the office gets it back."""
    agreement = queries.locked(seen.id)
    refuse_what_is_over(agreement)
    _close(actor, agreement, AgreementState.REFUSED, why)
    sender = accounts.user(agreement.sent_by_id or agreement.made_by_id)
    if sender is not None:
        messages.enqueue(
            accounts.recipient(sender), "agreement_refused", agreement=str(agreement.id)
        )


def withdraw(actor: Actor, seen: Agreement, why: str) -> None:
    """Take back one that was sent, before both have accepted it."""
    agreement = drafting.held(seen, AgreementState.SENT)
    _close(actor, agreement, AgreementState.WITHDRAWN, why)
    _tell_worker(agreement, "agreement_withdrawn")


def _close(actor: Actor, agreement: Agreement, state: AgreementState, why: str) -> None:
    assert state in TRANSITIONS[AgreementState(agreement.state)]
    agreement.state, agreement.closed_reason = state, why
    agreement.closed_at, agreement.closed_by_id = clock.now(), actor.user_id
    agreement.engagement.hours_from_on = None  # what is logged stays; no more before a new one
    audit.record(actor, f"agreement:{state}", "agreement", agreement.id)


def _tell_worker(agreement: Agreement, template: str, *, by: str = "") -> None:
    worker = accounts.recipient(agreement.engagement.worker.user)
    sign_by = agreement.sign_by_on.isoformat() if agreement.sign_by_on else ""
    messages.enqueue(worker, template, agreement=str(agreement.id), sign_by=sign_by, by=by)
