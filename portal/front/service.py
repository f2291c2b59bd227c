"""Keep what people tell us."""

from uuid import UUID

from portal.core import db
from portal.front.models import Feedback


def tell(municipality_id: UUID, kind: str, text: str, *, email: str, page: str) -> Feedback:
    """Keep a message about the portal."""
    return db.add(
        Feedback(
            municipality_id=municipality_id,
            kind=kind,
            text=text.strip(),
            email=email.strip(),
            page=page[:200],
        )
    )
