"""The demo serves its own database and no other: in the demo a password opens everything."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select

from portal.core.config import ConfigError, Settings
from portal.municipality.models import Municipality


def check(settings: Settings, engine: Engine) -> None:
    """Raise ConfigError when the demo is started on a database with a real municipality.

    A database that is not made yet, or is empty, has nobody in it to protect.
    """
    if not settings.is_demo or _is_missing(settings.database_url):
        return
    with engine.connect() as connection:
        if not inspect(connection).has_table(Municipality.__tablename__):
            return
        real = connection.scalar(select(Municipality.name).where(~Municipality.is_demo).limit(1))
    if real is not None:
        raise ConfigError("PORTAL_DEMO is for the demo's own database; this one is in real use.")


def _is_missing(url: str) -> bool:
    path = url.removeprefix("sqlite:///")
    return path != url and not Path(path).exists()
