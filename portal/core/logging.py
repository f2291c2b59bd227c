"""Logs as one line of JSON an event, with no personal data in them.

Addresses are cut to what is not secret, and anything that looks like a
fødselsnummer or an e-mail address is masked even if somebody logs it by mistake.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from typing_extensions import override

_MASKS = (
    (re.compile(r"(?<!\d)\d{6}[ ]?\d{5}(?!\d)"), "[number]"),
    (re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+\.[a-zA-Z]{2,}"), "[e-mail]"),
    # Whatever is as long as one of our tokens, wherever it stands in an address; and what
    # stands where one is expected.
    (re.compile(r"(?<=/)[\w-]{43}(?![\w-])"), "[token]"),
    (re.compile(r"(/(?:kalender|lenke|invitasjon|soknad/fortsett)/)[^/\s?.\"]+"), r"\1[token]"),
)
_TOKENS = _MASKS[-2:]


def masked(text: str) -> str:
    """Return text with numbers of persons, e-mail addresses and secret tokens masked."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def without_tokens(text: str) -> str:
    """Return text whose secret links open nothing, for whoever reads it afterwards."""
    for pattern, instead in _TOKENS:
        text = pattern.sub(instead, text)
    return text


def _mask_event(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: masked(value) if isinstance(value, str) else value for key, value in event.items()}


class _MaskFilter(logging.Filter):
    """The same for the lines other packages log."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True


def start() -> None:
    """Send all logs to standard error as masked JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_event,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_MaskFilter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
