"""The field application in a real browser: enrolled with a code, then with no signal, then with the server back."""

import time

import pytest
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.checkpoints.models import PersonCheck, Tally
from lianfang.isolation.models import HealthReport
from lianfang.sync import services
from lianfang.sync.models import Device
from lianfang.tasks.models import Task, Visit
from tests.browser import PHONE, Look
from tests.cast import make_world
from tests.field.conftest import make_asked_door, make_observed, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PIN = "246813"
COUNT = """(name) => new Promise((done) => {
  const asked = indexedDB.open("lianfang-field");
  asked.onsuccess = () => {
    const count = asked.result.transaction(name).objectStore(name).count();
    count.onsuccess = () => { asked.result.close(); done(count.result); };
  };
})"""
"""How many entries a store of the phone holds."""
SILENCE = """() => new Promise((done) => {
  navigator.locks.request("lianfang-field-sync", () => { done(); return new Promise(() => {}); });
})"""
"""The phone speaks by itself; once this round is over it begins no other, and the tables can be emptied."""
LOOKS = [Look(PHONE, "zh-hans"), Look(PHONE, "en", "dark")]


@pytest.fixture
def district(transactional_db, watcher):
    with watcher.resting():
        world = make_world()
        world.post, world.observed = make_post(world), make_observed(world)
        world.home = make_asked_door(world)
    return world


@pytest.fixture
def enrolled(screen, district, watcher):
    def enrolled(role, look):
        with watcher.resting():
            officer = Actor.of(district.users["office"])
            _made, code = services.open_pairing(actor=officer, user=district.users[role].pk, label="黑色手机")
        page = screen.wears(look).page
        if look.theme == "dark":
            page.emulate_media(color_scheme="dark")
        page.add_init_script(
            f"localStorage.setItem('field-language', '{'zh' if look.language == 'zh-hans' else 'en'}')"
        )
        screen.opens(f"/field/#pair={code}")
        page.fill("#pin", PIN)
        page.fill("#again", PIN)
        screen.holds("field-pair")
        page.click("button[type=submit]")
        page.locator(".lines a").first.wait_for(timeout=20_000)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return page

    asking = watch_requests(screen.page)
    yield enrolled
    screen.page.evaluate(SILENCE)
    until(lambda: screen.page.evaluate("true") and not asking)
    screen.page.goto("about:blank")


def watch_requests(page):
    """The calls that are under way, while they are."""
    asking = set()
    page.on("request", lambda asked: "/api/" in asked.url and asking.add(asked))
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda asked: asking.discard(asked))  # a method of a set is no handler to it
    return asking


def until(holds, seconds=20):
    """Wait for something to become true, looking again and again."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def unlock(page):
    page.locator("#pin").fill(PIN)
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=20_000)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_shift_without_a_signal_arrives_once(screen, district, enrolled, look):
    page = enrolled("crew", look)
    screen.holds("field-home")
    page.context.set_offline(True)
    screen.expected = ("ERR_INTERNET_DISCONNECTED", "net::")
    page.reload()
    unlock(page)
    page.locator(".lines a").first.click()
    page.locator(".counter .big").first.wait_for()
    screen.holds("field-post")
    for at in range(3):
        page.locator(".counter .big").nth(at).click()
        until(lambda n=at + 1: page.evaluate(COUNT, "outbox") == n)
    page.locator("a.main-action").click()
    screen.holds("field-stop")
    page.locator("input[name$='-plate']").fill("辽F12345")
    page.locator("input[name$='-first_reading']").fill("365")
    page.locator("form.stop button[type=submit]").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 4)
    assert not Tally.objects.exists()

    page.context.set_offline(False)
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    assert sorted(Tally.kept.values_list("people", flat=True)) == [1, 2, 3]
    assert str(PersonCheck.kept.get().first_reading) == "36.5"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_temperature_is_told_at_the_door(screen, district, enrolled, look):
    page = enrolled("worker", look)
    page.locator(f"a[href='#/observed/{district.observed.pk}']").click()
    reading = page.locator("input[name$='-temperature']").first
    reading.fill("38.1")
    assert page.locator("[data-ask=second_temperature]").is_visible(), "asked from where the edition calls it a fever"
    page.locator("input[name$='-second_temperature']").fill("37.9")
    screen.holds("field-observed")
    page.locator("form.panel").first.locator("button[type=submit]").click()
    page.locator(".lines .done").wait_for()
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    assert HealthReport.kept.get().finding == "fever"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_door_is_knocked_at_once_for_all_who_ask(screen, district, enrolled, look):
    page = enrolled("worker", look)
    page.locator(f"a[href='#/doors/{district.home.pk}']").click()
    page.locator("input[value=reached]").check()
    page.locator("input[name$='tasks.people_at_home:household']").fill("3")
    screen.holds("field-door")
    page.locator("form.panel button[type=submit]").click()
    page.locator(".lines .done").wait_for()
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    assert Visit.kept.get().outcome == "reached"
    assert not Task.objects.filter(state="open", household=district.home).exists()
    until(lambda: page.locator(f"a[href='#/doors/{district.home.pk}']").count() == 0)


def test_what_a_lost_pin_leaves_unsent_still_arrives(screen, district, enrolled, watcher):
    page = enrolled("crew", LOOKS[0])
    page.context.set_offline(True)
    screen.expected = ("ERR_INTERNET_DISCONNECTED", "net::")
    page.locator(".lines a").first.click()
    page.locator(".counter .big").nth(3).click()
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    page.context.set_offline(False)
    page.reload()
    page.locator("button.quiet").click()
    with watcher.resting():
        officer = Actor.of(district.users["office"])
        _made, code = services.open_pairing(actor=officer, user=district.users["worker"].pk, label="另一人")
    page.fill("#code", code)
    page.fill("#pin", "135790")
    page.fill("#again", "135790")
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=20_000)
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    tally = Tally.kept.get()
    assert (tally.people, tally.recorded_by) == (4, f"user:{district.users['crew'].pk}")


def test_a_found_phone_shows_nothing_and_a_revoked_one_is_wiped(screen, district, enrolled):
    page = enrolled("worker", LOOKS[0])
    page.reload()
    page.locator("#pin").wait_for()
    kept = page.evaluate(
        "() => new Promise((done) => { const open = indexedDB.open('lianfang-field'); open.onsuccess = () => {"
        " const items = open.result.transaction('items').objectStore('items').getAll();"
        " items.onsuccess = () => { open.result.close();"
        " done(items.result.map((item) => new TextDecoder('latin1').decode(item.locked)).join('')); }; }; })"
    )
    assert kept and "3-2-601" not in kept and "temperature" not in kept
    page.locator("#pin").fill("000000")
    page.click("button[type=submit]")
    page.locator(".error:not([hidden])").wait_for()

    office = Client()
    office.force_login(district.users["office"], backend="allauth.account.auth_backends.AuthenticationBackend")
    office.post(f"/field/phones/{Device.objects.get().pk}/revoke/")
    screen.expected = ("410",)
    page.locator("#pin").fill(PIN)
    page.click("button[type=submit]")
    page.locator("#code").wait_for(timeout=20_000)
    assert page.evaluate(COUNT, "items") == 0
    assert "已注销" in page.locator(".notice").inner_text(), "why it is empty stands there for good"
