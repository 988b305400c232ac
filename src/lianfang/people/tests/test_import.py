"""A list of residents taken over from the command line: what becomes of each row, and of the register."""

import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.people.access import SEE_PEOPLE
from lianfang.people.bulk import look_again
from lianfang.people.commands import residents
from lianfang.people.events import HouseholdsFounded, PersonMoved
from lianfang.people.importing import importer as importing
from lianfang.people.importing import writing
from lianfang.people.models import Household, NameToken, Person
from lianfang.people.selectors import by_id_number, doubles_visible_to, find_people
from lianfang.people.services import leave, merge
from lianfang.people.tests.make import (
    HEADINGS,
    TESTS,
    csv_of,
    id_number,
    import_list,
    make_person,
    outcomes,
    phone,
    register,
    xlsx_of,
)
from lianfang.privacy.models import AuditEntry
from lianfang.territory.tests.make import make_district

pytestmark = pytest.mark.django_db

NUMBERS = [id_number(), id_number(sex="F"), id_number(date(2015, 3, 4))]
LIST = [
    ("王小明", NUMBERS[0], "13812345678", "河东社区", "第一网格", "3号楼", "2-601"),
    ("李芳", NUMBERS[1], "13912345678", "河东社区", "第一网格", "3号楼", "2-601"),
    ("王朵", NUMBERS[2], "", "河东社区", "第一网格", "3号楼", "2-601"),
    ("赵婆婆", "", "13700000001", "河西社区"),
]


@pytest.fixture(autouse=True)
def areas(watcher):
    with watcher.resting():
        return make_district()


@pytest.fixture
def into(areas) -> str:
    return areas["云溪街道"].path


def lianfang(*arguments: object) -> str:
    return CliRunner().invoke(residents, [str(each) for each in arguments], catch_exceptions=False).output


# -- from the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_bytes(csv_of(*LIST))
    return path


def test_it_is_done_from_the_command_line(file: Path, tmp_path: Path) -> None:
    said = lianfang(file, "--into", "云溪街道", "--out", tmp_path / "out.csv")

    assert "4 added, 0 corrected, 0 as on record, 0 not taken" in said
    lines = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("姓名,身份证号") and lines[1].endswith("added,")


def test_a_dry_run_says_the_same_and_writes_nothing(file: Path) -> None:
    said = lianfang(file, "--into", "云溪街道", "--dry-run")

    assert "Nothing is written" in said and "4 added" in said
    assert not Person.objects.exists() and not Household.objects.exists()


def test_a_list_of_which_nothing_was_taken_is_no_success(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(csv_of(("王小明", "123")))

    assert CliRunner().invoke(residents, [str(path), "--into", "云溪街道"]).exit_code == 1


def test_an_area_that_is_not_there_is_one_clear_line(file: Path) -> None:
    result = CliRunner().invoke(residents, [str(file), "--into", "无名社区"])

    assert "无名社区" in str(result.exception)


# -- what becomes of the register --------------------------------------------------------------------------------------


def test_people_of_one_door_are_one_household(into: str, areas) -> None:
    import_list(csv_of(*LIST), into)

    household = Household.objects.get()
    assert (household.area_path, household.door) == (areas["3号楼"].path, "2-601")
    assert household.people.count() == 3
    assert Person.objects.get(household=None).area_path == areas["河西社区"].path


def test_they_are_found_by_name_and_number(into: str) -> None:
    import_list(csv_of(*LIST), into)

    assert find_people(TESTS, SEE_PEOPLE, "wxm").count() == 1
    assert str(by_id_number(NUMBERS[1]).name) == "李芳"


def test_the_same_list_again_changes_nothing(into: str) -> None:
    import_list(csv_of(*LIST), into)
    before = register(), NameToken.objects.count(), Household.objects.count()

    again = import_list(csv_of(*LIST), into)

    assert outcomes(again) == ["as on record"] * 4
    assert (register(), NameToken.objects.count(), Household.objects.count()) == before


def test_a_later_list_corrects_and_leaves_what_it_does_not_say(into: str) -> None:
    import_list(csv_of(*LIST), into)

    later = import_list(csv_of((*LIST[0][:2], "13666666666", *LIST[0][3:]), (*LIST[1][:2], "", *LIST[1][3:])), into)

    assert outcomes(later) == ["corrected", "as on record"]
    assert by_id_number(NUMBERS[0]).phone == "13666666666"
    assert by_id_number(NUMBERS[1]).phone == "13912345678"


def test_somebody_who_moved_stands_at_the_new_door(into: str, areas) -> None:
    import_list(csv_of(*LIST), into)

    import_list(csv_of((*LIST[0][:3], "河西社区", "", "", "5-1-101")), into)

    moved = by_id_number(NUMBERS[0])
    assert (moved.area_path, moved.household.door) == (areas["河西社区"].path, "5-1-101")


def test_new_doors_are_announced_once_and_whoever_moves_with_both_places(into: str, areas, monkeypatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(writing, "publish", told.append)
    import_list(csv_of(*LIST), into)

    import_list(csv_of((*LIST[0][:3], "河西社区")), into)

    moved, doors = by_id_number(NUMBERS[0]), Household.objects.values_list("pk", flat=True)
    assert told == [
        HouseholdsFounded(tuple(doors)),
        PersonMoved(moved.pk, areas["3号楼"].path, areas["河西社区"].path),
    ]


def test_somebody_born_tomorrow_is_refused(into: str) -> None:
    rows = csv_of(("王小明", "2099-01-01", "河东社区"), headings=("姓名", "出生日期", "社区"))

    assert "has not come yet" in reasons(rows, into)[0]


def test_somebody_without_an_id_number_gains_one(into: str) -> None:
    door = ("河东社区", "第一网格", "3号楼", "2-601")
    import_list(csv_of(("王小明", "", "13812345678", *door)), into)

    gained = import_list(csv_of(("王小明", NUMBERS[0], "", *door)), into)

    assert outcomes(gained) == ["corrected"]
    assert Person.objects.count() == 1 and by_id_number(NUMBERS[0])


def test_somebody_who_had_left_is_back(into: str) -> None:
    import_list(csv_of(*LIST), into)
    leave(actor=TESTS, person=by_id_number(NUMBERS[0]).pk)

    assert outcomes(import_list(csv_of(LIST[0]), into)) == ["corrected"]
    assert not by_id_number(NUMBERS[0]).is_gone


def test_a_merged_record_is_the_one_it_points_to(into: str) -> None:
    import_list(csv_of(*LIST), into)
    whole = make_person("王小明", area_path=into)
    merge(actor=TESTS, person=by_id_number(NUMBERS[0]).pk, into=whole.pk)

    import_list(csv_of((*LIST[0][:2], "13666666666", "河西社区")), into)

    whole.refresh_from_db()
    assert whole.phone == "13666666666"


def test_likely_duplicates_are_counted_and_offered(into: str) -> None:
    make_person("王晓明", phone="13812345678", area_path=into)

    assert import_list(csv_of(*LIST), into, dry=True).tally.doubles == 1
    assert import_list(csv_of(*LIST), into).tally.doubles == 1
    assert doubles_visible_to(TESTS).count() == 1


def test_duplicates_within_the_list_are_foreseen(into: str) -> None:
    rows = [("王小明", NUMBERS[0], "13812345678", "河东社区"), ("王晓明", "", "13812345678", "河西社区")]

    assert import_list(csv_of(*rows), into, dry=True).tally.doubles == 1
    assert import_list(csv_of(*rows), into).tally.doubles == 1


def test_a_batch_is_one_audit_entry(into: str) -> None:
    before = AuditEntry.objects.count()

    import_list(csv_of(*LIST), into)

    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("id").detail == {"new": 4, "updated": 0}


def test_a_batch_takes_a_dozen_queries_and_one_that_changes_nothing_a_few(into: str) -> None:
    rows = [(f"王小{chr(0x4E00 + at)}", id_number(), phone(), "河东社区", "", "", f"1-{at}") for at in range(60)]

    for most in (17, 6):
        with CaptureQueriesContext(connection) as sent:
            import_list(csv_of(*rows), into)
        assert len(sent) <= most


# -- rows that cannot be taken -------------------------------------------------------------------------------------------


def reasons(content: bytes, into: str, filename: str = "名单.csv") -> list[str]:
    done = import_list(content, into, filename=filename)
    return [done.result.added(row.number)[1] for row in done.table.rows()]


@pytest.mark.parametrize(
    "row, reason",
    [
        (("", NUMBERS[0], "", "河东社区"), "姓名 is empty"),
        (("王小明", NUMBERS[0][:-1] + "A", "", "河东社区"), "ID number"),
        (("王小明", "12345", "", "河东社区"), "5 characters"),
        (("王小明", NUMBERS[0], "12", "河东社区"), "phone"),
        (("王小明", NUMBERS[0], "", "河中社区"), "No area of this name in 社区"),
        (("王小明", NUMBERS[0], "", ""), "in which community"),
        (("王小明", NUMBERS[0], "", "河东社区", "第九网格"), "No area of this name in 网格"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: tuple[str, ...], reason: str, into: str) -> None:
    assert reason in reasons(csv_of(row), into)[0]
    assert not Person.objects.exists()


def test_a_number_that_a_spreadsheet_has_rounded_is_refused(into: str) -> None:
    rows = [("王小明", 210203198005170017, "", "河东社区")]

    assert "lost digits" in reasons(xlsx_of(*rows), into, "名单.xlsx")[0]


def test_a_number_under_another_name_is_refused(into: str) -> None:
    import_list(csv_of(*LIST), into)

    assert "another name" in reasons(csv_of(("赵六", NUMBERS[0], "", "河东社区")), into)[0]


def test_a_row_that_may_mean_two_is_refused(into: str) -> None:
    import_list(csv_of(("王小明", "", "13812345678", "河东社区"), ("王小明", "", "13812345679", "河东社区")), into)

    assert "Several people" in reasons(csv_of(("王小明", "", "", "河东社区")), into)[0]


def test_nothing_of_a_refused_row_is_in_the_reason(into: str) -> None:
    row = ("欧阳明月", "210203198005170000", "1381234", "欧阳的家")

    said = reasons(csv_of(row), into)[0]

    assert not any(value in said for value in row)


def test_a_cancelled_list_says_which_rows_were_not_reached(into: str, monkeypatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    going_on = iter([True, False])

    cancelled = import_list(csv_of(*LIST), into, go_on=lambda: next(going_on))

    assert outcomes(cancelled) == ["added", "added", "not reached", "not reached"]
    assert outcomes(import_list(csv_of(*LIST), into)) == ["as on record", "as on record", "added", "added"]


# -- shapes of lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_gives_the_same_register(encoding: str, into: str) -> None:
    assert outcomes(import_list(csv_of(*LIST, encoding=encoding), into)) == ["added"] * 4
    assert {row[0] for row in register()} == {"王小明", "李芳", "王朵", "赵婆婆"}


@pytest.mark.parametrize("seed", range(4))
def test_columns_in_any_order_give_the_same_register(seed: int, into: str) -> None:
    order = random.Random(seed).sample(range(len(HEADINGS)), len(HEADINGS))
    import_list(csv_of(*LIST), into)
    before = register()

    rows = [[*row, *[""] * (len(HEADINGS) - len(row))] for row in LIST]
    shuffled = csv_of(*([row[at] for at in order] for row in rows), headings=[HEADINGS[at] for at in order])

    assert outcomes(import_list(shuffled, into)) == ["as on record"] * 4
    assert register() == before


@pytest.mark.parametrize(
    "heading, cell",
    [
        ("公民身份号码", f'="{NUMBERS[0]}"'),
        ("身份证", f"'{NUMBERS[0]}"),
        ("证件号码", f" {NUMBERS[0][:6]} {NUMBERS[0][6:].lower()} "),
    ],
)
def test_numbers_are_read_as_people_write_them(heading: str, cell: str, into: str) -> None:
    import_list(csv_of(("王小明", cell, "河东社区"), headings=("姓名", heading, "所属社区")), into)

    assert by_id_number(NUMBERS[0])


def test_a_number_of_fifteen_digits_is_the_one_of_eighteen(into: str) -> None:
    short = "210203" + "800517" + "001"
    import_list(csv_of(("王小明", short, "", "河东社区")), into)

    long = str(Person.objects.get().id_number)
    assert outcomes(import_list(csv_of(("王小明", long, "", "河东社区")), into)) == ["as on record"]


@pytest.mark.parametrize("written", ["1980-05-17", "1980/5/17", "1980.5.17", "19800517", "1980年5月17日"])
def test_dates_in_the_usual_shapes(written: str, into: str) -> None:
    import_list(csv_of(("王小明", written, "河东社区"), headings=("姓名", "出生日期", "社区")), into)

    assert str(Person.objects.get().birth_date) == "1980-05-17"


def test_the_id_number_counts_more_than_the_columns_beside_it(into: str) -> None:
    rows = [("王小明", NUMBERS[0], "1990-01-01", "女", "河东社区")]
    done = import_list(csv_of(*rows, headings=("姓名", "身份证号", "出生日期", "性别", "社区")), into)

    person = Person.objects.get()
    assert (str(person.birth_date), person.sex) == ("1980-05-17", "M")
    assert "the ID number was followed" in done.result.added(2)[1]


# -- properties ----------------------------------------------------------------------------------------------------------

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["王小明", "李芳", "张伟", "章炜"]),
        st.sampled_from(["", *NUMBERS]),
        st.sampled_from(["", "13812345678", "13812345679"]),
        st.sampled_from(["河东社区", "河西社区"]),
        st.just(""),
        st.just(""),
        st.sampled_from(["", "1-101", "1-102"]),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE, st.integers(1, 4))
def test_twice_is_once_and_a_dry_run_tells_the_truth(watcher, into: str, rows, batch: int) -> None:
    with watcher.resting():
        Person.objects.all().delete()
        Household.objects.all().delete()
    usual, importing.BATCH = importing.BATCH, batch
    try:
        foreseen = import_list(csv_of(*rows), into, dry=True)
        assert not Person.objects.exists()
        first = import_list(csv_of(*rows), into)
        assert (outcomes(foreseen), foreseen.tally) == (outcomes(first), first.tally)
        before = register()
        taken = [row for row, outcome in zip(rows, outcomes(first), strict=True) if outcome != "not taken"]
        import_list(csv_of(*taken), into)
    finally:
        importing.BATCH = usual
    assert register() == before


def test_two_rows_that_disagree_about_one_person_are_not_both_taken(into: str) -> None:
    rows = [("王小明", NUMBERS[0], "13812345678", "河东社区"), ("王小明", NUMBERS[0], "13812345679", "河西社区")]

    done = import_list(csv_of(*rows), into)

    assert outcomes(done) == ["added", "not taken"] and "row 2" in done.result.added(3)[1]


def test_a_row_that_repeats_another_says_so(into: str) -> None:
    done = import_list(csv_of(LIST[0], LIST[0]), into)

    assert outcomes(done) == ["added", "as on record"] and "repeats row 2" in done.result.added(3)[1]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL looks at its tables by itself")
@pytest.mark.parametrize("many, looked_at", [(1, {"people_person", "people_nametoken"}), (10_000, set())])
def test_the_database_looks_at_its_tables_after_a_long_list(into: str, monkeypatch, many: int, looked_at: set) -> None:
    monkeypatch.setattr(importing, "MANY", many)
    looked: list[str] = []
    monkeypatch.setattr(importing, "look_again", lambda: looked.extend(_looked_at()))
    import_list(csv_of(*LIST), into)
    assert looked_at <= set(looked)
    assert bool(looked) == bool(looked_at)


def _looked_at() -> list[str]:
    look_again()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        return [table for (table,) in cursor.fetchall()]
