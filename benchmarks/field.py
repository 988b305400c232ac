"""The field application on a slow phone: chromium with its processor and network throttled, the program as it is served.

A leader of a grid with three hundred doors opens the page for the first time, then again without a network; then records
while five thousand records wait in the store.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from django.db import connection

from benchmarks.district import BENCH
from benchmarks.lines import Line, p50, p95
from benchmarks.place import tell
from benchmarks.serving import served
from benchmarks.wards import make_wards
from lianfang.accounts.models import User
from lianfang.sync.services import open_pairing

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PHONE = {"viewport": {"width": 390, "height": 844}}
SLOWER = 6
"""Times slower than this machine's processor."""
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A slow mobile network: milliseconds, and bytes a second."""
SIZES = {
    "tiny": (10, 20, 3, 1),
    "quick": (300, 5_000, 30, 3),
    "usual": (300, 5_000, 100, 7),
    "full": (300, 5_000, 100, 7),
}
"""Doors, records in the store, records saved, visits of each kind."""
PIN = "246813"
APPEARS = """() => {
  const look = () => { if (document.querySelector("#pin")) window.answersAt = performance.now(); else requestAnimationFrame(look); };
  requestAnimationFrame(look);
}"""
"""When the first field stands on the page and the page draws again: from then on it answers."""
FILL = """async (many) => {
  const outbox = await import("/field/app/outbox.js");
  const { current } = await import("/field/app/session.js");
  const one = { kind: "checkpoints.tally", about: crypto.randomUUID(), values: { direction: "in", vehicles: 1, people: 2 } };
  for (let at = 0; at < many; at += 50) await outbox.keep(current, Array(Math.min(50, many - at)).fill(one));
}"""
SAVE = """async (many) => {
  const { keep } = await import("/field/app/contact.js");
  const taken = [];
  for (let at = 0; at < many; at += 1) {
    const began = performance.now();
    await keep({ kind: "checkpoints.tally", about: crypto.randomUUID(), values: { direction: "in", vehicles: 1, people: 2 } });
    taken.push(performance.now() - began);
  }
  return taken;
}"""
"""From the press to the line that says what is not sent yet: sealed, locked, on the disk, counted, drawn."""


def measure(size: str) -> Iterator[Line]:
    """Raises ClickException without a browser."""
    doors, kept, saves, turns = SIZES[size]
    if shutil.which("chromium") is None:
        raise click.ClickException("This bench needs chromium.")
    tell(f"field: a grid of {doors} doors")
    list(make_wards(1, 0, doors))
    user = User.objects.get(username__startswith="leader")
    _made, code = open_pairing(actor=BENCH, user=user.pk, label="测算手机")
    connection.close()
    with served() as address, _chromium() as browser:
        yield from _loads(browser, address, turns)
        with _phone(browser, address) as phone:
            yield from _opens(phone, code, doors)
            yield from _saves(phone, kept, saves)


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield running
        running.close()


@dataclass
class Phone:
    """One browser with a store of its own, throttled."""

    context: "BrowserContext"
    page: "Page"
    wire: "CDPSession"
    address: str
    bytes: int = 0

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)

    def heard(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


@contextmanager
def _phone(browser: Any, address: str) -> Iterator[Phone]:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    wire.send("Network.emulateNetworkConditions", LINE)
    phone = Phone(context, page, wire, address)
    wire.on("Network.loadingFinished", lambda event: phone.heard(event))
    page.add_init_script(f"({APPEARS})()")
    yield phone
    context.close()


PARAMS = {"slower": SLOWER, "latency_ms": LINE["latency"], "bytes_a_second": LINE["downloadThroughput"]}


def _loads(browser: Any, address: str, turns: int) -> Iterator[Line]:
    """What is carried over the network at the first visit, and when the page answers, then and from its own store."""
    first, again, login, carried, plain = [], [], [], 0, 0
    for _turn in range(turns):
        with _phone(browser, address) as phone:
            phone.opens("/accounts/login/")
            login.append(_loaded(phone) / 1000)
        with _phone(browser, address) as phone:
            phone.opens("/field/")
            first.append(_answers(phone))
            phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            carried, plain = phone.bytes, _plain(phone)
            phone.context.set_offline(True)
            phone.page.reload()
            again.append(_answers(phone))
    params = {**PARAMS, "turns": turns}
    yield Line("field.first_load", carried / 1000, "kB", "the same files unpacked", plain / 1000, params)
    yield Line("field.first_interactive", p50(first), "s", "the login page of the desk", p50(login), params)
    yield Line("field.interactive", p50(again), "s", "its first visit, over the network", p50(first), params)


def _answers(phone: Phone) -> float:
    """Seconds from the beginning of the visit until the first field stands there."""
    phone.page.locator("#pin").wait_for(timeout=120_000)
    while (at := phone.page.evaluate("window.answersAt ?? null")) is None:
        time.sleep(0.01)
    return float(at) / 1000


def _loaded(phone: Phone) -> float:
    return float(phone.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart"))


def _plain(phone: Phone) -> int:
    said = "performance.getEntries().reduce((sum, each) => sum + (each.transferSize ? each.decodedBodySize : 0), 0)"
    return int(phone.page.evaluate(said))


def _opens(phone: Phone, code: str, doors: int) -> Iterator[Line]:
    """From the PIN to the list of the day; slowing down who guesses PINs takes its share on purpose."""
    page = phone.page
    phone.opens(f"/field/#pair={code}")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=120_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.opens("/field/")
    page.fill("#pin", PIN)
    began = time.perf_counter()
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=120_000)
    taken = time.perf_counter() - began
    alone = page.evaluate(
        """async (pin) => {
          const session = await import("/field/app/session.js");
          const began = performance.now();
          await session.unlock(session.current.device, pin);
          return performance.now() - began;
        }""",
        PIN,
    )
    yield Line("field.open", taken, "s", "the PIN alone: 600,000 rounds", alone / 1000, {**PARAMS, "doors": doors})


def _saves(phone: Phone, kept: int, saves: int) -> Iterator[Line]:
    empty = phone.page.evaluate(SAVE, saves)
    tell(f"field: {kept:,} records are put into the store")
    phone.page.evaluate(FILL, kept)
    full = phone.page.evaluate(SAVE, saves)
    params = {**PARAMS, "in_store": kept, "saves": saves}
    for name, part in (("p50", p50), ("p95", p95)):
        yield Line(f"field.save.{name}", part(full), "ms", "the same in an empty store", part(empty), params)
