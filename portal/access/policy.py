"""Who may do what: the one table. A permission is any of the rows, a row is all its facts."""

from dataclasses import dataclass
from typing import Any

from portal.access.actor import Actor, Assurance, Hat
from portal.access.permissions import Permission
from portal.access.predicates import (
    Predicate,
    anybody,
    clears_here,
    guards,
    is_approvable,
    is_attestable,
    is_attested_by_family,
    is_changeable,
    is_here,
    is_in_own_office,
    is_not_own,
    is_not_related,
    is_own,
    is_own_suppliers,
    is_signed_in,
    leads,
    may_see_graded,
    takes_part,
    wears,
)

admin = wears(Hat.ADMIN)
applicant = wears(Hat.APPLICANT)
coordinator = wears(Hat.COORDINATOR)
parent = wears(Hat.PARENT)
supplier = wears(Hat.SUPPLIER)
worker = wears(Hat.WORKER)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a permission takes: any of the rows, and at least this sure a sign-in."""

    any_of: tuple[tuple[Predicate, ...], ...]
    assurance: Assurance = Assurance.TWO_FACTORS


def _all(*facts: Predicate, at_least: Assurance = Assurance.TWO_FACTORS) -> Grant:
    return Grant((facts,), at_least)


def _any(*rows: tuple[Predicate, ...]) -> Grant:
    return Grant(rows)


_of_own_office = (coordinator, is_in_own_office, may_see_graded)
_of_own_family = (parent, leads, may_see_graded)
_of_own_supplier = (supplier, is_own_suppliers, may_see_graded)

POLICY: dict[Permission, Grant] = {
    Permission.ACCOUNT_MANAGE_OWN: _all(is_signed_in, at_least=Assurance.PASSWORD),
    Permission.AGREEMENT_ACCEPT: _all(*_of_own_office, is_not_own),
    Permission.AGREEMENT_ACCEPT_OWN: _all(worker, is_own),
    Permission.AGREEMENT_LIST: _all(coordinator),
    Permission.AGREEMENT_LIST_OWN: _all(worker),
    Permission.AGREEMENT_MANAGE: _all(*_of_own_office, is_not_own),
    Permission.AGREEMENT_READ: _any(_of_own_office, (worker, is_own, may_see_graded)),
    Permission.APPLICATION_LIST: _all(coordinator),
    Permission.APPLICATION_MANAGE_OWN: _all(
        wears(Hat.APPLICANT, Hat.WORKER), at_least=Assurance.PASSWORD
    ),
    Permission.APPLICATION_READ: _all(*_of_own_office),
    Permission.APPLICATION_TREAT: _all(*_of_own_office, is_not_own),
    Permission.AUDIT_READ: _all(admin),
    Permission.AVAILABILITY_MANAGE_OWN: _all(worker),
    Permission.CHILD_LIST: _all(coordinator),
    Permission.CHILD_LIST_OWN: _all(parent),
    Permission.CHILD_MANAGE: _all(*_of_own_office),
    Permission.CHILD_READ: _any(_of_own_office, (parent, guards, may_see_graded)),
    Permission.CHILD_REGISTER: _all(coordinator),
    Permission.CLEARANCE_JUDGE: _all(*_of_own_office, is_not_own, clears_here),
    Permission.CLEARANCE_LIST: _all(coordinator),
    Permission.CLEARANCE_MANAGE: _all(*_of_own_office, is_not_own),
    Permission.CLEARANCE_READ_OWN: _all(worker),
    Permission.CLEARANCE_SIGN_OWN: _all(worker, is_own),
    Permission.DEMO_SWITCH: _all(anybody, at_least=Assurance.NONE),
    Permission.DESK_COORDINATOR: _all(coordinator),
    Permission.DESK_OWN: _all(is_signed_in, at_least=Assurance.PASSWORD),
    Permission.ENGAGEMENT_END: _any(_of_own_office, _of_own_supplier),
    Permission.ENGAGEMENT_INVITE: _any(_of_own_office, _of_own_family),
    Permission.ENGAGEMENT_LIST_OWN: _all(parent),
    Permission.ENGAGEMENT_MAKE: _all(*_of_own_office),
    Permission.ENGAGEMENT_READ: _any(
        _of_own_office, _of_own_family, _of_own_supplier, (worker, is_own, may_see_graded)
    ),
    Permission.ENTRY_APPROVE: _all(*_of_own_office, is_not_own, is_not_related, is_approvable),
    Permission.ENTRY_ATTEST: _all(*_of_own_family, is_not_own, is_attestable),
    Permission.ENTRY_ATTEST_FOR_FAMILY: _all(
        *_of_own_office, is_not_own, is_not_related, is_attestable
    ),
    Permission.ENTRY_CORRECT: _all(*_of_own_office, is_not_own, is_not_related),
    Permission.ENTRY_DISPUTE_OWN: _all(worker, is_own),
    Permission.ENTRY_LIST_APPROVAL: _all(coordinator),
    Permission.ENTRY_LIST_ATTEST: _all(parent),
    Permission.ENTRY_LOG_OWN: _all(worker),
    # what one is paid for is never hidden from oneself
    Permission.ENTRY_READ: _any(_of_own_office, _of_own_family, _of_own_supplier, (worker, is_own)),
    Permission.ENTRY_RETURN: _any(
        (*_of_own_family, is_not_own, is_attestable),
        (*_of_own_office, is_not_own, is_not_related, is_attestable),
        (*_of_own_office, is_not_own, is_not_related, is_approvable),
    ),
    Permission.ENTRY_UNATTEST: _all(*_of_own_family, is_not_own, is_attested_by_family),
    Permission.FEED_MANAGE_OWN: _all(wears(Hat.PARENT, Hat.WORKER)),
    Permission.FOLLOW_UP_ANSWER_OWN: _any((worker, is_own), _of_own_family),
    Permission.FOLLOW_UP_LIST: _all(coordinator),
    Permission.FOLLOW_UP_MANAGE: _all(*_of_own_office, is_not_own),
    Permission.GRADERING_MANAGE: _all(*_of_own_office),
    Permission.HOURS_LIST: _all(wears(Hat.PARENT, Hat.COORDINATOR)),
    Permission.HOURS_READ: _any(_of_own_office, _of_own_family),
    Permission.INTERVIEW_ASSESS: _all(*_of_own_office, is_not_own, takes_part),
    Permission.LEADER_APPOINT: _any(_of_own_office, _of_own_family),
    Permission.MEETING_ANSWER_OWN: _all(
        wears(Hat.APPLICANT, Hat.WORKER), is_own, at_least=Assurance.PASSWORD
    ),
    Permission.MUNICIPALITY_MANAGE: _all(admin),
    Permission.NEED_LIST: _all(coordinator),
    Permission.NEED_MANAGE: _all(*_of_own_office),
    Permission.OUTBOX_READ: _all(admin),
    Permission.PAIR_WISH_FAVOURITE: _all(*_of_own_family),
    Permission.PAIR_WISH_NEVER: _any(_of_own_family, (worker, is_own, may_see_graded)),
    Permission.PAYROLL_RUN: _all(coordinator),
    Permission.POOL_LIST: _all(coordinator),
    Permission.POOL_MANAGE_OWN: _all(wears(Hat.APPLICANT, Hat.WORKER), at_least=Assurance.PASSWORD),
    Permission.PROPOSAL_LIST_FAMILY: _all(parent),
    Permission.PROPOSAL_MANAGE: _all(*_of_own_office),
    Permission.PROPOSAL_READ_FAMILY: _all(*_of_own_family),
    Permission.PUBLIC: _all(anybody, at_least=Assurance.NONE),
    Permission.QUESTION_ANSWER_OWN: _all(
        wears(Hat.APPLICANT, Hat.WORKER), is_own, at_least=Assurance.PASSWORD
    ),
    Permission.QUESTION_LIST_OWN: _all(
        wears(Hat.APPLICANT, Hat.WORKER), at_least=Assurance.PASSWORD
    ),
    Permission.ROTA_CHANGE: _any(_of_own_office, _of_own_family),
    Permission.ROTA_LIST: _all(wears(Hat.PARENT, Hat.COORDINATOR)),
    Permission.ROTA_PUBLISH: _any(_of_own_office, _of_own_family),
    Permission.ROTA_READ: _any(_of_own_office, _of_own_family),
    Permission.SHIFT_LIST_OWN: _all(worker),
    Permission.SHIFT_READ: _any(
        _of_own_office, _of_own_family, _of_own_supplier, (worker, is_own, may_see_graded)
    ),
    Permission.SHIFT_REPORT_SICK: _all(worker, is_own, is_changeable),
    Permission.SHIFT_TAKE: _all(worker),
    Permission.THREAD_LIST: _all(wears(Hat.APPLICANT, Hat.PARENT, Hat.WORKER)),
    Permission.THREAD_WRITE: _any(
        _of_own_family, (wears(Hat.APPLICANT, Hat.WORKER), is_own, may_see_graded)
    ),
    Permission.USER_LIST: _all(admin),
    Permission.USER_MANAGE: _all(admin, is_here),
    Permission.VEDTAK_MANAGE: _all(*_of_own_office),
    Permission.VEDTAK_READ: _any(_of_own_office, _of_own_family, (parent, guards, may_see_graded)),
    Permission.VISIT_REPORT: _all(*_of_own_office, is_not_own, takes_part),
    Permission.WAITING_FIGURES: _any((coordinator,), (admin,)),
    Permission.WAITING_LIST: _all(coordinator),
    Permission.WORKER_LIST: _all(coordinator),
    Permission.WORKER_READ: _any(_of_own_office, (worker, is_own)),
}


def assurance_for(permission: Permission) -> Assurance:
    """Return how sure a sign-in the permission demands."""
    return POLICY[permission].assurance


def may(actor: Actor, permission: Permission, thing: Any = None) -> bool:  # noqa: ANN401 - see predicates.Thing
    """Tell whether the actor may do this to the thing (None: to no thing in particular)."""
    grant = POLICY[permission]
    if actor.assurance < grant.assurance:
        return False
    return any(all(fact(actor, thing) for fact in row) for row in grant.any_of)
