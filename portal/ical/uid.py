"""Names of events that last as long as the events."""

from uuid import NAMESPACE_DNS, UUID, uuid5


def uid(thing_id: UUID, person_id: UUID, domain: str) -> str:
    """Return the UID of a shift or interview in one person's calendar; store it with them.

    Whoever gives the shift away and takes it back has the same one again. It is a hash
    because RFC 7986 §5.3 lets a UID tell nothing of user or host: it gives away neither id,
    nor that two people share a shift. `domain` keeps installations apart and must not change,
    which is why the row keeps the result.
    """
    return str(uuid5(uuid5(NAMESPACE_DNS, domain), f"{thing_id}/{person_id}"))
