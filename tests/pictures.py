"""The pictures of the README, taken of a demonstration that runs: ``python -m tests.pictures http://127.0.0.1:8000``.

They replace those under ``docs/pictures``. Nothing is changed in the demonstration but that a phone is enrolled.
"""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser import DESK, FLAGS, PHONE, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
HEIGHTS = {DESK: 1000, PHONE: 844}
PICTURES = (
    ("picture", "command", "/", "", DESK, "en"),
    ("pad", "crew", "/", "", PHONE, "zh-hans"),
    ("inbox", "worker", "/tasks/", "", PHONE, "en"),
    ("round", "secretary", "/screening/", "main tbody a", DESK, "en"),
)
"""Name, who looks, at what, what is pressed there, how wide, in which language."""
PASSWORD, PIN = "lianfang-demo", "246813"


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, who, path, pressed, width, language in PICTURES:
            page = _logged_in(browser, address, who, width, language)
            page.goto(address + path)
            if pressed:
                with page.expect_navigation():
                    page.locator(pressed).first.click()
            _snap(page, name)
        _snap(_phone(browser, address), "phone")
        browser.close()


def _logged_in(browser: "Browser", address: str, who: str, width: int, language: str) -> "Page":
    context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, timezone_id="Asia/Shanghai")
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    return page


def _phone(browser: "Browser", address: str) -> "Page":
    """The worker's phone as the office enrols it, with the day's doors and no signal any more."""
    office = _logged_in(browser, address, "office", DESK, "en")
    office.goto(f"{address}/field/phones/new/")
    worker = office.locator("select[name=user] option", has_text="(worker)").get_attribute("value")
    office.select_option("select[name=user]", worker)
    office.fill("input[name=label]", "black phone")
    with office.expect_navigation():
        office.press("input[name=label]", "Enter")
    link = office.locator("text=#pair=").first.inner_text()
    page = browser.new_context(viewport={"width": PHONE, "height": HEIGHTS[PHONE]}, locale="en").new_page()
    page.goto(link.strip())
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=60_000)
    page.context.set_offline(True)
    return page


def _snap(page: "Page", name: str) -> None:
    settle(page)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
