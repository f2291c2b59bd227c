"""What the codes of accounts are called."""

from flask_babel import lazy_gettext as _l

from portal.access.actor import Hat
from portal.accounts.states import UserState
from portal.core import labels


def register() -> None:
    """Give every code its word."""
    labels.register({
        Hat.APPLICANT: _l("Søker"),
        Hat.PARENT: _l("Foresatt"),
        Hat.WORKER: _l("Assistent"),
        Hat.COORDINATOR: _l("Koordinator"),
        Hat.SUPPLIER: _l("Leverandør"),
        Hat.ADMIN: _l("Administrator"),
        UserState.INVITED: _l("Invitert"),
        UserState.ACTIVE: _l("I bruk"),
        UserState.DISABLED: _l("Stengt"),
    })  # fmt: skip
