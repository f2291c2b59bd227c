"""Visits a running portal as somebody, and follows every kind of link that person sees."""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from typing_extensions import override

PASSWORD = "demo-passord"  # noqa: S105 - printed on the demo's own front page


class _Links(HTMLParser):
    """Where a page leads: its links, and its forms that only ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        asks = tag == "form" and (has.get("method") or "get").lower() == "get"
        target = has.get("href") if tag == "a" else has.get("action") if asks else None
        if target:
            self.found.append(target)


@dataclass(frozen=True)
class Answer:
    """What the portal answered, after the redirects."""

    status: int
    url: str
    is_page: bool
    body: bytes

    @property
    def text(self) -> str:
        """The page as it was written; nothing for a file."""
        return self.body.decode() if self.is_page else ""

    def links(self) -> Iterator[str]:
        """Every address the page leads to, in full, without what follows a #."""
        return (urljoin(self.url, link).split("#")[0] for link in _Links(self.text).found)


class Visitor:
    """Somebody with cookies and no screen."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, fields: dict[str, object] | None = None) -> Answer:
        """Go there; with fields, send them there."""
        data = None if fields is None else urlencode(fields, doseq=True).encode()
        try:
            answer = self._opener.open(urljoin(self.base, path), data, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return Answer(answer.status, answer.url, is_page, answer.read())

    def sign_in(self, account: str, password: str = PASSWORD) -> Answer:
        """Come in; the answer is the page one is met by."""
        page = self.get("/logg-inn")
        token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page.text)
        assert token, "the page to sign in on has no token"
        fields = {"csrf_token": token[1], "email": account, "password": password}
        answer = self.get("/logg-inn", dict(fields))
        assert urlsplit(answer.url).path != "/logg-inn", f"{account} could not sign in"
        return answer


def walk(
    visitor: Visitor,
    starts: Collection[str],
    kind_of: Callable[[str], str | None],
    also: Collection[str] = (),
) -> Iterator[tuple[str, Answer]]:
    """Follow links from these addresses; yields each of them, and one page of each kind found.

    An address without a kind is not followed. Those in ``also`` are gone through for their
    links, and count only where nothing of their kind has been seen.
    """
    first = [urljoin(visitor.base, start) for start in starts]
    waiting = deque([*first, *(urljoin(visitor.base, address) for address in also)])
    known = {kind_of(address) for address in waiting} | {None}
    seen: set[str] = set()
    while waiting:
        address = waiting.popleft()
        answer, kind = visitor.get(address), str(kind_of(address))
        if not answer.is_page:
            continue
        if kind not in seen or address in first:
            seen.add(kind)
            yield kind, answer
        for link in answer.links():
            its_kind = kind_of(link) if link.startswith(visitor.base) else None
            if its_kind not in known:
                known.add(its_kind)
                waiting.append(link)
