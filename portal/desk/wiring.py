"""What the home pages tell the packages below at start-up."""

from portal.core import web
from portal.desk import furniture, labels, team
from portal.families import panels


def wire() -> None:
    """Let every page have its furniture, and a child's page those who work there."""
    labels.register()
    web.page_from(furniture.page)
    panels.register(panels.Panel("desk/team_panel.html", team.of_child))
