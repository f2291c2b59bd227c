"""Pages in docs/ that are made from the code: ``--write`` makes them, else they are compared."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from portal.access import predicates
from portal.access.permissions import Permission
from portal.access.policy import POLICY

ROOT = Path(__file__).resolve().parents[1]


def permissions_page() -> str:
    """The policy as two tables: who may do what, and what the facts in it mean."""
    grants = (
        (f"`{permission}`", _words(grant.assurance.name), "<br>".join(map(_row, grant.any_of)))
        for permission in Permission
        for grant in [POLICY[permission]]
    )
    used = {fact.__name__ for grant in POLICY.values() for row in grant.any_of for fact in row}
    facts = (
        (_words(name), _meaning(getattr(predicates, name)))
        for name in sorted(used)
        if hasattr(predicates, name)
    )
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Made from `portal/access/policy.py` by `make docs WRITE=1`; change it there.",
            "A permission takes any one line of the last column, and the whole of that line.",
            "",
            *_table(("Permission", "Sign-in, at least", "Who"), grants),
            "",
            "## What the words ask",
            "",
            *_table(("Fact", "Is true when"), facts),
            "",
        ]
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def _row(facts: Iterable[predicates.Predicate]) -> str:
    return " · ".join(_words(fact.__name__) for fact in facts)


def _words(name: str) -> str:
    return name.replace("_", " ").lower()


def _meaning(fact: predicates.Predicate) -> str:
    first_line = (fact.__doc__ or "").splitlines()[0]
    return first_line.removeprefix("Tell whether ").removesuffix(".")


PAGES: dict[str, Callable[[], str]] = {"docs/permissions.md": permissions_page}


def main(arguments: list[str]) -> int:
    stale = 0
    for name, page in PAGES.items():
        path = ROOT / name
        if "--write" in arguments:
            path.write_text(page(), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page():
            print(f"{name} is not what the code says: make docs WRITE=1")
            stale += 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
