"""Words for what must be done about an applicant's certificate."""

from flask_babel import lazy_gettext as _l

from portal.certificates.states import CertificateTask
from portal.core import labels


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            CertificateTask.LETTER: _l("Trenger brevet til politiet."),
            CertificateTask.JUDGE: _l("Politiattesten venter på vurderingen din."),
        }
    )
