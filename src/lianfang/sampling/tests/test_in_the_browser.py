"""A table at a desk and the session around it, in a real browser, on phone and desk, in both languages."""

import pytest
from playwright.sync_api import expect

from lianfang.codes.services import codes_for
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.tests.make import SYSTEM, make_cast, make_code
from tests.browser import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def table(transactional_db, watcher):
    with watcher.resting():
        cast = make_cast(homes=2)
        codes = codes_for("people.person", [person.pk for person in cast.people], actor=SYSTEM)
        home = codes_for("people.household", [cast.homes[1].pk], actor=SYSTEM)[cast.homes[1].pk]
    return cast, [codes[person.pk] for person in cast.people], home


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_scanner_fills_and_closes_a_tube(screen, look, table) -> None:
    """A scanner types and ends with Enter: the cursor stands where the next scan belongs."""
    cast, codes, home = table
    page = screen.login(cast.leader).wears(look).opens(f"/sampling/{cast.session.pk}/table/").holds("table").page
    tube = make_code()
    for scanned in (tube, codes[0], home):
        page.keyboard.type(scanned)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.locator("button[name=person]")).to_have_count(2)
    screen.holds("table-who").press(page.locator("button[name=person]").first)
    expect(page.locator("#id_who")).to_be_focused()
    screen.expected = ("422",)
    page.keyboard.type(codes[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    screen.holds("table-twice").press("form[action$='table/close/'] button")
    assert (Tube.objects.get().state, Swab.kept.count()) == ("closed", 2)

    screen.opens(f"/sampling/{cast.session.pk}/").holds("session")
    screen.opens(f"/sampling/{cast.session.pk}/open-people/").holds("not-sampled")
    screen.opens(f"/sampling/tubes/{Tube.objects.get().pk}/").holds("tube")
    screen.opens(f"/sampling/sites/{cast.site.pk}/plan/").holds("plan")
    screen.opens("/public/sampling/").holds("board")
