"""The main menu of each hat: data. Five places at most, since a thumb must reach them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from portal.access.actor import Hat


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the menu: its word, where it leads and its picture."""

    label: object  # a text, or a lazy one
    endpoint: str
    icon: str
    also: tuple[str, ...] = ()  # other features that belong to this place


_RECRUITMENT = (
    "matching", "asking", "meetings", "needs", "pool", "bookings", "pipeline", "interviews",
    "references", "visits", "applicant_list",
)  # fmt: skip

PLACES: dict[Hat, tuple[Place, ...]] = {
    Hat.APPLICANT: (
        Place(_l("Min søknad"), "recruitment.mine", "home", ("bookings",)),
        Place(_l("Spørsmål"), "asking.mine", "mail", ("pool", "threads")),
    ),
    Hat.PARENT: (
        Place(_l("Hjem"), "desk.home", "home"),
        Place(_l("Vaktplan"), "rota.mine", "calendar", ("cover",)),
        Place(_l("Attester"), "approval.attest", "ok"),
        Place(_l("Timekonto"), "hours.mine", "hours", ("vedtak",)),
        Place(_l("Assistenter"), "engagements.index", "people", ("clearance", "threads")),
    ),
    Hat.WORKER: (
        Place(
            _l("Hjem"), "desk.home", "home", ("agreements", "clearance", "recruitment", "threads")
        ),
        Place(_l("Vakter"), "rota.own", "calendar", ("rota", "feeds")),
        Place(_l("Timer"), "timesheets.mine", "clock", ("approval",)),
        Place(_l("Ledige"), "cover.open", "people", ("cover",)),
        Place(_l("Tider"), "engagements.availability", "hours"),
    ),
    Hat.COORDINATOR: (
        Place(_l("Arbeidskø"), "desk.home", "queue"),
        Place(
            _l("Rekruttering"),
            "hiring.board",
            "people",
            _RECRUITMENT,
        ),
        Place(_l("Godkjenning"), "approval.queue", "ok", ("payroll",)),
        Place(_l("Familier"), "families.index", "home", ("vedtak", "hours", "rota", "waiting")),
        Place(
            _l("Medarbeidere"),
            "engagements.workers",
            "person",
            ("agreements", "clearance", "followups"),
        ),
    ),
    Hat.SUPPLIER: (Place(_l("Hjem"), "desk.home", "home"),),
    Hat.ADMIN: (
        Place(_l("Brukere"), "accounts.users", "people"),
        Place(
            _l("Kommunen"),
            "municipality.settings",
            "settings",
            ("clearance", "closing", "front", "interviews", "pipeline", "retention", "visits"),
        ),
        Place(_l("Utsendinger"), "desk.outbox", "mail"),
        Place(_l("Logg"), "desk.log", "lock"),
    ),
}
