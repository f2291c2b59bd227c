"""Words for what two applications have in common."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.duplicates.states import DuplicateTask, Likeness


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Likeness.ACCOUNT: _l("samme konto"),
            Likeness.EMAIL: _l("samme e-post"),
            Likeness.PHONE: _l("samme telefon"),
            Likeness.NAME_AND_BIRTH: _l("samme navn og fødselsdato"),
        }
    )
    labels.register({DuplicateTask.SAME_PERSON: _l("Ser ut til å være samme person")})
