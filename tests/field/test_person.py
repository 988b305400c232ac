"""Several people use one phone in turn, in the browser: an own PIN, own records, and nothing of the other to be seen."""

import pytest
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.checkpoints.models import Shift, ShiftTaken, Tally
from lianfang.sync import services
from lianfang.sync.models import Device
from lianfang.sync.purposes import Purpose
from tests.browser import PHONE, Look
from tests.field.test_phone import COUNT, SILENCE, district, enrolled, until, watch_requests  # noqa: F401 - some are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PINS = {"crew": "246813", "second": "135791"}
DARK = Look(PHONE, "en", "dark")
AGED = """() => new Promise((done) => {
  const asked = indexedDB.open("lianfang-field");
  asked.onsuccess = () => {
    const meta = asked.result.transaction("meta", "readwrite").objectStore("meta");
    meta.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) { asked.result.close(); done(); return; }
      if (cursor.key.endsWith("|received")) cursor.update(cursor.value - 25 * 3600 * 1000);
      cursor.continue();
    };
  };
})"""
"""Yesterday was the last contact."""


@pytest.fixture
def shared(district, watcher):  # noqa: F811
    """A phone of the western committee for its post, and a second person of its crew."""
    with watcher.resting():
        second = User.objects.create(username="second", name="second")
        first = Grant.objects.filter(user=district.users["crew"]).first()
        Grant.objects.create(user=second, role=first.role, area_path=first.area_path, unit_path=first.unit_path)
        district.users["second"] = second
        unit = district.units["河西社区居委会"].path
        officer = Actor.of(district.users["office"])
        return services.open_shared_phone(actor=officer, unit_path=unit, label="东门手机", doors=[Purpose.POST])


@pytest.fixture
def both(screen, district, shared, watcher):  # noqa: F811
    """The phone with both enrolled, the second one logged in."""

    def code(role):
        with watcher.resting():
            officer = Actor.of(district.users["office"])
            return services.add_person(actor=officer, phone=shared.pk, user=district.users[role].pk)[1]

    def join(page, role):
        page.fill("#pin", PINS[role])
        page.fill("#again", PINS[role])
        page.click("button[type=submit]")
        page.locator(".lines a").first.wait_for(timeout=20_000)

    page = screen.wears(DARK).page
    page.emulate_media(color_scheme="dark")
    page.add_init_script("localStorage.setItem('field-language', 'en')")
    asking = watch_requests(page)
    screen.opens(f"/field/#pair={code('crew')}")
    join(page, "crew")
    change(page)
    page.locator("button.quiet").last.click()
    page.fill("#code", code("second"))
    join(page, "second")
    yield page
    page.context.set_offline(False)
    page.evaluate(SILENCE)
    until(lambda: page.evaluate("true") and not asking)
    page.goto("about:blank")


def change(page):
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Change the person").click()
    page.locator("#pin").wait_for()


def log_in(page, role, at, pin=""):
    page.locator("input[name=device]").nth(at).check()
    page.fill("#pin", pin or PINS[role])
    page.click("button[type=submit]")


def says_left(page, tries):
    """Whether the phone says how many tries are left; after the last one the person is gone from it."""
    if not tries:
        return page.locator("input[name=device]").count() == 0
    error = page.locator(".error:not([hidden])")
    return error.count() and error.inner_text().endswith(f" {tries}.")


def press(page, people):
    page.locator(".lines a").first.click()
    page.locator(".counter .big").nth(people - 1).click()
    page.locator(".pressed button").wait_for()


def offline(page, screen):
    page.context.set_offline(True)
    screen.expected = ("ERR_INTERNET_DISCONNECTED", "net::", "410", "403")


def online(page):
    page.context.set_offline(False)
    until(lambda: page.evaluate("navigator.onLine"))


def empty(page):
    """Everything has been delivered."""
    until(lambda: page.evaluate(COUNT, "outbox") == 0)


def test_each_signs_an_own_record_and_it_goes_out_with_nobody_logged_in(screen, district, both):  # noqa: F811
    page = both
    offline(page, screen)
    press(page, 5)
    until(lambda: "5 people" in page.locator(".notice .says").inner_text())
    change(page)
    screen.holds("field-who")
    assert "second" not in page.locator("body").inner_text(), "a locked phone tells a first character and no name"
    log_in(page, "second", 0)
    page.locator(".error:not([hidden])").wait_for()
    log_in(page, "crew", 0)
    page.locator(".lines a").first.wait_for()
    press(page, 2)
    until(lambda: "2 people" in page.locator(".notice .says").inner_text()), "of the other's presses nothing is shown"

    page.reload()
    page.locator("#pin").wait_for()
    for left in range(9, -1, -1):
        log_in(page, "second", 1, pin="000000")
        until(lambda n=left: says_left(page, n))
    assert page.locator("input[name=device]").count() == 0, (
        "ten wrong PINs cost one person their work, and nobody a record"
    )
    online(page)
    empty(page)
    recorded = dict(Tally.kept.values_list("recorded_by", "people"))
    assert recorded == {f"user:{district.users['second'].pk}": 5, f"user:{district.users['crew'].pk}": 2}


def test_who_is_taken_from_the_phone_is_wiped_alone(screen, district, both):  # noqa: F811
    page = both
    offline(page, screen)
    press(page, 3)
    change(page)
    office = Client()
    office.force_login(district.users["office"], backend="allauth.account.auth_backends.AuthenticationBackend")
    office.post(f"/field/phones/{Device.objects.get(user=district.users['second']).pk}/revoke/")
    online(page)
    empty(page)
    until(lambda: page.locator("input[name=device]").count() == 0)
    tally = Tally.kept.get()
    assert tally.would_have_been_refused.code == "sync.after_revoking"
    page.fill("#pin", PINS["crew"])
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for()
    assert page.evaluate(COUNT, "items") > 0, "the other goes on"

    offline(page, screen)
    page.evaluate(AGED)
    page.reload()
    page.locator("#pin").wait_for()
    assert page.evaluate(COUNT, "items") == 0, "after a day without contact, before anybody opens the phone"


def test_a_phone_that_is_revoked_is_wiped_for_everybody_at_one_contact(screen, district, both, shared):  # noqa: F811
    page = both
    office = Client()
    office.force_login(district.users["office"], backend="allauth.account.auth_backends.AuthenticationBackend")
    office.post(f"/field/phones/shared/{shared.pk}/revoke/")
    screen.expected = ("410", "403")
    page.locator("#tools button").first.click()
    page.locator("#code").wait_for()
    assert [page.evaluate(COUNT, store) for store in ("items", "outbox")] == [0, 0]


def test_a_shift_is_taken_over_on_the_same_phone_by_an_own_pin(screen, district, both):  # noqa: F811
    page = both
    offline(page, screen)
    page.locator(".lines a").first.click()
    page.locator("a[href$='checkpoints.shift']").click()
    page.locator("input[name='shift-kit_radios']").fill("3")
    page.locator("button[type=submit]").click()
    page.locator("a[href$='checkpoints.take_shift']").click()
    page.locator("input[name=device]").first.wait_for()
    screen.holds("field-take-shift")
    page.locator("input[name=device]").first.check()
    page.fill("#pin", "000000")
    page.click("button[type=submit]")
    page.locator(".error:not([hidden])").wait_for()
    page.fill("#pin", PINS["crew"])
    page.locator("input[name='take-remark']").fill("少一台")
    page.click("button[type=submit]")
    until(lambda: page.evaluate(COUNT, "outbox") == 2)
    online(page)
    page.locator("#tools button").first.click()
    empty(page)
    shift, taken = Shift.kept.get(), ShiftTaken.kept.get()
    assert (shift.recorded_by, taken.recorded_by) == tuple(
        f"user:{district.users[role].pk}" for role in ("second", "crew")
    )
    assert (taken.shift_id, taken.remark) == (shift.pk, "少一台")
