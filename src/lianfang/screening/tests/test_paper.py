"""A round on paper: twelve doors printed, walked, keyed in with two mistakes, mended, and keyed once more."""

from datetime import time, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lianfang.codes.rules import spaced
from lianfang.kernel import clock
from lianfang.orgs.tests.make import make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.models import Page
from lianfang.paper.tests.keying import HEAD, fields_of, key, key_row, printed, row_of
from lianfang.people.models import Household
from lianfang.people.tests.make import make_household
from lianfang.screening.models import Door, DoorVisit
from lianfang.screening.tests.make import WORKING
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@pytest.fixture
def world(cast, watcher):
    """Twelve doors in one building, a round since two days ago, and two who key in."""
    with watcher.resting():
        for number in range(1, 10):
            make_household(cast.areas["3号楼"].path, door=f"1-2-{number}01")
        cast.round = cast.open(from_at=clock.now() - 2 * YESTERDAY)
        for name in ("typist", "second"):
            setattr(cast, name, make_worker(name, cast.units["河东社区居委会"], *WORKING, KEY_IN))
    return cast


@pytest.fixture
def day():
    return clock.today() - YESTERDAY


@pytest.fixture
def page(world, day):
    subject = f"{world.round.pk}:{world.areas['3号楼'].path}:"
    found = printed(world.client("typist"), "screening.round", subject, day)
    assert len(found) == 1
    return found[0]


ROWS = {
    "doors_1": {"at": "830", "outcome": "1", "people_here": "3"},
    "doors_2": {"outcome": "not"},
    "doors_3": {"outcome": "9"},
    "doors_4": {"outcome": "1", "people_here": "二"},
    "doors_5": {"at": "9:15", "outcome": "〃", "unwell-0-name": "王平", "unwell-0-symptoms": "1 2"},
    "doors_6": {"outcome": "4"},
}


def test_what_is_right_is_taken_and_the_rest_is_mended(world, page, day):
    typist = world.client("typist")
    answer = key(typist, page, **ROWS)

    assert answer.status_code == 422
    assert (page.taken, page.wrong, page.state) == (4, 2, "partly")
    assert DoorVisit.kept.count() == 4
    shown = answer.content.decode()
    assert shown.count('aria-invalid="true"') == 2
    assert set(row_of(page, "doors_3").problems) == {"outcome"} and set(row_of(page, "doors_4").problems) == {
        "people_here"
    }

    mended = {"doors_3": {"outcome": "2"}, "doors_4": {"outcome": "1", "people_here": "2"}}
    assert key(typist, page, **mended).status_code == 302
    assert (page.taken, page.wrong) == (6, 0)
    assert sorted(DoorVisit.kept.values_list("outcome", flat=True)) == ["done"] * 3 + ["empty"] + ["not_at_home"] * 2
    assert Door.objects.filter(round=world.round).exclude(state="open").count() == 6
    first = DoorVisit.kept.get(door__household__door="1-1-101")
    assert first.happened_at == clock.at(day, time(8, 30))
    assert (first.recorded_by, first.typed_by) == (f"paper:{page.code}", f"user:{world.typist.pk}")


def test_an_hour_holds_until_the_next_one_is_written(world, page, day):
    key(world.client("typist"), page, **ROWS)
    hours = dict(DoorVisit.kept.values_list("door__household__door", "happened_at"))
    assert hours["1-1-102"] == clock.at(day, time(8, 30))
    assert hours["1-2-301"] == clock.at(day, time(9, 15))


def test_a_fever_found_on_paper_asks_for_help_like_any_other(world, page):
    key(world.client("typist"), page, **ROWS)
    assert Task.objects.filter(kind__contains="unwell").count() == 1


def test_a_second_typing_changes_nothing(world, page):
    key(world.client("typist"), page, **ROWS)
    before = set(DoorVisit.objects.values_list("pk", "received_at"))
    versions = dict(page.rows.values_list("pk", "attempt"))
    for name in ("typist", "second"):
        key(world.client(name), page, **ROWS)

    assert set(DoorVisit.objects.values_list("pk", "received_at")) == before
    assert dict(page.rows.values_list("pk", "attempt")) == versions


def test_somebody_else_goes_on_with_a_page_and_mends_a_row(world, page):
    key(world.client("typist"), page, doors_1=ROWS["doors_1"], doors_2=ROWS["doors_2"])
    key(world.client("second"), page, doors_2={"outcome": "1", "people_here": "2"}, doors_6=ROWS["doors_6"])

    assert DoorVisit.kept.count() == 3
    mended = DoorVisit.kept.get(door__household__door="1-1-102")
    assert (mended.outcome, mended.typed_by) == ("done", f"user:{world.second.pk}")
    assert DoorVisit.objects.get(pk=mended.corrects).is_voided
    assert Door.objects.get(pk=mended.door_id).state == "done"


def test_a_correction_withdraws_what_the_wrong_row_asked_for(world, page):
    typist = world.client("typist")
    key(typist, page, doors_5={**ROWS["doors_5"], "outcome": "1"})
    key(typist, page, doors_5={"outcome": "1", "people_here": "1"})
    assert list(Task.objects.filter(kind__contains="unwell").values_list("state", flat=True)) == ["cancelled"]


def test_a_row_that_is_emptied_is_taken_back(world, page):
    typist = world.client("typist")
    key(typist, page, doors_1=ROWS["doors_1"])
    key(typist, page, doors_1={})

    assert not DoorVisit.kept.exists()
    assert (page.state, page.taken, row_of(page, "doors_1").state) == ("printed", 0, "empty")
    assert Door.objects.filter(round=world.round, state="open").count() == 15 - 1
    key(typist, page, doors_1=ROWS["doors_1"])
    assert DoorVisit.kept.count() == 1


def test_two_who_key_one_row_are_shown_both_versions(world, page):
    key_row(world.client("typist"), page, "doors_1", {"outcome": "1", "people_here": "3"})
    answer = key_row(world.client("second"), page, "doors_1", {"outcome": "2"}, seen=0)

    shown = answer.content.decode()
    assert "Somebody else keyed this row in meanwhile" in shown and 'value="2"' in shown
    assert DoorVisit.kept.get().outcome == "done"
    key_row(world.client("second"), page, "doors_1", {"outcome": "2"}, seen=1)
    assert DoorVisit.kept.get().outcome == "not_at_home"


def test_a_household_on_no_list_is_found(world, page):
    key(world.client("typist"), page, new_1={"at": "10", "door": "1-2-1101", "people_here": "2"})
    home = Household.objects.get(door="1-2-1101")
    assert DoorVisit.kept.get().door.household == home
    assert home.area_path == world.areas["3号楼"].path


def test_who_wrote_is_asked_for_and_nothing_typed_is_lost(world, page):
    typist = world.client("typist")
    answer = key(typist, page, head={"writer": "", "from_at": "x"}, doors_1=ROWS["doors_1"])

    assert answer.status_code == 422
    assert "Say who wrote" in answer.content.decode()
    assert not DoorVisit.objects.exists()
    assert row_of(page, "doors_1").cells["people_here"] == "3"
    key(typist, page)
    assert DoorVisit.kept.count() == 1


def test_a_name_read_wrong_at_the_foot_is_corrected_in_every_row(world, page):
    typist = world.client("typist")
    key(typist, page, doors_1=ROWS["doors_1"], doors_2=ROWS["doors_2"])
    key(typist, page, head={"writer": "worker"})
    assert set(DoorVisit.kept.values_list("recorded_by", flat=True)) == {f"user:{world.worker.pk}"}
    assert DoorVisit.objects.count() == 4


def test_the_list_shows_a_page_until_it_is_keyed_in(world, page):
    typist = world.client("typist")
    desk = reverse("paper:forms")
    assert spaced(page.code) in typist.get(desk, {"view": "out"}).content.decode()
    finish = reverse("paper:finish", args=[page.pk])
    assert typist.post(finish).status_code == 403, "nothing was keyed in"
    key(typist, page, doors_1=ROWS["doors_1"], doors_3=ROWS["doors_3"])
    assert typist.post(finish).status_code == 403, "a row is to be mended"
    key(typist, page, doors_3={})
    assert typist.post(finish).status_code == 302
    page.refresh_from_db()
    assert page.state == "keyed"
    assert spaced(page.code) not in typist.get(desk, {"view": "out"}).content.decode()


@pytest.mark.parametrize("state", ["empty", "spoilt", "lost"])
def test_a_page_is_set_aside_and_taken_up_again(world, page, state):
    typist = world.client("typist")
    typist.post(reverse("paper:set_aside", args=[page.pk]), {"state": state})
    page.refresh_from_db()
    assert page.state == state
    assert key(typist, page, doors_1=ROWS["doors_1"]).status_code == 403
    typist.post(reverse("paper:take_up", args=[page.pk]))
    assert key(typist, page, doors_1=ROWS["doors_1"]).status_code == 302


def test_a_page_with_records_is_not_declared_empty(world, page):
    typist = world.client("typist")
    key(typist, page, doors_1=ROWS["doors_1"])
    assert typist.post(reverse("paper:set_aside", args=[page.pk]), {"state": "empty"}).status_code == 403


def test_its_code_opens_exactly_that_page(world, page):
    typist, opens = world.client("typist"), reverse("paper:open")
    for typed in (page.code, page.code.lower(), f" {page.code[:4]}-{page.code[4:]} "):
        assert typist.get(opens, {"code": typed})["Location"] == reverse("paper:page", args=[page.pk])
    misread = typist.get(opens, {"code": "3F7K92QM5"})
    assert (misread.status_code, "is not a code" in misread.content.decode()) == (404, True)
    assert world.client("stranger").get(opens, {"code": page.code}).status_code == 404


def test_it_is_not_found_where_somebody_does_not_key_in(world, page, watcher):
    with watcher.resting():
        world.elsewhere = make_worker("elsewhere", world.units["水峪村村委会"], *WORKING, KEY_IN)
    for name in ("elsewhere", "worker"):
        client = world.client(name)
        assert client.get(reverse("paper:page", args=[page.pk])).status_code == 404
        assert client.get(reverse("paper:batch", args=[page.batch])).status_code == 404
        assert key(client, page, doors_1=ROWS["doors_1"]).status_code == 404
    assert not DoorVisit.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_prints_every_door_and_misses_no_glyph(world, page, language):
    typist = world.client("typist")
    answer = typist.get(reverse("paper:batch_pdf", args=[page.batch]), headers={"accept-language": language})
    reader = PdfReader(BytesIO(answer.content))
    said = "".join("".join(each.extract_text() for each in reader.pages).split())

    assert len(reader.pages) == 1, "twelve doors and the households found stand on one page"
    doors = Household.objects.filter(area_path=world.areas["3号楼"].path).values_list("door", flat=True)
    assert len(doors) == 12 and all(door in said for door in doors)
    for words in (page.code, "入户摸排表", "Roundsheet", "第一轮摸排", "填写人", "Signature", "名单外住户"):
        assert words in said, words
    shown = typist.get(reverse("paper:batch", args=[page.batch])).content.decode()
    assert all(door in shown for door in doors) and "<svg" in shown


def test_the_same_again_is_another_page(world, page):
    subject = f"{world.round.pk}:{world.areas['3号楼'].path}:"
    again = printed(world.client("typist"), "screening.round", subject)
    assert again[0].code != page.code and Page.objects.count() == 2


def test_finishing_takes_what_was_typed_last(world, page):
    typist, finish = world.client("typist"), reverse("paper:finish", args=[page.pk])
    row = row_of(page, "doors_1")
    typed = {**HEAD, **fields_of(row, ROWS["doors_1"])}
    assert typist.post(finish, {**typed, "doors-1:outcome": "9"}).status_code == 422
    assert typist.post(finish, {**typed, "doors-1:seen": "1"}).status_code == 302
    page.refresh_from_db()
    assert (page.state, DoorVisit.kept.count()) == ("keyed", 1)


def test_when_every_door_is_walked_there_is_nothing_to_print(world, page):
    outcomes = {f"doors_{number}": {"outcome": "1"} for number in range(1, 13)}
    key(world.client("typist"), page, **outcomes)
    subject = f"{world.round.pk}:{world.areas['3号楼'].path}:"
    prints = reverse("paper:print", args=["screening.round"])
    answer = world.client("typist").post(prints, {"subject": subject, "day": f"{clock.today():%F}"})
    assert answer.status_code == 422
    assert f'value="{subject}"' not in answer.content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"doors-1:seen": "x" * 50, "doors-1:outcome": "1" * 5000, "writer": "林" * 500, "from_at": "8"}]
)
def test_broken_input_records_nothing(world, page, given):
    typist = world.client("typist")
    assert typist.post(reverse("paper:page", args=[page.pk]), given).status_code == 422
    row = row_of(page, "doors_1")
    assert typist.post(reverse("paper:row", args=[page.pk, row.pk]), {}).status_code == 404
    assert not DoorVisit.objects.exists()


def test_a_page_whose_code_nobody_can_read_is_found_by_form_place_and_day(world, page, day):
    typist, desk = world.client("typist"), reverse("paper:forms")
    where = {
        "form": "screening.round",
        "area": world.areas["第一网格"].path,
        "day_from": f"{day:%F}",
        "day_to": f"{day:%F}",
    }
    assert spaced(page.code) in typist.get(desk, where).content.decode()
    for wrong in ({"form": "isolation.day"}, {"area": world.areas["河西社区"].path}, {"day_to": "2020-01-01"}):
        assert spaced(page.code) not in typist.get(desk, {**where, **wrong}).content.decode()
