"""Photographs every page of the demo, as everybody who may sign in, on a phone and a desktop.

``python -m tools.shots [account …]`` serves the demo, follows the links each account sees and
writes ``shots/<account>/<width>/<address>.png``. Pages that differ only in whose they are, or
in which week they show, are photographed once.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tools import demo
from tools.crawl import Visitor, walk

SHOTS = demo.ROOT / "shots"
WIDTHS = {390: 844, 1280: 900}
THING_OR_TIME = re.compile(r"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d-]*|[\w-]{30,})(?=/|$)")
NOT_PAGES = re.compile(r"\.(ics|csv|json|png|txt)$|^/(sprak|static)/")


def accounts() -> list[str]:
    said = subprocess.run(
        demo.flask("demo", "accounts"),
        cwd=demo.ROOT,
        env=demo.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return re.findall(r"[\w.]+@[\w.]+", said.stdout)


def wait_until_up() -> None:
    for _ in range(300):
        try:
            urlopen(f"{demo.ENVIRONMENT['BASE_URL']}/healthz").close()  # noqa: S310 - our own
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The demo did not start.")


def kind_of(address: str) -> str | None:
    """Return a name for the kind of page; None for what is no page."""
    path = urlsplit(address).path
    if NOT_PAGES.search(path):
        return None
    return THING_OR_TIME.sub("/_", path).strip("/").replace("/", ".") or "forside"


def photograph(browser: Browser, account: str | None) -> None:
    base = demo.ENVIRONMENT["BASE_URL"]
    visitor = Visitor(base)
    start = visitor.sign_in(account).url if account else base
    found = [(kind, page.url) for kind, page in walk(visitor, [start], kind_of)]
    cookies = {it.name: it.value or "" for it in visitor.cookies}
    for width in WIDTHS:
        folder = SHOTS / (account or "uten-innlogging") / str(width)
        folder.mkdir(parents=True, exist_ok=True)
        with screen(browser, width, cookies) as page:
            for kind, url in found:
                page.goto(url)
                page.screenshot(path=folder / f"{kind}.png", full_page=True)
    print(f"{account or 'nobody signed in'}: {len(found)} pages", flush=True)


@contextmanager
def screen(browser: Browser, width: int, cookies: dict[str, str]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )
    base = demo.ENVIRONMENT["BASE_URL"]
    context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in cookies.items()]
    )
    yield context.new_page()
    context.close()


def main(chosen: list[str]) -> int:
    demo.make_database()
    found = subprocess.run([demo.ROOT / "tools/find_chromium.sh"], capture_output=True, check=False)
    if not found.stdout:
        print("No Chromium found: apt install chromium, or set CHROMIUM")
        return 1
    with demo.running(), sync_playwright() as playwright:
        wait_until_up()
        browser = playwright.chromium.launch(
            executable_path=found.stdout.decode().strip(), args=["--no-sandbox"]
        )
        people: list[str | None] = [*chosen] if chosen else [None, *accounts()]
        for account in people:
            photograph(browser, account)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
