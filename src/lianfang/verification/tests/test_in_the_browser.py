"""The way of a list in a real browser, on phone and desk, in both languages: likely rows are settled by keys."""

import pytest
from playwright.sync_api import expect

from lianfang.verification.models import NameList
from lianfang.verification.rules import State
from lianfang.verification.taking import runs
from lianfang.verification.tests.make import about, csv_of, make_list, make_office, row_of, unknown_row, wang_row
from tests.browser import LOOKS

pytestmark = pytest.mark.browser

LIKELY = ("2", "李秀瑛", "", "13812340002", "河东社区3号楼2-601", "G2 6车")


@pytest.fixture
def world(transactional_db, watcher, settings, tmp_path):
    settings.LIANFANG_FILES = tmp_path / "files"
    with watcher.resting():
        office = make_office()
        make_list(office, wang_row(office), LIKELY, unknown_row(3, "周无踪", called=""), unknown_row(4, "孙可拨"))
    return office


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_list_goes_its_way(screen, look, world) -> None:
    taken = NameList.objects.get()
    screen.login(world.desk).wears(look).opens("/verification/").holds("lists")
    screen.opens("/verification/send/").holds("send-list")
    sent = runs.send_list(
        actor=world.actor("desk"), about=about(), filename="b.csv", content=csv_of(unknown_row(1, "吴又来"))
    ).name_list
    screen.opens(f"/verification/{sent.pk}/").holds("list-ready")
    screen.opens(f"/verification/{taken.pk}/").holds("list")
    screen.opens(f"/verification/{taken.pk}/rows/").holds("list-rows")
    screen.opens("/verification/rows/unowned/").holds("unowned")
    screen.opens("/verification/yields/").holds("yields")

    page = screen.opens("/verification/rows/likely/").holds("likely").page
    page.keyboard.press("x")
    expect(page.locator("h2, strong").first).to_be_visible()
    screen.opens("/verification/rows/likely/")
    page.keyboard.press("y")
    expect(page.locator("[data-likely]")).to_have_count(0)
    row = row_of(taken, "李秀瑛")
    assert (row.state, row.person) == (State.OPEN, world.li)
    screen.opens(f"/verification/rows/{row.pk}/").holds("list-row")
