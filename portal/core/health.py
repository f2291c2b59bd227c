"""Is the process alive, and can it do its work? Features register what to ask."""

from collections.abc import Callable

from sqlalchemy import text

from portal.core import db

Check = Callable[[], bool]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Have ``/readyz`` ask ``check`` too."""
    _checks[name] = check


def _database() -> bool:
    return bool(db.session().scalar(text("SELECT 1")))


register("database", _database)


def results() -> dict[str, bool]:
    """Ask every check; one that raises has failed."""
    return {name: _passes(check) for name, check in _checks.items()}


def _passes(check: Check) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is "not ready"
        return False
