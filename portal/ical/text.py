"""Text that cannot break out of its line (RFC 5545 §3.1 and §3.3.11, RFC 6868)."""

import re

# Half of a surrogate pair cannot be UTF-8; C0 and C1 control characters may not be in a text.
_REMOVED = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)])
# All that str.splitlines() takes for the end of a line: vdirsyncer splits files with it, so
# U+2028 in a summary would begin a line of its own there.
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

_TEXT = str.maketrans(
    _REMOVED
    | {ord("\t"): "\t", "\\": r"\\", ";": r"\;", ",": r"\,"}
    | dict.fromkeys(_LINE_ENDS, r"\n")
)
_PARAMETER = str.maketrans(_REMOVED | {'"': "^'", "^": "^^"} | dict.fromkeys(_LINE_ENDS, " "))

# Up to 74 octets (75 with the space in front) that end neither before the rest of a UTF-8
# sequence nor, if it can be helped, between a backslash and what it escapes.
_PIECE = re.compile(rb".{1,74}(?<!\\)(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])", re.DOTALL)


def escaped(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_TEXT)


def quoted(text: str) -> str:
    """Return a parameter value, its quotation marks written as RFC 6868 has them."""
    return f'"{text.translate(_PARAMETER)}"'


def folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets, joined by CRLF and a space."""
    octets = line.encode()
    if len(octets) <= 75:
        return line
    return b"\r\n ".join(_PIECE.findall(octets)).decode()
