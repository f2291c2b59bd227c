"""A browser without a screen for the long runs: one connection, cookies, hidden fields."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

Form = dict[str, str] | list[tuple[str, str]]
PASSWORD = "demo-passord"  # noqa: S105 - the demo's own
STATEMENTS = "X-Statements"  # the header in which a counted server says how many it sent
_HIDDEN = re.compile(r'name="(csrf_token|engagement_id)"[^>]*value="([^"]+)"')
_CHOICE = re.compile(
    r'<select[^>]*name="engagement_id".*?<option[^>]*value="([0-9a-f-]{36})"', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody at a browser; the connection is kept open between two requests."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def request(self, method: str, path: str, form: Form | None = None, **headers: str) -> Answer:
        """Send once; raise OSError or HTTPException when there is no answer."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None if form is None else urlencode(form)
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            answer = self._exchange(method, path, body, sent)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def hang_up(self) -> None:
        """Close the connection: the server closes it, too, when nothing is said for a while."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def sign_in(self, email: str) -> None:
        """Sign in as one of the demo's people."""
        page = self.request("GET", "/logg-inn")
        form = {"email": email, "password": PASSWORD, **hidden(page.text)}
        assert self.request("POST", "/logg-inn", form).status == 303, email


def hidden(page: str) -> dict[str, str]:
    """Return the fields a form carries unseen, and the first of the jobs it lets one choose."""
    found = dict(_HIDDEN.findall(page))
    choice = _CHOICE.search(page)
    return found | ({"engagement_id": choice[1]} if choice else {})
