"""Bad lines, two tabs, two phones, a full store, a wrong clock, a camera: nothing lost, nothing doubled, and each said plainly."""

from itertools import count

import pytest

from lianfang.accounts.actors import Actor
from lianfang.checkpoints.models import Tally
from lianfang.codes.services import codes_for
from lianfang.kernel.clock import now
from lianfang.screening.models import Door, DoorVisit
from lianfang.tasks.models import Visit
from tests.field import making
from tests.field.test_phone import COUNT, LOOKS, district, enrolled, unlock, until  # noqa: F401 - two are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CAMERA = """(text) => {
  window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    detect() { return Promise.resolve(window.seen ? [{ rawValue: text }] : []); }
  };
  const canvas = document.createElement("canvas");
  setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 50);
  navigator.mediaDevices.getUserMedia = (asked) => { window.asked = asked; return Promise.resolve(canvas.captureStream(5)); };
}"""
"""A camera before which a square is held once `seen` is set; this browser reads none by itself."""

AHEAD = """{
  const Real = Date;
  const off = 5 * 3600e3;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + off); }
    static now() { return Real.now() + off; }
  };
}"""
"""The clock of a phone that is five hours ahead."""
FILL = """() => new Promise((done) => {
  const asked = indexedDB.open("ballast", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("weights", { autoIncrement: true });
  const put = (size) => {
    const held = asked.result.transaction("weights", "readwrite");
    held.objectStore("weights").put(crypto.getRandomValues(new Uint8Array(size)));
    held.oncomplete = () => put(size);
    held.onabort = () => (size > 64 ? put(size >> 2) : done(asked.result.close()));
  };
  asked.onsuccess = () => put(65536);
})"""
"""Everything that this browser gives to the address is used up by something else."""
EMPTY = """() => new Promise((done) => { indexedDB.deleteDatabase("ballast").onsuccess = () => done(); })"""
QUOTA = 800_000


def press(page, times, where=".counter .big"):
    """As a thumb does; a tab that lies behind another is drawn once a second, and a click of the test would wait for it."""
    page.evaluate(
        """async ([where, times]) => {
          for (let at = 0; at < times; at += 1) {
            document.querySelectorAll(where)[at % 3 % document.querySelectorAll(where).length].click();
            await new Promise((done) => setTimeout(done, 5));
          }
        }""",
        [where, times],
    )


def refresh(page):
    page.evaluate("document.querySelector('#tools button').click()")


def flapping():
    """Of three calls one is taken and its answer lost, one is never heard, one goes through."""
    calls = count()

    def weather(route):
        kind = next(calls) % 3
        if kind == 0:
            route.fetch()
        if kind == 2:
            route.continue_()
        else:
            route.abort("connectionreset")

    return weather


def test_a_line_that_flaps_and_a_second_tab_double_nothing(screen, district, enrolled):  # noqa: F811
    screen.expected = ("net::", "Failed to load")
    page = enrolled("crew", LOOKS[0])
    other = page.context.new_page()
    other.goto(page.url)
    unlock(other)
    page.locator(".lines a").first.click()
    page.locator(".counter .big").first.wait_for()
    page.context.route("**/api/v1/sync/**", flapping())
    for at in range(4):
        press(page, 5)
        refresh(page)
        refresh(other)
        page.wait_for_timeout(60 * at)
        page.context.set_offline(True)
        press(page, 1)
        page.context.set_offline(False)
    for each in (page, other, page, other):
        refresh(each)
        page.wait_for_timeout(200)
    page.context.unroute("**/api/v1/sync/**")
    refresh(page)
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    until(lambda: "未发送" not in other.locator("#state").inner_text())
    assert Tally.kept.count() == 24
    other.close()


def test_two_phones_at_one_door_are_both_kept_and_each_is_told(screen, district, enrolled, browser, watcher):  # noqa: F811
    with watcher.resting():
        homes, _people = making.make_homes(district, 2)
        making.open_a_round(district)
    page = enrolled("worker", LOOKS[0])
    page.context.set_offline(True)
    screen.expected = ("net::",)
    with watcher.resting():
        door = Door.objects.get(household=homes[0])
        making.knock(Actor.of(district.users["secretary"]), door, "empty")
    record(page, homes[0], "done")
    page.context.set_offline(False)
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    assert sorted(DoorVisit.kept.values_list("outcome", flat=True)) == ["done", "empty"]
    assert Door.objects.get(pk=door.pk).is_disputed

    page.context.set_offline(True)
    with watcher.resting():
        making.knock(Actor.of(district.users["secretary"]), Door.objects.get(household=homes[1]), "not_at_home")
        Door.objects.filter(household=homes[1]).update(next_at=now())
    page.context.set_offline(False)
    page.locator("#tools button").first.click()
    page.locator(f"a[href='#/doors/{homes[1].pk}'] .says").filter(has_text="有人来过").wait_for()
    page.locator(f"a[href='#/doors/{homes[1].pk}']").click()
    page.locator(".notice").first.wait_for()
    screen.holds("field-seen")
    assert page.locator("form.panel").is_visible(), "it can be recorded again"


def record(page, home, outcome):
    page.locator(f"a[href='#/doors/{home.pk}']").click()
    page.locator(f"input[name='screening.door-outcome'][value={outcome}]").check()
    page.locator("form.panel button[type=submit]").click()
    page.locator(".filters").wait_for()


def test_a_full_store_loses_nothing_and_sending_makes_room(screen, district, enrolled):  # noqa: F811
    quota = {"origin": screen.address, "quotaSize": QUOTA}
    screen.page.context.new_cdp_session(screen.page).send("Storage.overrideQuotaForOrigin", quota)
    page = enrolled("crew", LOOKS[0])
    page.context.set_offline(True)
    screen.expected = ("net::",)
    page.locator(".lines a").first.click()
    page.locator(".counter .big").first.wait_for()
    press(page, 3)
    until(lambda: page.evaluate(COUNT, "outbox") == 3)
    page.evaluate(FILL)
    press(page, 1)
    page.locator("#toast:not([hidden])").filter(has_text="存储已满").wait_for()
    screen.holds("field-full")
    assert page.evaluate(COUNT, "outbox") == 3

    page.context.set_offline(False)
    refresh(page)
    until(lambda: Tally.kept.count() == 3), "what is kept goes out of a full store"
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    page.evaluate(EMPTY)
    press(page, 1)
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    refresh(page)
    until(lambda: Tally.kept.count() == 4)


def test_a_wrong_clock_and_a_camera(screen, district, enrolled, watcher):  # noqa: F811
    with watcher.resting():
        code = codes_for("people.household", [district.home.pk], actor=Actor.system("tests"))[district.home.pk]
    page = screen.page
    page.add_init_script(AHEAD)
    page.add_init_script(f"({CAMERA})({f'https://x/c/{code}'!r})")
    page = enrolled("worker", LOOKS[0])
    until(lambda: "300" in page.locator("#state").inner_text())

    page.locator(".scan").click()
    page.locator("dialog.camera").wait_for()
    screen.holds("field-camera")
    page.evaluate("window.seen = true")
    page.locator("form.panel").wait_for()
    assert page.evaluate("location.hash") == f"#/doors/{district.home.pk}"
    assert page.evaluate("window.asked.video.facingMode") == "environment"
    assert "audio" not in page.evaluate("window.asked")

    page.locator("input[value=reached]").check()
    page.locator("input[name$='tasks.people_at_home:household']").fill("3")
    page.locator("form.panel button[type=submit]").click()
    page.locator(".lines .done").wait_for()
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    visit = Visit.kept.get()
    assert abs((visit.happened_at - now()).total_seconds()) < 60
    assert (visit.raw_happened_at - visit.happened_at).total_seconds() > 4 * 3600


def test_only_the_camera_may_be_asked_for_and_only_here(client, db):
    allowed = client.get("/field/")["Permissions-Policy"]
    assert "camera=(self)" in allowed and "geolocation=()" in allowed and "microphone=()" in allowed
    assert client.get("/accounts/login/").get("Permissions-Policy", "camera=()").count("camera=()") == 1
