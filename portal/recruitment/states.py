"""The way of an application. Stage, outcome per role, and event are separate things."""

from enum import StrEnum


class Stage(StrEnum):
    """Where an application is (domain/recruitment.md § 2.2)."""

    DRAFT = "draft"
    ACKNOWLEDGED = "acknowledged"
    SCREENING = "screening"
    REFERENCES = "references"
    CERTIFICATE = "certificate"  # a municipality may want to see it before the interview
    INTERVIEW = "interview"
    HOME_VISIT = "home_visit"
    COURSE = "course"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# What a coordinator decides, with more to fill in than a reason.
DECIDED = frozenset({Stage.APPROVED, Stage.NOT_APPROVED})

# The stages somebody is waiting in, in the order they have until a municipality says otherwise
# (``way``). One leaves them by a coordinator's move, or by withdrawing.
RUNNING = (
    Stage.ACKNOWLEDGED, Stage.SCREENING, Stage.REFERENCES, Stage.CERTIFICATE, Stage.INTERVIEW,
    Stage.HOME_VISIT, Stage.COURSE,
)  # fmt: skip


class FormStep(StrEnum):
    """A step of the application form. The municipality decides the order; SEND is the last."""

    ROLES = "roles"
    PERSON = "person"
    WISHES = "wishes"
    EXPERIENCE = "experience"
    REFEREES = "referees"
    SEND = "send"


class ListColumn(StrEnum):
    """What the public list of applicants may tell (offentleglova § 25)."""

    NAME = "name"
    AGE = "age"
    OCCUPATION = "occupation"
    HOME_MUNICIPALITY = "home_municipality"


# What is asked for the list alone, and kept only where the list is made.
ASKED_FOR_LIST = frozenset({ListColumn.OCCUPATION, ListColumn.HOME_MUNICIPALITY})


class Outcome(StrEnum):
    """What was decided for one of the roles applied for."""

    OPEN = "open"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"


class Choice(StrEnum):
    """What the form lets one apply for: where an avlaster has the child decides what is asked."""

    STOTTEKONTAKT = "stottekontakt"
    AVLASTER_OWN_HOME = "avlaster_own_home"
    AVLASTER_THEIR_HOME = "avlaster_their_home"
    BPA_ASSISTANT = "bpa_assistant"


class NearRelation(StrEnum):
    """How near the applicant declares to be the one who is to be helped."""

    NONE = ""
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    PARTNER = "partner"
    OTHER = "other"


class NorwegianLevel(StrEnum):
    """The Common European Framework, and mother tongue; the order is the strength."""

    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"
    NATIVE = "native"


class AgeGroup(StrEnum):
    """Whom somebody would like to be with; a wish, never a condition."""

    SMALL = "0-6"
    SCHOOL = "7-12"
    YOUTH = "13-17"


class Happening(StrEnum):
    """What can have happened to an application."""

    SUBMITTED = "submitted"
    REGISTERED = "registered"  # on paper or by telephone, by a coordinator
    MOVED = "moved"
    NOTE = "note"
    LEVEL_SET = "level_set"
    REFERENCE_TAKEN = "reference_taken"  # by telephone
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_ANSWERED = "reference_answered"
    TIMES_OFFERED = "times_offered"
    TIME_CHOSEN = "time_chosen"
    TIMES_REFUSED = "times_refused"
    TIME_SETTLED = "time_settled"
    TIME_CANCELLED = "time_cancelled"
    ASSESSED = "assessed"
    ASSESSMENT_CORRECTED = "assessment_corrected"
    VISIT_REPORTED = "visit_reported"
    VISIT_SIGNED = "visit_signed"
    CV_ADDED = "cv_added"
    CV_REMOVED = "cv_removed"
    SECRECY_ASKED = "secrecy_asked"
    SECRECY_GRANTED = "secrecy_granted"
    SECRECY_REFUSED = "secrecy_refused"
    MERGED = "merged"
    MERGE_UNDONE = "merge_undone"
    ROLE_DECIDED = "role_decided"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"
    FORGOTTEN = "forgotten"


class LetterKind(StrEnum):
    """Every mail to an applicant; the value is its template's name."""

    RECEIVED = "application_received"
    REFERENCES = "application_references"
    CERTIFICATE = "application_certificate"
    PURPOSE_LETTER = "application_purpose_letter"
    INTERVIEW = "application_interview"
    HOME_VISIT = "application_home_visit"
    COURSE = "application_course"
    APPROVED = "application_approved"
    NOT_APPROVED = "application_not_approved"
    WITHDRAWN = "application_withdrawn"
    TIMES = "booking_offer"
    TIME = "booking_time"
    SECRECY_GRANTED = "secrecy_granted"
    SECRECY_REFUSED = "secrecy_refused"


_AS_THEY_ARE = {
    LetterKind.PURPOSE_LETTER, LetterKind.TIMES, LetterKind.TIME, LetterKind.SECRECY_GRANTED,
    LetterKind.SECRECY_REFUSED,
}  # fmt: skip
# Those a municipality may add a paragraph of its own to.
WITH_OWN_WORDS = tuple(it for it in LetterKind if it not in _AS_THEY_ARE)
