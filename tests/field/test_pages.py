"""Every page of rounds and tables on a phone, in both languages, light and dark; one press a door; what a table says."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.codes.services import codes_for, draw_labels
from tests.field import making
from tests.field.test_phone import LOOKS, district, enrolled, until  # noqa: F401 - two are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SYSTEM = Actor.system("tests")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_door_of_a_round_is_one_line_and_one_press(screen, district, enrolled, look, watcher):  # noqa: F811
    with watcher.resting():
        making.make_homes(district, 4)
        making.open_a_round(district)
    page = enrolled("worker", look)
    page.context.set_offline(True)
    screen.expected = ("net::",)
    page.locator("a[href^='#/rounds/']").click()
    page.locator(".figures").wait_for()
    screen.holds("field-round")
    page.locator("nav a").last.click()
    page.locator("form.panel").wait_for()
    screen.holds("field-close-part")
    page.locator("a.back").click()
    page.locator(f"a[href='#/doors/{district.home.pk}']").click()
    page.locator("input[name='screening.door-outcome'][value=done]").check()
    assert not page.locator("[data-ask=outcome]").nth(1).is_visible(), "told once"
    page.locator("button.add-unwell").click()
    page.locator("input[name='unwell-0-temperature']").fill("384")
    screen.holds("field-joint-door")
    page.locator("input[name='screening.door-people_here']").fill("3")
    page.locator("form.panel button[type=submit]").click()
    page.locator(f"a[href='#/doors/{district.home.pk}'] .done").wait_for()
    assert "2" in page.locator("#state").inner_text(), "one press, two records"
    page.locator("#find").fill("51302")
    assert page.locator("section.list li:not([hidden])").count() == 1
    page.locator(".menu summary").click()
    screen.holds("field-search")
    page.locator(f"a[href='#/doors/{district.home.pk}']").click()
    page.locator(".notice a").first.click()
    assert page.locator("form.panel input[name='unwell-0-temperature']").input_value() == "38.4"
    screen.holds("field-correct")


class Table:
    """A phone at a table with no signal, where a tube takes five."""

    def __init__(self, page, look, people, homes):
        self.page, self.people = page, people
        self.wording = 0 if look.language == "zh-hans" else 1
        self.persons, self.doors = (
            codes_for(kind, [each.pk for each in things], actor=SYSTEM)
            for kind, things in (("people.person", people), ("people.household", homes))
        )
        self.labels = draw_labels(actor=SYSTEM, count=2)
        self.scan = page.locator("#table-scan")

    def read(self, text, heard):
        """Type or scan it; ``heard`` is what the table shows then."""
        self.scan.fill(text)
        self.scan.press("Enter")
        self.page.locator(heard).first.wait_for()

    def hears(self, text, *wordings):
        """Read something wrong: the table says so."""
        self.read(text, f".wrong:has-text('{wordings[self.wording]}')")

    def puts(self, number):
        """One more of the list goes into the tube."""
        count = self.page.locator(".inside li").count()
        self.read(self.persons[self.people[number].pk], f".inside li:nth-child({count + 1})")


@pytest.fixture
def table(screen, district, enrolled, watcher):  # noqa: F811
    def table(look):
        with watcher.resting():
            homes, people = making.make_homes(district, 8)
            making.open_a_session(district, 5)
            making.make_sampler(district)
            codes_for("people.person", [each.pk for each in people], actor=SYSTEM)
        page = enrolled("table", look)
        page.context.set_offline(True)
        screen.expected = ("net::",)
        page.locator("a[href^='#/sessions/']").click()
        with watcher.resting():
            return Table(page, look, people, homes)

    return table


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_table_says_at_once_what_is_wrong(screen, table, look):
    table = table(look)
    page, people = table.page, table.people
    table.read(table.persons[people[0].pk], ".notice:not(.wrong)")
    table.read(table.labels[0], ".inside li")
    table.hears(table.persons[people[0].pk], "已在本管", "already")
    screen.holds("field-table-twice")
    table.puts(1)
    wrong = table.persons[people[2].pk]
    table.hears(f"{wrong[:-1]}{'0' if wrong[-1] != '0' else '1'}", "读错", "misread")
    table.hears(table.labels[1], "不在名单", "no list")
    assert page.locator("main [role=alert] button").count() == 2, "a code on nobody's list: a tube or a person"
    table.hears("T0000123", "尚未封管", "still open")
    screen.holds("field-table-close-first")
    for number in (2, 3, 4):
        table.puts(number)
    table.hears(table.persons[people[5].pk], "已满", "full")
    page.locator("form.find button[type=submit]").click()
    page.locator("progress").wait_for(state="detached")
    table.read(table.labels[1], ".inside li")
    assert people[5].name in page.locator(".inside li").inner_text(), "who met a full tube goes into the next"
    screen.holds("field-table")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_who_is_on_no_list_is_entered_and_who_need_not_come_is_exempt(screen, table, look):
    table = table(look)
    page, people = table.page, table.people
    table.read(table.labels[0], "progress")
    table.scan.fill(str(people[6].name)[:2])
    page.locator(".person").first.wait_for()
    screen.holds("field-table-found")
    page.locator(".person .quiet").first.click()
    page.locator("form.panel input[type=radio]").first.check()
    screen.holds("field-exempt")
    page.locator("form.panel button[type=submit]").click()
    page.locator("main > button.wide").click()
    page.locator("input[name$='-name']").fill("外地人")
    screen.holds("field-stranger")
    page.locator("form.panel button[type=submit]").click()
    page.locator(".inside li").wait_for()
    page.locator(".inside li button").click()
    until(lambda: page.locator(".inside li").count() == 0)
    assert page.locator("progress").is_visible(), "the tube at hand stays at hand"
