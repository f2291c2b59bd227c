"""A letter as it will be, before it is sent."""

from flask import render_template

from portal.core.config import settings
from portal.recruitment.letters import Letter


def shown(letter: Letter) -> tuple[str, str]:
    """Return (subject, body) of a letter exactly as it will be sent."""
    text = render_template(
        f"mail/{letter.kind}.txt", name=letter.application.name, base_url=settings().base_url,
        **letter.params,
    )  # fmt: skip
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip()
