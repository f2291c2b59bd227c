"""Photographs every page of the demo, as everybody who may sign in, on a phone and a desktop.

``python -m tools.shots [account …]`` serves the demo, follows the links each account sees and
writes ``shots/<account>/<width>/<address>.png``. Pages that differ only in whose they are, or
in which week they show, are photographed once.
"""

import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tools import demo

SHOTS = demo.ROOT / "shots"
WIDTHS = {390: 844, 1280: 900}
PASSWORD = "demo-passord"  # noqa: S105 - printed on the demo's own front page
MOST_PAGES = 80  # an account; a demo that links further has a loop
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


def sign_in(page: Page, account: str) -> None:
    page.goto("/logg-inn")
    page.fill("[name=email]", account)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    if kind_of(page.url) == "logg-inn":
        raise SystemExit(f"{account} could not sign in.")


def pages_seen(page: Page) -> Iterator[str]:
    """Follow links from where the browser stands; yields a name for each new kind of page."""
    waiting, known = deque([page.url]), {kind_of(page.url)}
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        if not is_page(page, waiting.popleft()):
            continue
        yield kind_of(page.url)
        for link in page.locator("a[href]").all():
            address = str(link.evaluate("it => it.href")).split("#")[0]
            kind = kind_of(address)
            if is_ours(address) and kind not in known:
                known.add(kind)
                waiting.append(address)


def is_page(page: Page, address: str) -> bool:
    """Go there; a file that is downloaded instead is no page."""
    try:
        page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    return True


def path_of(address: str) -> str:
    return address.removeprefix(demo.ENVIRONMENT["BASE_URL"]).split("?")[0]


def is_ours(address: str) -> bool:
    return address.startswith(demo.ENVIRONMENT["BASE_URL"]) and not NOT_PAGES.search(
        path_of(address)
    )


def kind_of(address: str) -> str:
    return THING_OR_TIME.sub("/_", path_of(address)).strip("/").replace("/", ".") or "forside"


def photograph(browser: Browser, account: str | None, width: int) -> int:
    folder = SHOTS / (account or "uten-innlogging") / str(width)
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        base_url=demo.ENVIRONMENT["BASE_URL"],
        viewport={"width": width, "height": WIDTHS[width]},
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if account:
        sign_in(page, account)
    else:
        page.goto("/")
    taken = 0
    for name in pages_seen(page):
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        taken += 1
    context.close()
    return taken


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
            for width in WIDTHS:
                taken = photograph(browser, account, width)
                print(f"{account or 'nobody signed in'}, {width} px: {taken} pages", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
