"""A post at work: chromium on three phones, the program as it is served, and hands that take the time hands take.

The same once more with JavaScript off, where every press loads a page: that is the baseline. At the end what the
database counted is what was pressed, whichever phone pressed it, or the bench ends with a sentence.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from benchmarks.hands import THINK, Hands
from benchmarks.lines import Line, p95
from benchmarks.place import tell
from benchmarks.serving import served

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Locator, Page

PHONES = 3
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PLAIN = "the same without JavaScript: a page for each press"


@dataclass(frozen=True)
class Size:
    """Presses of one phone that are timed, exceptions that are timed, and seconds for which three phones work at once."""

    presses: int
    exceptions: int
    seconds: float


SIZES = {"tiny": Size(2, 1, 1.0), "quick": Size(15, 3, 15.0), "usual": Size(40, 8, 60.0), "full": Size(80, 15, 180.0)}


@dataclass
class Taken:
    """What one way of working took: presses and exceptions in seconds, vehicles an hour."""

    presses: list[float] = field(default_factory=list)
    press_waits: list[float] = field(default_factory=list)
    scanned: list[Hands] = field(default_factory=list)
    typed: list[Hands] = field(default_factory=list)
    an_hour: float = 0.0
    crowd_waits: list[float] = field(default_factory=list)
    pressed: int = 0
    stopped: int = 0


def measure(size: str) -> Iterator[Line]:
    """One tally, one exception, and vehicles an hour of three phones at one post."""
    if shutil.which("chromium") is None:
        raise click.ClickException("This bench needs chromium.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from lianfang.checkpoints.tests.make import make_cast

    cast = make_cast()
    _note_a_risk_area(cast)
    keys = [_session(_crew(cast, phone)) for phone in range(PHONES)]
    with served() as address:
        ours, plain = asyncio.run(_both(address, f"/checkpoints/{cast.post.pk}/", keys, SIZES[size]))
    _check(ours, plain)
    yield from _lines(ours, plain)


async def _both(address: str, post: str, keys: list[str], size: Size) -> tuple[Taken, Taken]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ours = await _work(browser, address + post, keys, size, scripts=True)
        plain = await _work(browser, address + post, keys, size, scripts=False)
        await browser.close()
    return ours, plain


async def _work(browser: "Browser", post: str, keys: list[str], size: Size, *, scripts: bool) -> Taken:
    tell(f"{'with' if scripts else 'without'} JavaScript: {size.presses} presses, {size.exceptions} exceptions")
    taken = Taken()
    async with _phones(browser, post, keys, scripts=scripts) as phones:
        for _press in range(size.presses + 1):
            await _timed_press(phones[0], taken, scripts=scripts)
        taken.presses, taken.press_waits = taken.presses[1:], taken.press_waits[1:]
        for _number in range(size.exceptions):
            taken.scanned.append(await _exception(phones[0], post, scans=True, scripts=scripts))
            taken.typed.append(await _exception(phones[0], post, scans=False, scripts=scripts))
            taken.stopped += 2
        tell(f"three phones for {size.seconds:.0f} seconds")
        await _crowd(phones, size.seconds, taken, scripts=scripts)
    return taken


@asynccontextmanager
async def _phones(browser: "Browser", post: str, keys: list[str], *, scripts: bool) -> "AsyncIterator[list[Page]]":
    contexts = [await _context(browser, post, key, scripts=scripts) for key in keys]
    pages = [await context.new_page() for context in contexts]
    for page in pages:
        await page.goto(post)
    yield pages
    for context in contexts:
        await context.close()


async def _context(browser: "Browser", post: str, key: str, *, scripts: bool) -> "BrowserContext":
    from django.conf import settings

    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=scripts, locale="zh-CN"
    )
    context.set_default_timeout(20_000)
    await context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": post}])
    return context


async def _timed_press(page: "Page", taken: Taken, *, scripts: bool) -> None:
    """Look how many are on board, press the number, see that it counts."""
    hands = Hands()
    await hands.think()
    await _press(page, hands, scripts=scripts)
    taken.presses.append(hands.taken)
    taken.press_waits += hands.waits
    taken.pressed += 1


async def _press(page: "Page", hands: Hands, *, scripts: bool) -> None:
    """One press, until the line above the pad says that it counts."""
    button = page.locator("form[data-press] button[name=people][value='2']").first
    if not scripts:
        async with page.expect_navigation():
            await hands.press(button, lambda: page.wait_for_selector("#toasts .toast, [role=status]", state="attached"))
        return
    old = await page.locator("#counts").element_handle()
    await hands.press(button, lambda: page.wait_for_function("(old) => !old.isConnected", arg=old, polling="raf"))


async def _exception(page: "Page", post: str, *, scans: bool, scripts: bool) -> Hands:
    """Somebody from a high-risk area: plate, temperature, where they were, the proposal, who it is, recorded.

    With scripts Enter moves on from field to field; without, each is pointed at.
    """
    hands, who = Hands(), _somebody()
    to = hands.enter if scripts else hands.point

    def field(name: str) -> "Locator":
        return page.locator(f"[name={name}]")

    await hands.press(page.locator("a[href$='/stop/']").first, lambda: page.wait_for_selector("form.stop"))
    await hands.type(field("plate"), who["plate"])
    if scripts:
        await to(field("occupants"))
    await hands.think()
    await hands.type(await to(field("people-0-first_reading")), "36.5")
    await hands.think()
    await hands.choose(await to(field("people-0-been_in")), "沈阳", _risk_place())
    await hands.press(
        page.locator("button[name=judge]"), lambda: page.wait_for_selector("button[name=confirm]", state="attached")
    )
    await hands.think()
    await hands.type(field("people-0-name"), who["name"])
    await (hands.scan if scans else hands.type)(await to(field("people-0-id_number")), who["id_number"])
    await hands.type(await to(field("people-0-phone")), who["phone"])
    await hands.choose(await to(field("people-0-destination_path")), "河东", "河东社区")
    await hands.type(await to(field("people-0-destination")), "3-1-502")
    await hands.think()
    await hands.press(page.locator("button[name=confirm]"), lambda: page.wait_for_url("**/checkpoints/checks/**"))
    await page.goto(post)
    return hands


def _somebody() -> dict[str, str]:
    """Somebody new each time."""
    from lianfang.people.tests.make import id_number, phone

    number = phone()
    return {"name": "张远行", "id_number": id_number(), "phone": number, "plate": f"辽F{number[-5:]}"}


async def _crowd(phones: "list[Page]", seconds: float, taken: Taken, *, scripts: bool) -> None:
    """Three people press as their hands allow, each waiting for the answer before looking at the next vehicle."""
    until = perf_counter() + seconds

    async def work(page: "Page") -> list[float]:
        hands = Hands(pace=1.0)
        while perf_counter() < until:
            await hands.think()
            await _press(page, hands, scripts=scripts)
            taken.pressed += 1
        return hands.waits

    began, before = perf_counter(), taken.pressed
    for waits in await asyncio.gather(*(work(page) for page in phones)):
        taken.crowd_waits += waits
    taken.an_hour = (taken.pressed - before) * 3600 / (perf_counter() - began)


def _lines(ours: Taken, plain: Taken) -> Iterator[Line]:
    looked = {"aim": 2, "thoughts": 1, "points": 1}
    yield Line("checkpoint.tally", median(ours.presses), "s", PLAIN, median(plain.presses), looked)
    alone = [median(way.presses) - THINK for way in (ours, plain)]
    yield Line("checkpoint.tally.the_press_alone", alone[0], "s", PLAIN, alone[1], {"aim": 2, "points": 1})
    yield Line("checkpoint.tally.machine.p95", _ms(ours.press_waits), "ms", PLAIN, _ms(plain.press_waits))
    yield _exceptions("card laid on the reader", ours.scanned, plain.scanned)
    yield _exceptions("ID number typed", ours.typed, plain.typed)
    waited = [1000 * median(each.waited for each in (*way.scanned, *way.typed)) for way in (ours, plain)]
    yield Line("checkpoint.exception.machine", waited[0], "ms", PLAIN, waited[1])
    yield Line(
        "checkpoint.vehicles_an_hour",
        ours.an_hour,
        "vehicles/h",
        PLAIN,
        plain.an_hour,
        {"phones": PHONES, "aim": 450},
        more_is_better=True,
    )
    yield Line("checkpoint.three_phones.machine.p95", _ms(ours.crowd_waits), "ms", PLAIN, _ms(plain.crowd_waits))


def _exceptions(how: str, ours: list[Hands], plain: list[Hands]) -> Line:
    one = ours[0]
    params = {"how": how, "aim": 40, "keys": one.keys, "points": one.points, "thoughts": one.thoughts}
    took, without = (median(each.taken for each in way) for way in (ours, plain))
    return Line("checkpoint.exception", took, "s", PLAIN, without, params)


def _ms(waits: list[float]) -> float:
    return 1000 * p95(waits)


def _check(*ways: Taken) -> None:
    """Whatever was pressed was counted once. Raises ClickException."""
    from lianfang.checkpoints.models import Tally, VehicleCheck
    from lianfang.tasks.models import HandOver

    wanted = sum(way.pressed for way in ways), sum(way.stopped for way in ways)
    counted = Tally.kept.count(), VehicleCheck.kept.count()
    if counted != wanted or HandOver.objects.count() != wanted[1]:
        raise click.ClickException(f"Pressed {wanted}, counted {counted}: presses were lost or doubled.")


def _session(user: Any) -> str:
    from django.conf import settings

    from lianfang.checkpoints.tests.make import logged_in

    return str(logged_in(user).cookies[settings.SESSION_COOKIE_NAME].value)


def _crew(cast: Any, number: int) -> Any:
    """Somebody of the post's crew, with the role that a place has for it."""
    from lianfang.accounts.models import User
    from lianfang.accounts.services import give
    from lianfang.accounts.services.grants import Reach
    from lianfang.checkpoints.tests.make import SYSTEM
    from lianfang.orgs.services import add_member

    user = User(username=f"crew{number}", name="值守员")
    user.set_unusable_password()
    user.save(force_insert=True)
    give(actor=SYSTEM, user=user.pk, role="crew", over=Reach(unit_path=cast.post.unit_path))
    add_member(actor=SYSTEM, unit=cast.post.unit, user=user)
    return user


def _note_a_risk_area(cast: Any) -> None:
    from lianfang.checkpoints.tests.make import make_risk_area

    make_risk_area(cast.response, level="high")


def _risk_place() -> str:
    from lianfang.risk.tests.make import PLACE

    return PLACE
