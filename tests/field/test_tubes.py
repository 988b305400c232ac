"""Tubes that are not for this table, what the server says of them, and a tube for one person at the door."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.codes.services import codes_for
from lianfang.sampling.models import Swab, Tube
from tests.field import making
from tests.field.test_phone import COUNT, LOOKS, district, enrolled, until  # noqa: F401 - two are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SYSTEM = Actor.system("tests")
KNOWN, LATER = "T0000777", "T0000778"


@pytest.fixture
def session(district, watcher):  # noqa: F811
    """A session at which nobody has been sampled, and a second one at the same site that has a tube."""
    with watcher.resting():
        district.homes, district.people = making.make_homes(district, 5)
        session = making.open_a_session(district, 5)
        district.other = making.open_another_session(session, **{KNOWN: district.people[4]})
        making.make_sampler(district)
        district.codes = codes_for("people.person", [each.pk for each in district.people], actor=SYSTEM)
    return session


def read(page, text, heard):
    scan = page.locator("#table-scan")
    scan.fill(text)
    scan.press("Enter")
    page.locator(heard).first.wait_for()


def sync(page):
    page.context.set_offline(False)
    until(lambda: page.evaluate("navigator.onLine"))
    page.locator("#tools button").first.click()


def test_a_tube_of_another_session_is_noticed_here_and_by_the_server(screen, district, session, enrolled, watcher):  # noqa: F811
    people = [district.codes[each.pk] for each in district.people]
    page = enrolled("table", LOOKS[0])
    page.context.set_offline(True)
    screen.expected = ("net::",)
    with watcher.resting():
        making.fill(district.other, district.people[3], code=LATER)
    page.locator(f"a[href='#/sessions/{session.pk}']").click()
    read(page, KNOWN, ".wrong:has-text('另一场次')")
    screen.holds("field-tube-elsewhere")
    page.locator("main [role=alert] button").click()
    read(page, people[0], ".inside li:nth-child(1)")
    read(page, people[1], ".inside li:nth-child(2)")
    page.locator("main section > button").last.click()
    page.locator("form.find button[type=submit]").click()
    page.locator("progress").wait_for(state="detached")
    read(page, LATER, "progress")
    read(page, people[2], ".inside li")
    sync(page)
    page.locator(".flagged").nth(2).wait_for()
    screen.holds("field-table-flagged")
    said = page.locator(".flagged").all_inner_texts()
    assert all("另一场次" in each and "采样点负责人" in each for each in said)
    assert [sum(code in each for each in said) for code in (KNOWN, LATER)] == [2, 1]
    assert "× 2" in "".join(said), "two people and one closing"
    flagged = Swab.kept.exclude(would_have_been_refused=None)
    assert {swab.would_have_been_refused.code for swab in flagged} == {"sampling.other_session"} and len(flagged) == 3

    for left in range(len(said) - 1, -1, -1):
        page.locator(".flagged button").first.click()
        until(lambda n=left: page.locator(".flagged").count() == n)
    page.locator("a.back").click()
    page.locator(f"a[href='#/sessions/{district.other.pk}']").click()
    read(page, LATER, ".wrong"), "a tube that this phone filled for one session is not for another"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_somebody_is_sampled_singly_at_the_door(screen, district, session, enrolled, watcher, look):  # noqa: F811
    with watcher.resting():
        asked = making.ask_for_a_single(session, district.people[0])
    page = enrolled("table", look)
    page.context.set_offline(True)
    screen.expected = ("net::",)
    line = page.locator(f"a[href='#/singles/{asked.pk}']")
    assert district.people[0].name in line.inner_text()
    line.click()
    page.locator("#single-scan").fill("#?")
    page.locator("#single-scan").press("Enter")
    page.locator(".wrong").wait_for()
    screen.holds("field-single")
    page.locator("input[name=session]").last.check()
    page.locator("#single-scan").fill("T0000999")
    page.locator("#single-scan").press("Enter")
    line.locator(".done").wait_for()
    page.locator("#toast button").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0), "both records are taken back"
    line.click()
    page.locator("#single-scan").fill("T0000999")
    page.locator("#single-scan").press("Enter")
    line.locator(".done").wait_for()
    sync(page)
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    asked.refresh_from_db()
    tube = Tube.objects.get(code="T0000999")
    assert (asked.step, asked.drawn_tube_id) == ("drawn", tube.pk)
    assert (tube.size, tube.people, tube.counted, tube.state, tube.why) == (1, 1, 1, "closed", asked.why)
    until(lambda: line.count() == 0)
