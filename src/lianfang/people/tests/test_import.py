"""A list of residents taken over from the command line: what becomes of it, and of the register."""

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
    LIST,
    NUMBERS,
    TESTS,
    csv_of,
    id_number,
    import_list,
    make_person,
    outcomes,
    phone,
    register,
)
from lianfang.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]


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

    for most in (18, 7):  # with the turn it takes on PostgreSQL
        with CaptureQueriesContext(connection) as sent:
            import_list(csv_of(*rows), into)
        assert len(sent) <= most


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
