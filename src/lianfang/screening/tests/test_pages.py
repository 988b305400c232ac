"""The pages of rounds: open one, look where somebody is missing, record, decide, close, compare."""

from datetime import timedelta
from html import unescape

import pytest

from lianfang.codes.services import codes_for
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.people.tests.make import make_person
from lianfang.privacy.models import Read
from lianfang.screening.found import Unwell
from lianfang.screening.models import Door, DoorVisit, Round
from lianfang.screening.services import close_part
from lianfang.screening.tests.make import SYSTEM, knock, stamp
from lianfang.territory.models import Area

pytestmark = pytest.mark.django_db


def text(answer):
    return unescape(answer.content.decode())


def planned(**more):
    ends = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    given = {
        "name": "第二轮摸排",
        "area": "河东社区",
        "behind": "households",
        "purpose": "control",
        "from_at": now().strftime("%Y-%m-%dT%H:%M"),
        "until_at": ends,
        "tries": "3",
    }
    return {**given, **more}


# -- opening ---------------------------------------------------------------------------------------------------------


def test_the_denominator_is_shown_before_the_round_is_opened(cast):
    client = cast.client("secretary")
    shown = client.post("/screening/open/", planned(preview="1"))
    assert shown.status_code == 200 and not Round.objects.exists()
    assert "第一网格" in text(shown) and ">5<" in text(shown).replace("\n", "")
    made = client.post("/screening/open/", planned(go="1"))
    round_ = Round.objects.get()
    assert made.status_code == 302 and made["Location"] == f"/screening/{round_.pk}/"
    assert round_.doors.count() == 5


def test_it_says_beside_the_field_what_is_wrong(cast):
    client = cast.client("secretary")
    past = client.post("/screening/open/", planned(go="1", until_at="2020-01-01T10:00"))
    assert past.status_code == 422 and "The end must come after the beginning." in text(past)
    nowhere = client.post("/screening/open/", planned(go="1", area="西山"))
    assert nowhere.status_code == 422
    elsewhere = client.post("/screening/open/", planned(go="1", area="水峪村"))
    assert elsewhere.status_code == 422 and not Round.objects.exists()
    assert client.post("/screening/open/", planned(area="水峪村")).status_code == 422


def test_doors_on_a_list_are_meant_by_code_or_by_building_and_door(cast):
    codes = codes_for("people.household", [cast.homes["1-1-101"].pk], actor=SYSTEM)
    code = codes[cast.homes["1-1-101"].pk]
    client = cast.client("secretary")
    listed = f"{code[:4]} {code[4:8]} {code[8:]}\n3号楼 1栋1单元102\n第二网格\t2-1-101\n\n"
    assert client.post("/screening/open/", planned(go="1", listed=listed)).status_code == 302
    doors = Door.objects.filter(round=Round.objects.get()).values_list("household__door", flat=True)
    assert sorted(doors) == ["1-1-101", "1-1-102", "2-1-101"]
    wrong = client.post("/screening/open/", planned(go="1", listed="3号楼 9-9-909\n2-1-101\n河西社区 5-1-101"))
    assert wrong.status_code == 422 and "line 1, 3" in text(wrong)


# -- looking ---------------------------------------------------------------------------------------------------------


def test_the_table_is_walked_down_to_the_doors(cast):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    client = cast.client("secretary")
    whole = text(client.get(f"/screening/{round_.pk}/"))
    grid, building = cast.areas["第一网格"].path, cast.areas["3号楼"].path
    assert f'href="/screening/{round_.pk}/?area={grid}"' in whole and "20.0 %" in whole and "33.3 %" in whole
    below = text(client.get(f"/screening/{round_.pk}/?area={grid}"))
    assert f'href="/screening/{round_.pk}/doors/?area={building}"' in below
    by_grid = text(client.get(f"/screening/{round_.pk}/?level=grid"))
    assert "第二网格" in by_grid and "3号楼" not in by_grid


def test_an_area_that_is_not_the_readers_is_not_found(cast):
    street = cast.open(area_path=cast.areas["云溪街道"].path)
    client = cast.client("secretary")
    assert client.get(f"/screening/{street.pk}/").status_code == 200
    shown = text(client.get(f"/screening/{street.pk}/"))
    assert "河西社区" not in shown and "第一网格" in shown
    assert client.get(f"/screening/{street.pk}/?area={cast.areas['河西社区'].path}").status_code == 404
    assert client.get(f"/screening/{street.pk}/close/").status_code == 404, (
        "the street's round is not the community's to close"
    )
    assert cast.client("stranger").get(f"/screening/{street.pk}/").status_code == 404


def test_the_live_part_is_drawn_again_only_where_something_changed(cast):
    round_ = cast.open()
    client = cast.client("secretary")
    address = f"/screening/{round_.pk}/current/"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_map_shows_who_is_missing_and_opens_the_doors(cast, watcher):
    ring = [[121.0, 42.0], [121.01, 42.0], [121.01, 42.01], [121.0, 42.0]]
    with watcher.resting():
        Area.objects.filter(level="grid").update(geometry={"type": "Polygon", "coordinates": [ring]})
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "2-1-101"))
    shown = text(cast.client("secretary").get(f"/screening/{round_.pk}/"))
    grid = cast.areas["第二网格"].path
    assert f"/screening/{round_.pk}/doors/?view=missing&area={grid}" in shown
    assert "第二网格: 1" in shown


def test_a_part_said_to_be_walked_stands_beside_what_is_counted(cast):
    round_ = cast.open()
    close_part(actor=cast.actor(), stamp=stamp(), round_=round_.pk, said_visited=77, said_reached=66)
    shown = text(cast.client("secretary").get(f"/screening/{round_.pk}/"))
    assert "77" in shown and "66" in shown and "第一网格" in shown


def test_the_doors_are_listed_searched_and_taken_along(cast):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-102"), "refused")
    client = cast.client("secretary")
    address = f"/screening/{round_.pk}/doors/"
    assert text(client.get(address)).index("1-1-102") < text(client.get(address)).index("1-1-1001")
    found = text(client.get(f"{address}?q=1-1-10"))
    assert "1-1-1001" not in found and "2-1-101" not in found
    assert "1-1-1001" in text(client.get(f"{address}?q=1-1-1001"))
    missing = text(client.get(f"{address}?view=missing"))
    assert "1-1-102" in missing and "turned away" in missing
    assert "1-1-101" not in text(client.get(f"{address}?state=refused"))
    file = client.get(f"{address}?export=csv")
    assert file.status_code == 200 and len(b"".join(file.streaming_content).splitlines()) == 6


def test_a_worker_sees_the_doors_of_the_own_grid(cast):
    round_ = cast.open()
    shown = text(cast.client("worker").get(f"/screening/{round_.pk}/doors/"))
    assert "1-1-101" in shown and "2-1-101" not in shown
    other = cast.door(round_, "2-1-101")
    assert cast.client("worker").get(f"/screening/doors/{other.pk}/").status_code == 404
    assert cast.client("colleague").get(f"/screening/doors/{other.pk}/").status_code == 200


def test_what_was_found_is_for_who_may_read_it_and_the_reading_is_logged(cast):
    person = make_person("王小明", household=cast.homes["2-1-101"])
    door = cast.door(cast.open(), "2-1-101")
    visit = knock(SYSTEM, door, people_here=3, unwell=(Unwell("李热", symptoms=("cough",)),), note="二楼")
    hers = cast.client("volunteer")
    page = text(hers.get(f"/screening/doors/{door.pk}/"))
    assert "spoken to" in page and "unwell" not in page and "李热" not in page
    assert hers.get(f"/screening/visits/{visit.pk}/").status_code == 404
    Read.objects.all().delete()
    shown = text(cast.client("secretary").get(f"/screening/visits/{visit.pk}/"))
    assert "李热" in shown and "cough" in shown and "二楼" in shown
    assert list(Read.objects.filter(how="detail").values_list("person_id", flat=True)) == [person.pk]


# -- recording -------------------------------------------------------------------------------------------------------


def typed(**more):
    given = {"stamp": str(new_id()), "outcome": "done", "people_here": "", "note": ""}
    for part in ("arrived", "unwell", "in_need"):
        given |= {f"{part}-TOTAL_FORMS": "1", f"{part}-INITIAL_FORMS": "0"}
    return {**given, **more}


def test_a_visit_is_typed_at_a_desk(cast):
    round_ = cast.open(questions=("tasks.people_at_home",))
    door = cast.door(round_, "1-1-101")
    client = cast.client("worker")
    address = f"/screening/doors/{door.pk}/record/"
    assert "How many people live here now?" in text(client.get(address))
    row = {"arrived-0-name": "王远", "arrived-0-been_in_place_0": "绥江市"}
    row |= {"arrived-0-been_in_from_0": "2022-03-01", "arrived-0-been_in_until_0": "2022-03-05"}
    given = typed(people_here="3", **{"unwell-0-temperature": "382", "tasks.people_at_home:household": "3"}, **row)
    assert [client.post(address, given).status_code for _twice in range(2)] == [302, 302]
    told = DoorVisit.objects.get().told()
    assert (told.arrived[0].name, told.arrived[0].been_in[0].place_name) == ("王远", "绥江市")
    assert (str(told.unwell[0].temperature), dict(told.answers)) == ("38.2", {"tasks.people_at_home:household": "3"})


def test_what_cannot_be_stands_beside_its_field(cast):
    door = cast.door(cast.open(), "1-1-101")
    client = cast.client("worker")
    address = f"/screening/doors/{door.pk}/record/"
    cold = client.post(address, typed(**{"unwell-0-temperature": "20"}))
    assert cold.status_code == 422 and "20.0 °C cannot be" in text(cold)
    nobody = client.post(address, typed(outcome="empty", **{"in_need-0-name": "赵老"}))
    assert nobody.status_code == 422 and "Only where somebody was spoken to" in text(nobody)
    nothing = client.post(address, typed(outcome=""))
    assert nothing.status_code == 422 and not DoorVisit.objects.exists()


def test_a_household_on_no_list_is_typed_at_a_desk(cast):
    round_ = cast.open()
    client = cast.client("worker")
    address = f"/screening/{round_.pk}/new-door/"
    assert client.get(address).status_code == 200
    made = client.post(address, typed(area_path="第二网格", door="2-1-909", people_here="1"))
    assert made.status_code == 302
    assert Door.objects.get(household__door="2-1-909").is_new
    again = client.post(address, typed(area_path="", door="老王家"))
    assert again.status_code == 422


def test_a_record_is_corrected_and_voided(cast):
    door = cast.door(cast.open(), "1-1-101")
    sick = (Unwell("李热", symptoms=("cough",)),)
    visit = knock(cast.actor(), door, people_here=3, unwell=sick)
    client = cast.client("worker")
    page = text(client.get(f"/screening/visits/{visit.pk}/correct/"))
    assert 'value="3"' in page and "李热" in page
    rows = {"unwell-TOTAL_FORMS": "2", "unwell-INITIAL_FORMS": "1", "unwell-0-name": "李热"}
    given = typed(people_here="4", **rows, **{"unwell-0-symptoms": "cough"})
    assert client.post(f"/screening/visits/{visit.pk}/correct/", given).status_code == 302
    right = DoorVisit.kept.get()
    assert (right.people_here, right.corrects, right.told().unwell) == (4, visit.pk, sick)
    assert client.post(f"/screening/visits/{right.pk}/void/", {}).status_code == 302 and DoorVisit.kept.exists()
    client.post(f"/screening/visits/{right.pk}/void/", {"because": "错门"})
    assert not DoorVisit.kept.exists() and "错门" in text(client.get(f"/screening/doors/{door.pk}/"))


def test_what_was_found_is_followed_up_on_its_page(cast):
    visit = knock(cast.actor(), cast.door(cast.open(), "1-1-101"), unwell=(Unwell("李热", symptoms=("cough",)),))
    client = cast.client("secretary")
    address = f"/screening/visits/{visit.pk}/"
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"followed": "to_clinic"}).status_code == 302
    assert "What waits" not in text(client.get(address))


def test_two_versions_stand_side_by_side_until_somebody_decides(cast):
    door = cast.door(cast.open(), "1-1-101")
    knock(cast.actor(), door, people_here=31)
    other = knock(cast.actor("colleague"), door, people_here=42)
    client = cast.client("secretary")
    assert "Two versions of one day" in text(client.get(f"/screening/doors/{door.pk}/"))
    shown = text(client.get(f"/screening/doors/{door.pk}/decide/"))
    assert "31" in shown and "42" in shown and "colleague" in shown
    assert client.post(f"/screening/doors/{door.pk}/decide/", {"keep": str(other.pk)}).status_code == 302
    assert DoorVisit.kept.get().pk == other.pk
    assert "Nothing to decide" in text(client.get(f"/screening/doors/{door.pk}/decide/"))
    assert client.post(f"/screening/doors/{door.pk}/decide/", {"keep": "x"}).status_code == 409


# -- closing ---------------------------------------------------------------------------------------------------------


def test_it_is_changed_closed_and_printed(cast):
    round_ = cast.open()
    knock(SYSTEM, cast.door(round_, "1-1-101"))
    client = cast.client("secretary")
    ends = (now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    changed = client.post(f"/screening/{round_.pk}/change/", {"name": "新名", "until_at": ends, "tries": "2"})
    assert changed.status_code == 302 and Round.objects.get().tries == 2
    assert (
        client.post(f"/screening/{round_.pk}/change/", {"name": "新名", "until_at": ends, "tries": "9"}).status_code
        == 422
    )
    assert "Close" in text(client.get(f"/screening/{round_.pk}/close/")) and Round.objects.get().is_open
    done = client.post(f"/screening/{round_.pk}/close/")
    assert done["Location"] == f"/screening/{round_.pk}/summary/"
    sheet = text(client.get(done["Location"]))
    assert "Of 5 doors 5 are occupied; in 1 of them somebody was spoken to." in sheet and "20.0" in sheet
    page = text(client.get(f"/screening/{round_.pk}/"))
    assert "is over" in page and "/close/" not in page


def test_rounds_of_an_area_are_compared_as_far_as_the_reader_sees_them(cast):
    first = cast.open(name="第一轮")
    knock(SYSTEM, cast.door(first, "1-1-101"))
    cast.open(name="街道一轮", area_path=cast.areas["云溪街道"].path)
    cast.open(name="别处", area_path=cast.areas["河西社区"].path)
    client = cast.client("secretary")
    shown = text(client.get(f"/screening/compare/?area={cast.areas['河东社区'].path}"))
    assert "第一轮" in shown and "街道一轮" in shown and "别处" not in shown and "20.0 %" in shown
    assert "第一轮" in text(client.get("/screening/compare/"))
    assert client.get(f"/screening/compare/?area={cast.areas['水峪村'].path}").status_code == 404
    nothing = text(cast.client("stranger").get("/screening/compare/"))
    assert "Nothing to compare" in nothing


def test_the_list_of_rounds_holds_those_of_the_reader(cast):
    cast.open(name="河东一轮")
    assert "河东一轮" in text(cast.client("worker").get("/screening/"))
    assert "河东一轮" not in text(cast.client("stranger").get("/screening/"))
    assert "Open a round" not in text(cast.client("worker").get("/screening/"))
