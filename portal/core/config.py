"""Settings come from the environment, are checked once and never change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO_SECRET = "demo-only-secret-key"  # noqa: S105 - refused outside the demo
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ConfigError(ValueError):
    """A setting is missing or cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between one installation and another.

    Minutes are whole minutes. ``argon2_kib`` is the memory of one password hash.
    """

    database_url: str = f"sqlite:///{ROOT / 'instance' / 'pusterom.sqlite'}"
    secret_key: str
    is_demo: bool = False
    is_tls: bool = True
    base_url: str = "http://127.0.0.1:8000"
    home_municipality: str = ""
    mail_host: str = ""
    mail_port: int = 587
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = "ikke-svar@pusterom.example"
    mail_starttls: bool = True
    proxies: int = 0
    idle_minutes: int = 30
    idle_minutes_staff: int = 15
    absolute_minutes: int = 480
    argon2_kib: int = 65536
    static_dir: Path = ROOT / "static"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raise ConfigError when one cannot be used."""
        is_demo = environ.get("PORTAL_DEMO") == "1"
        secret = environ.get("SECRET_KEY") or (DEMO_SECRET if is_demo else "")
        plain = cls(secret_key=secret, is_demo=is_demo, is_tls=not is_demo)
        given = {
            name: _convert(name, environ[variable], plain)
            for name, variable in _VARIABLES.items()
            if environ.get(variable)
        }
        return replace(plain, **given).checked()  # type: ignore[arg-type]

    def checked(self) -> "Settings":
        """Return self, or raise ConfigError with what to do about it."""
        if not self.is_demo and (len(self.secret_key) < 32 or self.secret_key == DEMO_SECRET):
            raise ConfigError("SECRET_KEY must be at least 32 random characters outside the demo.")
        if not self.database_url.startswith(("sqlite:///", "postgresql://")):
            raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql://")
        return self


_VARIABLES = {
    "database_url": "DATABASE_URL",
    "base_url": "BASE_URL",
    "home_municipality": "HOME_MUNICIPALITY",
    "is_tls": "PORTAL_TLS",
    "mail_host": "MAIL_HOST",
    "mail_port": "MAIL_PORT",
    "mail_user": "MAIL_USER",
    "mail_password": "MAIL_PASSWORD",
    "mail_from": "MAIL_FROM",
    "mail_starttls": "MAIL_STARTTLS",
    "proxies": "PROXIES",
    "idle_minutes": "IDLE_MINUTES",
    "idle_minutes_staff": "IDLE_MINUTES_STAFF",
    "absolute_minutes": "ABSOLUTE_MINUTES",
    "argon2_kib": "ARGON2_KIB",
}


def _convert(name: str, text: str, plain: Settings) -> str | int | bool:
    default = getattr(plain, name)
    try:
        if isinstance(default, bool):
            return {"0": False, "1": True}[text]
        return int(text) if isinstance(default, int) else text
    except (KeyError, ValueError) as error:
        raise ConfigError(f"{_VARIABLES[name]} cannot be {text!r}.") from error


_current: list[Settings] = []


def use(chosen: Settings) -> None:
    """Make these the settings of this process."""
    _current[:] = [chosen]


def settings() -> Settings:
    """Return the settings of this process."""
    return _current[0]
