"""The walk: no server, a round of forty doors and three tubes, the browser killed in a save; then everything arrives once."""

import pytest
from django.db import connection

from lianfang.accounts.actors import Actor
from lianfang.arrivals.models import Arrival
from lianfang.codes.services import codes_for, draw_labels
from lianfang.sampling.models import Swab, Tube, TubeClosing
from lianfang.screening.coverage import coverage_of
from lianfang.screening.models import Door, DoorVisit
from lianfang.sync import services
from lianfang.tasks.models import Task, Visit
from tests.cast import make_world
from tests.field import making
from tests.field.conftest import make_asked_door
from tests.field.serving import Handset, Server
from tests.field.test_phone import COUNT, PIN, unlock, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server works on a copy of the file"),
]
DOORS, PEOPLE = 40, 25
TABLES = ("screening_doorvisit", "sampling_swab")


@pytest.fixture
def district(transactional_db, watcher):
    """Forty doors of which one is asked something else too, a round over them, and a session that calls who lives there."""
    with watcher.resting():
        world = make_world()
        world.home = make_asked_door(world)
        world.homes, world.people = making.make_homes(world, DOORS - 1)
        world.round = making.open_a_round(world)
        world.session = making.open_a_session(world)
        making.make_sampler(world)
        world.codes = codes_for("people.person", [each.pk for each in world.people], actor=Actor.system("tests"))
        world.labels = draw_labels(actor=Actor.system("tests"), count=3)
        officer = Actor.of(world.users["office"])
        world.pairing = {
            who: services.open_pairing(actor=officer, user=world.users[who].pk, label=who)[1]
            for who in ("worker", "table")
        }
    return world


@pytest.fixture
def server(district, tmp_path):
    server = Server(tmp_path)
    server.takes_over()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def handset(browser, server, tmp_path):
    sets = []

    def handset(name):
        made = Handset(browser, tmp_path / name, server.address)
        made.turns_on()
        sets.append(made)
        return made

    yield handset
    for made in sets:
        made.turns_off()
        assert not made.complaints


def enrol(phone, code):
    page = phone.page
    page.goto(f"/field/#pair={code}")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("button[type=submit]")
    page.locator(".lines a").first.wait_for(timeout=20_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def opens(phone):
    phone.turns_on()
    phone.page.goto("/field/")
    unlock(phone.page)


def test_without_a_server_a_round_and_a_table_go_on_and_all_arrives_once(district, server, handset):
    worker, table = handset("worker"), handset("table")
    enrol(worker, district.pairing["worker"])
    enrol(table, district.pairing["table"])
    worker.turns_off()
    server.kill()

    opens(worker)
    kept = walk(worker, 20)
    knock(worker.page, worker.page.locator("section.list").first.locator("li:not([hidden]) a").first, 20)
    worker.page.locator("form.panel button[type=submit]").click(no_wait_after=True)
    worker.is_killed()
    opens(worker)
    assert worker.page.evaluate(COUNT, "outbox") in (kept, kept + 1), "kept whole or not at all"
    walk(worker, DOORS)
    assert worker.page.locator("section.list").first.locator("li:not([hidden]) a[href^='#/doors/']").count() == 0
    fill_tubes(table, district)

    server.start(dies_after=3)
    for phone in (worker, table):
        phone.page.locator("#tools button").first.click()
    until(lambda: worker.page.evaluate("true") and server.running.poll() is not None)
    assert 0 < sum(map(server.holds, TABLES)) < DOORS + PEOPLE, "killed in the middle"
    server.start()
    for phone in (worker, table):
        until(lambda page=phone.page: all_sent(page), seconds=40)
        phone.turns_off()
    server.kill()
    server.gives_back()
    the_round_is_right(district)
    the_tubes_are_right(district)


def all_sent(page):
    """Press until it is."""
    page.locator("#tools button").first.click()
    page.wait_for_timeout(200)
    return page.evaluate(COUNT, "outbox") == 0


KNOCK = """async (many) => {
  const wait = async (look) => {
    for (;;) {
      const found = look();
      if (found) return found;
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const next = () => document.querySelector("section.list:not([hidden]) li:not([hidden]) a[href^='#/doors/']");
  for (let at = 0; at < many; at += 1) {
    (await wait(next)).click();
    const form = await wait(() => document.querySelector("form.panel"));
    form.querySelector("[name='screening.door-outcome'][value=done]").click();
    const people = form.querySelector("[name='screening.door-people_here']");
    people.value = "2";
    people.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("button[type=submit]").click();
    await wait(() => document.querySelector(".filters"));
  }
}"""
"""So many doors at which somebody answers the same, pressed as a hand presses."""


def walk(phone, until_door):
    """Knock at doors in the order of the list until so many are done."""
    page = phone.page
    page.locator(".filters button").nth(1).click()
    left = page.locator("section.list").first.locator("li:not([hidden]) a")
    left.first.wait_for()
    done = DOORS - left.count()
    while done < 3:
        knock(page, left.first, done)
        page.locator("form.panel button[type=submit]").click()
        page.locator(".filters").wait_for()
        done += 1
    page.evaluate(KNOCK, until_door - done)
    return page.evaluate(COUNT, "outbox")


def knock(page, line, number):
    """Fill in one door: the first has somebody new, the second a fever, at the third nobody is at home."""
    line.click()
    page.locator("form.panel").wait_for()
    outcome = "not_at_home" if number == 2 else "done"
    page.locator(f"input[name='screening.door-outcome'][value={outcome}]").check()
    if outcome == "done":
        page.locator("input[name='screening.door-people_here']").fill("2")
    if number == 0:
        page.locator("button.add-arrived").click()
        page.locator("input[name='arrived-0-name']").fill("远归人")
    if number == 1:
        page.locator("button.add-unwell").click()
        page.locator("input[name='unwell-0-name']").fill("发热人")
        page.locator("input[name='unwell-0-temperature']").fill("384")
        page.locator("input[name='unwell-0-symptoms'][value=fever]").check()


def fill_tubes(phone, district):
    """Ten, ten and five; a tube or its first person first, and one of them twice."""
    page = phone.page
    page.locator("a[href^='#/sessions/']").first.click()
    scan = page.locator("#table-scan")

    def read(text):
        scan.fill(text)
        scan.press("Enter")
        until(lambda: scan.input_value() == "")

    people = [district.codes[each.pk] for each in district.people[:PEOPLE]]
    for at, label in enumerate(district.labels):
        mine = people[10 * at : 10 * at + 10]
        first, second = (label, mine[0]) if at != 1 else (mine[0], label)
        read(first)
        read(second)
        for number, code in enumerate(mine[1:], start=2):
            page.locator(".tube h2").filter(has_text=f"{number - 1}/10").wait_for()
            read(code)
        page.locator(".tube h2").filter(has_text=f"{len(mine)}/10").wait_for()
        if at == 2:
            read(mine[0])
            page.locator(".wrong").wait_for()
        page.locator("main section > button").last.click()
        page.locator("form.find button[type=submit]").click()
        page.locator("progress").wait_for(state="detached")


def the_round_is_right(district):
    assert DoorVisit.kept.count() == DOORS
    assert {each.recorded_by for each in DoorVisit.kept.all()} == {f"user:{district.users['worker'].pk}"}
    counted = coverage_of(district.round, [district.areas["河东社区"].path])
    assert (counted.doors, counted.worked, counted.reached) == (DOORS, DOORS, DOORS - 1)
    assert Door.objects.get(state="not_at_home").next_at is not None
    assert Visit.kept.get().outcome == "reached"
    assert not Task.objects.filter(household=district.home, state="open").exists()
    assert Task.objects.get(kind="screening.unwell", state="open")
    assert Arrival.objects.count() == 1
    page = district.client("secretary").get(f"/screening/{district.round.pk}/")
    assert page.status_code == 200


def the_tubes_are_right(district):
    tubes = Tube.objects.order_by("opened_at")
    assert [(tube.code, tube.people, tube.state) for tube in tubes] == [
        (label, people, "closed") for label, people in zip(district.labels, (10, 10, 5), strict=True)
    ]
    assert Swab.kept.count() == PEOPLE
    assert sorted(TubeClosing.kept.values_list("counted", flat=True)) == [5, 10, 10]
