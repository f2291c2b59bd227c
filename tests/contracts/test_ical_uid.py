"""UIDs last for life and tell nothing."""

import re
from uuid import UUID

from portal.ical.uid import uid
from tests.contracts.readers.samples import event

SHIFT, OTHER = UUID("01890a5d-ac96-774b-bcce-b302099a8057"), UUID(int=2)
TOR, MAJA = UUID("01890a5d-ac96-774b-bcce-b302099a8058"), UUID(int=4)
DOMAIN = "pusterom.nordvik.example"


def test_a_uid_never_changes_not_even_with_a_new_release():
    assert uid(SHIFT, TOR, DOMAIN) == "db3be3ba-fb32-5496-b812-32d98fa41aa9"


def test_every_shift_person_and_installation_has_its_own():
    pairs = [(SHIFT, TOR), (SHIFT, MAJA), (OTHER, TOR), (TOR, SHIFT)]
    made = {uid(*pair, domain) for pair in pairs for domain in (DOMAIN, "nabo.example")}
    assert len(made) == 8


def test_a_uid_shows_neither_ids_nor_the_host():
    made = uid(SHIFT, TOR, DOMAIN)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made)
    assert not {str(SHIFT), SHIFT.hex[:12], TOR.hex[:12]} & {made, made.replace("-", "")[:12]}


def test_a_uid_fits_an_event():
    assert event(uid=uid(SHIFT, TOR, DOMAIN)).uid == uid(SHIFT, TOR, DOMAIN)
