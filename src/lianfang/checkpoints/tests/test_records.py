"""Records of a post handed in by kind: as a batch of the API, and as a table of a shift kept on paper."""

from datetime import timedelta

import openpyxl
import pytest
from click.testing import CliRunner

from lianfang.acts.commands import records
from lianfang.checkpoints.models import CallForHelp, PersonCheck, Tally
from lianfang.checkpoints.tests.test_api import call, stamped  # noqa: F401 - a fixture
from lianfang.kernel.clock import now

pytestmark = pytest.mark.django_db


def press(cast, **values):
    return stamped(kind="checkpoints.tally", about=str(cast.post.pk), values=values)


def test_each_record_of_a_batch_is_answered_by_itself(cast, call):  # noqa: F811
    good, empty = press(cast, vehicles=1, people=3), press(cast, vehicles=0, people=0)
    nowhere = {**press(cast, people=1), "about": "01900000-0000-7000-8000-000000000000"}
    strange = {**press(cast, people=1), "kind": "nothing.known"}
    told = call("/records", {"records": [good, empty, nowhere, strange, good]}).json()["answers"]

    assert [answer["state"] for answer in told] == ["accepted", "rejected", "rejected", "rejected", "accepted"]
    assert [wrong["field"] for wrong in told[1]["errors"]] == ["people"]
    assert [answer["code"] for answer in told[2:4]] == ["kernel.not_found", "acts.no_such_kind"]
    assert Tally.kept.get().people == 3


def test_a_stop_and_its_travellers_come_as_one_record(cast, call):  # noqa: F811
    stop = stamped(kind="checkpoints.stop", about=str(cast.post.pk))
    wrong = {"plate": "XX", "people": [{"first_reading": "36.5"}, {"first_reading": "80"}]}
    told = call("/records", {"records": [{**stop, "values": wrong}]}).json()["answers"][0]
    assert {each["field"] for each in told["errors"]} == {"plate", "people-1-first_reading"}

    right = {"plate": "辽F12345", "people": [{"first_reading": "36.5"}, {"first_reading": "36.7"}]}
    assert call("/records", {"records": [{**stop, "values": right}]}).json()["answers"][0]["state"] == "accepted"
    assert PersonCheck.kept.count() == 2


def test_help_is_called_from_any_door(cast, call):  # noqa: F811
    given = stamped(kind="checkpoints.call_for_help", about=str(cast.post.pk), values={"kind": "medical"})
    assert call("/records", {"records": [given]}).json()["answers"][0]["state"] == "accepted"
    assert CallForHelp.kept.get().kind == "medical"


def test_the_sheets_are_told_once(call):  # noqa: F811
    told = call("/sheets")
    assert {"checkpoints.tally", "isolation.health_report"} <= {sheet["code"] for sheet in told.json()}


def test_who_may_not_work_at_the_post_records_nothing(cast, call, client):  # noqa: F811
    client.logout()
    refused = client.post("/api/v1/records", {"records": []}, "application/json")
    assert refused.status_code == 401


@pytest.fixture
def shift(cast, tmp_path):
    """What a crew wrote on paper, typed into a table."""
    began = now().replace(second=0, microsecond=0) - timedelta(hours=3)
    rows = ["时间,卡口,方向,车辆,人员"]
    rows += [f"{began + timedelta(minutes=5 * n):%Y-%m-%d %H:%M},{cast.post.name},进,1,{n + 1}" for n in range(3)]
    rows += [f"{began:%Y-%m-%d %H:%M},没有这个卡口,进,1,1", f"{began:%Y-%m-%d %H:%M},{cast.post.name},横,1,1"]
    file = tmp_path / "班次.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_a_shift_kept_on_paper_comes_in_once(cast, shift, tmp_path):
    out = tmp_path / "result.csv"
    for _time in range(2):
        told = CliRunner().invoke(
            records, ["checkpoints.tally", str(shift), "--as", cast.crew.username, "--out", str(out)]
        )
        assert told.exit_code == 0, told.output
        assert "3 rows recorded, 2 not taken" in told.output

    assert sorted(Tally.kept.values_list("people", flat=True)) == [1, 2, 3]
    assert Tally.kept.filter(typed_by="", recorded_offline=True).count() == 0
    assert "nothing of this name" in out.read_text(encoding="utf-8")


def test_without_a_name_nobody_answers_for_the_rows(cast, shift):
    told = CliRunner().invoke(records, ["checkpoints.tally", str(shift)])
    assert told.exit_code == 1
    assert "--as" in told.output
    assert not Tally.objects.exists()


def test_the_template_has_the_columns_of_the_sheet(tmp_path):
    file = tmp_path / "empty.xlsx"
    assert CliRunner().invoke(records, ["checkpoints.tally", "--template", str(file)]).exit_code == 0
    head = [cell.value for cell in openpyxl.load_workbook(file).worksheets[0][1]]
    assert head == ["time", "checkpoint", "direction", "vehicles", "people"]


@pytest.mark.parametrize(("kind", "words"), [("nothing", "There are:"), ("checkpoints.stop", "one by one")])
def test_a_kind_that_no_table_can_hold_says_so(cast, shift, kind, words):
    told = CliRunner().invoke(records, [kind, str(shift), "--as", cast.crew.username])
    assert told.exit_code == 1
    assert words in told.output + str(told.exception)
