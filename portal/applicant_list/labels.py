"""Words for who is on the public list of applicants, and who is not."""

from flask_babel import lazy_gettext as _l

from portal.applicant_list.states import SecrecyState, SecrecyTask, Standing
from portal.core import labels


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            SecrecyState.ASKED: _l("Venter på svar"),
            SecrecyState.GRANTED: {
                "": _l("Står ikke på lista"),
                "act": _l("Ja, søkeren slipper å stå på lista"),
            },
            SecrecyState.REFUSED: {
                "": _l("Må stå på lista"),
                "act": _l("Nei, søkeren må stå på lista"),
            },
        }
    )
    labels.register(
        {
            Standing.LISTED: _l("På lista"),
            Standing.UNTOLD: _l("Søkte uten å få vite om lista"),
            Standing.GRANTED: _l("Slipper å stå på lista"),
            Standing.ASKED: _l("Har bedt om å slippe og venter på svar"),
            Standing.REFUSED: _l("Fikk nei og kan fortsatt trekke søknaden"),
        }
    )
    labels.register({SecrecyTask.ASKED: _l("Har bedt om å ikke stå på søkerlista.")})
