"""What matching tells the packages below at start-up."""

from portal.matching import forgetting, freshness, labels, turns
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey


def wire() -> None:
    """Give the codes their words, ask about old times, and say how long reasons are kept."""
    labels.register()
    turns.add(freshness.turns_of)
    keeping.register(
        Rule(
            code=KeptKind.PROPOSAL, due=forgetting.proposals, forget=forgetting.forget_words,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
    keeping.register(
        Rule(
            code=KeptKind.WISH, due=forgetting.wishes, forget=forgetting.forget_wish,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
