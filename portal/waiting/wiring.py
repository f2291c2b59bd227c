"""What waiting tells the packages below at start-up."""

from portal.needs import facts as need_facts
from portal.waiting import facts, labels


def wire() -> None:
    """Let needs ask us how ordninger stand, and give the codes their words."""
    labels.register()
    need_facts.learn_from(facts.of_ordninger)
