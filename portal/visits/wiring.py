"""What visits tell the packages below at start-up."""

from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey
from portal.recruitment import retention, tasks
from portal.visits import labels, queries, service


def wire() -> None:
    """Give the codes their words, those who were there their tasks, and tell what is kept."""
    labels.register()
    tasks.add(queries.tasks)
    retention.along(service.forget_all)
    keeping.register(
        Rule(
            code=KeptKind.VISIT, due=queries.to_forget, forget=service.forget_one,
            setting=SettingKey.RETENTION_VISIT_DAYS, is_stamped=True,
        )
    )  # fmt: skip
