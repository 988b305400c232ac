"""The walk of whoever keeps the register, in a real browser, on phone and desk, in both languages."""

import pytest
from playwright.sync_api import expect

from lianfang.people.importing import runs
from lianfang.people.models import Double, ImportRun
from lianfang.people.tests.make import csv_of, id_number, make_household, make_person
from tests.browser import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture
def district(transactional_db, areas):
    home = make_household(areas["3号楼"].path, "2-601")
    make_person("欧阳明月", household=home, id_number=id_number(), phone="13812345678", relation="head")
    make_person("欧阳明玥", area_path=areas["河西社区"].path, phone="13812345678")
    return home


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_somebody_is_found_opened_and_compared(screen, look, district, keeper) -> None:
    page = screen.login(keeper.user).wears(look).opens("/people/").holds("people").page
    page.locator("input[name=q]").fill("oymy")
    screen.press(".filter-bar button").press(page.locator("tbody th a").first).holds("person")
    screen.press("form[action$='reveal/'] button")
    expect(page.get_by_text("13812345678")).to_be_visible()
    screen.holds("person-open")

    screen.opens("/people/doubles/").holds("doubles").press("button[name=different]")
    assert Double.objects.get().decision == "different"
    screen.opens(f"/people/households/{district.pk}/").holds("household")
    screen.opens("/people/households/").holds("households")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_somebody_is_registered(screen, look, district, keeper) -> None:
    page = screen.login(keeper.user).wears(look).opens("/people/register/").holds("register").page
    page.locator("#id_name").fill("王小明")
    page.locator("#id_id_number").fill("123")
    page.locator("#id_area").fill("河东社区")
    screen.expected = ("422",)
    screen.press("form.form button.main-action").holds("register-wrong")
    page.locator("#id_id_number").fill(id_number())
    screen.press("form.form button.main-action").holds("registered")
    expect(page.locator("h1")).to_contain_text("王**")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_list_is_imported(screen, look, district, keeper, tmp_path, settings, monkeypatch) -> None:
    settings.LIANFANG_FILES = tmp_path / "files"
    monkeypatch.setattr(runs, "_enqueue", lambda run: None)
    file = tmp_path / "名单.csv"
    file.write_bytes(csv_of(("张三", id_number(), "13900000001", "河东社区"), ("李四", "12", "", "河东社区")))
    page = screen.login(keeper.user).wears(look).opens("/people/imports/").holds("imports").page
    page.locator("#id_area").fill("云溪街道")
    page.locator("#id_file").set_input_files(file)
    screen.press("form.form button.main-action").holds("import-ready")
    page.clock.install()
    screen.press("form[action$='start/'] button").holds("import-running")

    runs.work(ImportRun.objects.get().pk)
    page.clock.fast_forward("2")
    expect(page.locator("a[href$='result/']")).to_be_visible()
    screen.holds("import-done")
