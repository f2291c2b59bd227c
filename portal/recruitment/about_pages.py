"""The page for those who wonder whether to apply."""

from flask import render_template

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.municipality.models import Municipality
from portal.municipality.queries import by_slug, offices
from portal.recruitment import about, way
from portal.recruitment.cv_pages import bp

__all__ = ["bp"]


@bp.get("/<kommune>/bli-med")
@guard.rule(Permission.PUBLIC, by_slug)
def become(_actor: Actor, home: Municipality) -> str:
    """Say what it is, what it pays, who fits and how it goes."""
    return render_template(
        "recruitment/about.html", municipality=home, facts=about.of(home.id),
        offices=offices(home.id), way=way.of(home.id),
    )  # fmt: skip
