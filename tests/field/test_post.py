"""A checkpoint on the phone: the protocol proposes without a signal, a person decides, the shift is handed over."""

import pytest

from lianfang.checkpoints.models import PersonCheck, Shift, Tally
from lianfang.checkpoints.tests.make import make_risk_area
from lianfang.risk.tests.make import PLACE
from tests.field.test_phone import COUNT, LOOKS, district, enrolled, until  # noqa: F401 - two are fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHO = {"name": "张远行", "phone": "13812345678"}


@pytest.fixture
def at_post(screen, district, enrolled, watcher):  # noqa: F811
    """The page of the post on a crew's phone, with no signal."""
    with watcher.resting():
        make_risk_area(district.response)

    def at_post(look):
        page = enrolled("crew", look)
        page.context.set_offline(True)
        screen.expected = ("ERR_INTERNET_DISCONNECTED", "net::")
        page.locator(".lines a").first.click()
        page.locator(".counter .big").first.wait_for()
        return page

    return at_post


def fill(page, name, value):
    """Type into a field of the first traveller and leave it."""
    field = page.locator(f"input[name$='-{name}']").first
    field.fill(value)
    field.blur()


def shown(page, name):
    return page.locator(f"[data-ask={name}]").first.is_visible()


def says(page, name):
    """What stands beside a field as wrong; "" for nothing."""
    error = page.locator(f"[data-ask={name}] .error").first
    return error.inner_text() if error.is_visible() else ""


def send(page, left=0):
    page.context.set_offline(False)
    until(lambda: page.evaluate("navigator.onLine"))
    page.locator("#tools button").first.click()
    until(lambda: page.evaluate(COUNT, "outbox") == left)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_protocol_proposes_while_one_types_and_a_person_confirms(screen, district, at_post, look):  # noqa: F811
    page = at_post(look)
    page.locator("a.main-action").click()
    fill(page, "plate", "XX1")
    assert says(page, "plate")
    fill(page, "plate", "辽ｆ·12345")
    assert not says(page, "plate") and page.locator("input[name$='-plate']").input_value() == "辽F12345"
    fill(page, "first_reading", "80")
    assert says(page, "first_reading")

    fill(page, "first_reading", "37.3")
    assert shown(page, "second_reading") and not shown(page, "decision")
    page.locator("button[type=submit]").click()
    assert says(page, "second_reading"), "nothing is recorded before the second reading"
    fill(page, "second_reading", "37.2")
    assert page.locator("input[value=pass]").first.is_checked() and not shown(page, "name")
    fill(page, "second_reading", "37.3")
    assert page.locator("input[value=to_clinic]").is_checked()

    page.locator("input[value=turn_back]").check()
    fill(page, "told", "沈阳市")
    page.locator("button[type=submit]").click()
    assert says(page, "decision") and says(page, "overridden_because"), "who is ill is never turned back"
    screen.holds("field-stop-refused")
    page.locator("input[value=to_clinic]").check()
    for name, value in WHO.items():
        fill(page, name, value)
    page.locator("button[type=submit]").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    send(page)
    check = PersonCheck.kept.get()
    assert (check.decision, check.proposed_on_phone, check.overridden) == ("to_clinic", "to_clinic", False)
    assert check.would_have_been_refused is None and check.vehicle.plate == "辽F12345"


def test_where_they_were_decides_and_an_own_resident_is_never_turned_back(district, at_post):  # noqa: F811
    page = at_post(LOOKS[0])
    page.locator("a.main-action").click()
    fill(page, "first_reading", "365")
    fill(page, "place_name", "文安路小区")
    assert "文安路小区" in page.locator(".proposal").inner_text(), "told too coarsely: ask more closely"
    fill(page, "place_name", PLACE)
    assert page.locator("input[value=hand_over]").is_checked()
    page.locator("input[name$='-lives_here']").check()
    page.locator("input[value=turn_back]").check()
    page.locator("button[type=submit]").click()
    assert says(page, "decision")

    page.locator("input[value=hand_over]").check()
    fill(page, "name", WHO["name"])
    page.locator("button[type=submit]").click()
    assert says(page, "destination_path"), "the community has to receive them"
    fill(page, "destination_path", "不在这里")
    assert says(page, "destination_path")
    fill(page, "destination_path", "河东社区")
    assert not says(page, "destination_path")
    page.locator("button[type=submit]").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    send(page)
    check = PersonCheck.kept.get()
    assert (check.decision, check.risk_level, check.lives_here) == ("hand_over", "high", True)
    assert check.destination_path == district.areas["河东社区"].path and check.visits[0].place_name == PLACE
    assert check.would_have_been_refused is None


def test_what_changed_meanwhile_loses_nothing_and_is_shown_with_both(screen, district, at_post, watcher):  # noqa: F811
    page = at_post(LOOKS[0])
    page.locator("a.main-action").click()
    fill(page, "first_reading", "365")
    fill(page, "place_name", "沈阳市铁西区保工街道某小区")
    page.locator("button[type=submit]").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    with watcher.resting():
        make_risk_area(district.response, name="沈阳市铁西区保工街道某小区", code="")
    send(page, left=1)
    page.locator("#state a[href='#/tray']").wait_for()
    check = PersonCheck.kept.get()
    assert (check.decision, check.would_have_been_refused.params["in_force"]) == ("pass", "hand_over")

    page.locator("#state a[href='#/tray']").click()
    flagged = page.locator(".flagged")
    flagged.wait_for()
    screen.holds("field-flagged-zh")
    assert "移交" in flagged.inner_text() and "办公室" in flagged.inner_text()
    page.locator(".menu summary").click()
    page.locator(".menu button").first.click()
    flagged.filter(has_text="The office sees both").wait_for()
    screen.holds("field-flagged-en")
    flagged.locator("button").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 0)
    until(lambda: page.locator("#state a").count() == 0)


def test_a_stop_that_was_not_taken_is_mended_where_it_was_made(district, at_post, watcher):  # noqa: F811
    page = at_post(LOOKS[0])
    page.locator("a.main-action").click()
    fill(page, "plate", "辽F12345")
    fill(page, "first_reading", "365")
    page.locator("input[name$='-symptoms'][value=cough]").check()
    fill(page, "name", WHO["name"])
    fill(page, "phone", "12")
    page.locator("button[type=submit]").click()
    until(lambda: page.evaluate(COUNT, "outbox") == 1)
    send(page, left=1)
    page.locator(".late").first.click()
    page.locator("a[href^='#/mend/']").click()
    page.locator("form.stop").wait_for()
    assert says(page, "phone") and page.locator("input[name$='-name']").first.input_value() == WHO["name"]
    assert page.locator("input[value=to_clinic]").is_checked()
    fill(page, "phone", WHO["phone"])
    page.locator("button[type=submit]").click()
    send(page)
    check = PersonCheck.kept.get()
    assert (check.person.phone, check.proposed_on_phone) == (WHO["phone"], "to_clinic")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_several_phones_add_to_one_count_and_a_shift_is_handed_over(screen, district, at_post, look):  # noqa: F811
    page = at_post(look)
    for people in (2, 8):
        page.locator(".counter .big").nth(people - 1).click()
    page.locator(".counter .big").first.click()
    page.locator(".pressed button").click()
    until(lambda: "10" in page.locator(".notice .says").inner_text())
    page.locator("a[href$='checkpoints.shift']").click()
    page.locator("input[name='shift-stated_vehicles']").fill("2")
    page.locator("input[name='shift-kit_masks']").fill("40")
    page.locator("input[name='shift-open_matters']").fill("发电机缺油")
    screen.holds("field-shift")
    page.locator("button[type=submit]").click()
    page.locator(".counter .big").first.wait_for()
    page.locator("a[href$='checkpoints.take_shift']").click()
    assert "发电机缺油" in page.locator(".said").inner_text()
    assert page.locator("button[type=submit]").count() == 0, "nobody takes over from oneself"
    screen.holds("field-shift-taken")
    send(page)
    assert sum(Tally.kept.values_list("people", flat=True)) == 10
    shift = Shift.kept.get()
    assert (shift.stated_vehicles, shift.kit, shift.open_matters) == (2, {"masks": 40}, "发电机缺油")
