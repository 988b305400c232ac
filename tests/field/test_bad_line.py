"""A working day over a line of 15 kB a second, with two seconds of delay, where one exchange in ten is cut in the middle.

The line is a real one (`lines.BadLine`): the page, the service worker and every call go through it. So that the test takes
seconds, everything of time runs ten times as fast: ten times the bytes a second, a tenth of the delay, and the phone's own
pauses a tenth. ``LIANFANG_LINE_FASTER=1 .venv/bin/pytest -s tests/field/test_bad_line.py`` runs it as it is and says the times.
"""

import os
import time
from contextlib import suppress

import pytest
from django.db import connection
from playwright.sync_api import Error

from lianfang.accounts.actors import Actor
from lianfang.sync import services
from tests.field import making
from tests.field.lines import BadLine
from tests.field.serving import Server
from tests.field.test_phone import COUNT, PIN, district, until  # noqa: F401 - one is a fixture
from tests.field.test_walk import KNOCK

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server works on a copy of the file"),
]
FASTER = int(os.environ.get("LIANFANG_LINE_FASTER", "10"))
BYTES_A_SECOND, LATENCY, LOSS = 15_000, 2.0, 0.1
DOORS, TOMORROW = 40, "9-9-909"
HASTE = (
    f"const wait = setTimeout; globalThis.setTimeout = (work, pause, ...more) => wait(work, pause / {FASTER}, ...more);"
)
WAITS = """() => {
  window.waited = [];
  addEventListener("submit", () => {
    const began = performance.now();
    const look = () => {
      if (document.querySelector(".filters")) window.waited.push(performance.now() - began);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
}"""
"""How long after a press of *Record* the list stands there again, in milliseconds."""


@pytest.fixture
def codes(district, watcher):  # noqa: F811
    """A worker with a round of forty doors and one more, and codes to enrol by where the line breaks."""
    with watcher.resting():
        making.make_homes(district, DOORS)
        making.open_a_round(district)
        officer, worker = Actor.of(district.users["office"]), district.users["worker"].pk
        return [services.open_pairing(actor=officer, user=worker, label=f"手机{each}")[1] for each in range(3)]


@pytest.fixture
def server(codes, tmp_path):
    server = Server(tmp_path)
    server.takes_over()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def line(server):
    line = BadLine(server.port, BYTES_A_SECOND * FASTER, LATENCY / FASTER, LOSS)
    with line.standing():
        yield line


@pytest.fixture
def phone(browser, line):
    """A browser that reaches the server by this line alone."""
    context = browser.new_context(base_url=f"http://localhost:{line.port}", viewport={"width": 390, "height": 844})
    context.add_init_script("localStorage.setItem('field-language', 'zh')")
    if FASTER != 1:
        context.add_init_script(HASTE)
    context.set_default_timeout(30_000 if FASTER > 1 else 300_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def told(line):
    """Say how long something took, in seconds as they would be on the line itself."""
    began = [time.monotonic()]

    def told(what):
        now = time.monotonic()
        print(
            f"{what}: {(now - began[0]) * FASTER:.0f} s, {line.down.carried / 1000:.0f} kB, cut {line.cut} of {line.exchanges}"
        )
        began[0] = now

    return told


def opens(page):
    """From cold, as a person does: again where even the first page did not come."""
    for _again in range(5):
        with suppress(Error):
            page.goto("/field/", timeout=60_000 / FASTER)
            page.locator("#pin").wait_for()
            return
    raise AssertionError("the application never came")


def enrols(page, codes):
    """With the next code where the line broke after one was used."""
    for code in codes:
        for name, value in {"code": code, "pin": PIN, "again": PIN}.items():
            page.fill(f"#{name}", value)
        page.click("button[type=submit]")
        page.locator(".error:not([hidden]), #tools button").first.wait_for()
        if page.locator("#tools button").count():
            return
    raise AssertionError("three codes and no phone")


def test_a_bad_line_is_enough_for_a_working_day(server, district, codes, phone, line, told):  # noqa: F811
    opens(phone)
    told("first load")
    enrols(phone, codes)
    phone.locator("a[href^='#/doors/']").nth(DOORS - 1).wait_for()
    told("enrolling and the first slice")

    phone.evaluate(WAITS)
    phone.locator(".filters button").nth(1).click()
    refresh = phone.locator("#tools button").first
    for _ten in range(4):
        phone.evaluate(KNOCK, DOORS // 4)
        refresh.click()
    waited = phone.evaluate("window.waited")
    assert len(waited) == DOORS and max(waited) < 1_000, "a save never waits for the line"
    told("forty doors")
    until(lambda: presses_until_sent(phone), seconds=600 / FASTER)
    told("the rest of forty records")
    assert server.holds("screening_doorvisit") == DOORS

    server.changes(f"UPDATE people_household SET door = '{TOMORROW}' WHERE door = '{district.home.door}'")
    until(lambda: presses_until_shown(phone, TOMORROW), seconds=600 / FASTER)
    told("the slice of the day after")
    phone.reload()
    phone.locator("#pin").wait_for()
    told("opened again")
    assert line.cut > 1, "the weather was too good"


def presses_until_shown(page, door):
    press(page)
    return page.locator(f"li[data-digits='{door.replace('-', '')}']").count() == 1


def press(page):
    """As somebody does who wants to go home: again, when the phone no longer says that it is at it."""
    if "正在收发" not in page.locator("#state").inner_text():
        page.locator("#tools button").first.click()
    page.wait_for_timeout(300)


def presses_until_sent(page):
    press(page)
    return page.evaluate(COUNT, "outbox") == 0
