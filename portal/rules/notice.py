"""How early a rota must be known: AML § 10-3."""

from datetime import date

from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity
from portal.rules.periods import midnight

SHORT_NOTICE = Rule(Code.SHORT_NOTICE, Severity.WARN, "AML § 10-3")
NOTICE_DAYS = 14


def short_notice(
    starts_on: date, published_on: date, required_days: int = NOTICE_DAYS
) -> list[Finding]:
    """A rota (or a change of one) known less than two weeks before: `measured_days` and so on."""
    days = (starts_on - published_on).days
    if days >= required_days:
        return []
    return [
        SHORT_NOTICE.breach(
            midnight(starts_on),
            AllowedIf.WORKER_CONSENT,
            measured_days=days,
            required_days=required_days,
            missing_days=required_days - days,
        )
    ]
