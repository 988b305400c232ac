"""A real browser for walks: it fails on anything the console says, on sideways scrolling and on barriers axe finds.

    @pytest.mark.browser
    @pytest.mark.parametrize("look", LOOKS, ids=str)
    def test_the_crew_counts_a_car(screen, look, crew):
        screen.login(crew).wears(look).opens("/checkpoints/")
        screen.press("button[name=in]")
        screen.holds("counted")

Whatever leads to another page is pressed with `press`, which waits until that page is there: a test that clicks and then
looks may still meet the page before. What changes within a page is waited for by `playwright.sync_api.expect`.
`holds` checks the page in both widths of the look and takes pictures, where LIANFANG_PICTURES names a folder.
"""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PATIENCE = 15_000
"""Milliseconds that something may take to come; whether it is quick, no test of a page says, and the machine is shared."""


@dataclass(frozen=True)
class Look:
    """How a page is looked at; the theme is "light", "dark" or "contrast".

    A walk is walked in one width, and each of its pages is checked in the widths of ``also`` too.
    """

    width: int
    language: str
    theme: str = "light"
    also: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{self.theme}"


PHONE, DESK = 390, 1440
LOOKS = [Look(PHONE, "zh-hans", also=(DESK,)), Look(DESK, "en", also=(PHONE,))]
"""Every page in each language at each width, and each width and each language walked through."""


class Screen:
    """A browser window on the test server."""

    def __init__(self, page: "Page", address: str) -> None:
        self.page, self.address, self.look = page, address, Look(DESK, "en")
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()
        """Parts of complaints that belong to the test: a refusal is a failed request to the console."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in self.expected):
            self.complaints.append(f"{message.text} {message.location}")

    def login(self, user: Any) -> "Screen":
        login(self.page, user, self.address)
        return self

    def wears(self, look: Look) -> "Screen":
        """Set width, language and theme from here on."""
        self.look = look
        widen(self.page, look.width)
        for name, value in {"language": look.language, "theme": look.theme}.items():
            self.page.context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return self

    def opens(self, path: str) -> "Screen":
        self.page.goto(self.address + path)
        return self

    def press(self, *places: "str | Locator") -> "Screen":
        """Press one after the other what leads to another page, and wait until that page is there whole."""
        with self.page.expect_navigation():
            for place in places:
                (self.page.locator(place) if isinstance(place, str) else place).click()
        settle(self.page)
        return self

    def holds(self, name: str) -> "Screen":
        """Nothing wrong on this page in the widths of the look once it has settled, and a picture of each."""
        settle(self.page)
        for width in (*self.look.also, self.look.width):
            self._holds(name, replace(self.look, width=width))
        return self

    def _holds(self, name: str, look: Look) -> None:
        if look.also:
            widen(self.page, look.width)
        snap(self.page, f"{name}-{look}")
        assert not self.complaints, self.complaints
        assert not sideways(self.page), f"wider than {look.width}: {sideways(self.page)}"
        barriers = barriers_on(self.page)
        assert not barriers, "\n".join([f"at {look.width}", *barriers])


def widen(page: "Page", width: int) -> None:
    """Set the width of the window, and wait until the page is drawn in it."""
    page.set_viewport_size({"width": width, "height": 844 if width < 960 else 900})
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def login(page: "Page", user: Any, address: str) -> None:
    """Log somebody in by a session of theirs."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])


def settle(page: "Page") -> None:
    """Wait until the page a press leads to is there whole: what looks at it must not meet a document half made."""
    page.wait_for_load_state("load")
    end = time.monotonic() + PATIENCE / 1000
    while not _is_whole(page):
        assert time.monotonic() < end, "the page never came"
        time.sleep(0.02)


def _is_whole(page: "Page") -> bool:
    """Asked from here: a page's policy lets nothing be evaluated in it again and again."""
    from playwright.sync_api import Error

    try:
        return bool(page.evaluate("document.readyState === 'complete' && document.body !== null"))
    except Error:
        return False  # it went away while it was asked


def snap(page: "Page", name: str) -> None:
    """Keep a picture of the whole page under the folder LIANFANG_PICTURES names; none without it."""
    if folder := os.environ.get("LIANFANG_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sideways(page: "Page") -> list[str]:
    """What sticks out of the window, if the page scrolls sideways."""
    return page.evaluate("""() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const right = (e) => Math.round(e.getBoundingClientRect().right);
      const out = (e) => right(e) > width + 1 && e.checkVisibility() && !e.closest(".table-wrap, .chart-picture");
      const name = (e) => `${e.tagName.toLowerCase()}.${e.className} to ${right(e)}`;
      return ["page", ...[...document.body.querySelectorAll("*")].filter(out).slice(0, 8).map(name)];
    }""")


def barriers_on(page: "Page") -> list[str]:
    """What axe finds against WCAG 2.2 AA and its best practices, each in a line."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT + "; 0")
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    return [f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("left out: no browser on this machine")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def screen(browser: "Browser", live_server: Any) -> Iterator[Screen]:
    context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Shanghai", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield Screen(page, live_server.url)
    context.close()


@pytest.fixture
def page(screen: Screen) -> "Page":
    """The bare page, for a walk that checks by itself."""
    return screen.page
