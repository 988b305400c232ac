"""Lists through the API, from the command line, on the phone; and the night, when nobody is awake."""

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.kernel.ids import new_id
from lianfang.orgs.models import OnDuty
from lianfang.sync.registry import collections
from lianfang.tasks import clocks
from lianfang.tasks.models import Task
from lianfang.verification import yields
from lianfang.verification.commands import name_list
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Outcome, Stage, State
from lianfang.verification.taking import runs
from lianfang.verification.tests.make import about, csv_of, make_list, row_of, unknown_row, wang_row

pytestmark = pytest.mark.django_db

LIKELY = ("2", "李秀瑛", "", "13812340002", "河东社区3号楼2-601", "")


@pytest.fixture
def calls(office, watcher):
    def call(who, method, path, body=None, **form):
        with watcher.resting():
            _token, words = make_token(
                actor=Actor.of(getattr(office, who)), name="test", expires_at=now() + timedelta(days=1)
            )
        more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {"data": form}
        headers = {"Authorization": f"Bearer {words}"}
        return getattr(Client(), method)(f"/api/v1/verification{path}", headers=headers, **more)

    return call


def sending(content, **more):
    file = SimpleUploadedFile("名单.csv", content)
    return {"file": file, "outside": "市疾控中心", "kind": "contacts", "purpose": "核查", "ground": "〔1〕号", **more}


def test_a_department_sends_a_list_and_fetches_its_answers(office, calls):
    content = csv_of(wang_row(office), LIKELY, unknown_row(3, "周无踪", called=""))
    sent = calls("desk", "post", "/lists", **sending(content))
    assert (sent.status_code, sent.json()["stage"], sent.json()["is_new"]) == (201, "ready", True)
    found = sent.json()["id"]
    assert calls("desk", "post", f"/lists/{found}/start", {}).json()["counts"] == {
        "all": 3,
        "confirm": 1,
        "open": 2,
        "answered": 0,
        "unowned": 1,
    }
    assert calls("desk", "post", "/lists", **sending(content)).status_code == 200
    rows = {row["number"]: row for row in calls("secretary", "get", f"/lists/{found}/rows").json()["items"]}
    assert {row["name"] for row in rows.values()} == {"王**", "李**"}
    confirmed = calls("secretary", "post", f"/rows/{rows[3]['id']}/confirm", {"person": str(office.li.pk)})
    assert confirmed.json()["certainty"] == "confirmed"
    check = {"id": str(new_id()), "happened_at": now().isoformat(), "channel": "phone", "found": "wrong_data"}
    for _ in range(2):
        done = calls("worker", "post", f"/rows/{rows[2]['id']}/verify", check)
        assert done.json()["outcome"] == "wrong_data"
    answers = calls("desk", "post", f"/lists/{found}/answers", {}).json()
    assert next(each["outcome"] for each in answers) == "wrong data" and len(answers) == 3


def test_what_is_nobodys_is_taken_and_passed_on_by_the_api(office, calls, watcher):
    with watcher.resting():
        row = make_list(office, unknown_row(1, "周无踪", called="")).lines.get()
    taken = calls("stranger", "post", f"/rows/{row.pk}/take", {})
    assert taken.json()["unit"] == office.cast.units["水峪村村委会"].path
    assert calls("worker", "post", f"/rows/{row.pk}/take", {}).status_code == 404
    unit = office.cast.receiver.path
    assert calls("desk", "post", f"/rows/{row.pk}/pass", {"unit": unit}).json()["unit"] == unit
    assert calls("desk", "post", f"/rows/{row.pk}/pass", {"unit": "ZZZZ"}).status_code == 422
    assert calls("desk", "post", f"/rows/{row.pk}/pass", {"outside": "铁西区"}).json()["outcome"] == "passed_on"


@pytest.mark.parametrize(
    "wrong, status",
    [({"kind": "nothing"}, 422), ({"outside": ""}, 422), ({"sender": "ZZZZ"}, 422), ({"purpose": ""}, 422)],
)
def test_what_is_wrong_about_a_list_is_named(office, calls, wrong, status):
    assert calls("desk", "post", "/lists", **sending(csv_of(wang_row(office)), **wrong)).status_code == status
    assert calls("secretary", "post", "/lists", **sending(csv_of(wang_row(office)))).status_code == 403
    assert NameList.objects.count() == 0


def test_a_broken_file_is_one_sentence(office, calls):
    answer = calls("desk", "post", "/lists", **sending(b"\x00\x01\x02\x03"))
    assert answer.status_code == 422 and "file" in answer.content.decode()


# -- the command line --------------------------------------------------------------------------------------------------


def command(path, *more):
    words = [str(path), "--as", "desk", "--from", "市疾控中心", "--purpose", "核查", "--ground", "〔1〕号", *more]
    return CliRunner().invoke(name_list, words)


def test_a_list_is_taken_in_from_the_command_line_once(office, tmp_path):
    path = tmp_path / "名单.csv"
    path.write_bytes(csv_of(wang_row(office), LIKELY, encoding="gb18030"))
    first = command(path, "--kind", "place", "--window", "2022-09-01", "2022-09-20")
    assert first.exit_code == 0 and "2 rows: 1 to be verified, 1 to be confirmed" in first.output
    again = command(path)
    assert "nothing has changed" in again.output and NameRow.objects.count() == 2


def test_it_says_what_is_wrong_in_one_line(office, tmp_path):
    path = tmp_path / "名单.csv"
    path.write_bytes(csv_of(("a", "b"), headings=("某某", "某某某")))
    assert command(path).exit_code == 1
    stranger = CliRunner().invoke(
        name_list, [str(path), "--as", "nobody-here", "--from", "a", "--purpose", "b", "--ground", "c"]
    )
    assert stranger.exit_code == 1 and "--as" in stranger.output


# -- the phone ---------------------------------------------------------------------------------------------------------


def carried(office, code, who="worker"):
    return list(collections[code].rows(office.actor(who)))


def test_a_resident_stands_at_the_door_with_the_questions(office, watcher):
    with watcher.resting():
        make_list(office, wang_row(office))
    (door,) = carried(office, "doors")
    asked = [ask["name"] for ask in door.data["asks"]["tasks.visit"]]
    assert door.key == str(office.home.pk)
    assert f"verification.result:{office.wang.pk}" in asked and f"verification.since:{office.wang.pk}" in asked


def test_whoever_is_on_no_record_stands_in_a_list_of_their_own(office, watcher):
    with watcher.resting():
        taken = make_list(office, ("1", "赵北川", "", "13911112222", "云溪街道河东社区", "G2"))
        make_list(office, ("1", "赵北川", "", "13911112222", "", ""), outside="公安分局")
    (item,) = carried(office, "listed")
    row = row_of(taken, "赵北川")
    assert (item.key, item.data["about"], item.data["records"]) == (str(row.pk), str(row.pk), ["verification.check"])
    assert "赵北川" in item.data["title"] and not carried(office, "listed", "stranger")


# -- at night ----------------------------------------------------------------------------------------------------------


def test_lateness_rises_and_a_unit_with_nobody_on_duty_is_red(office, watcher):
    with watcher.resting():
        taken = make_list(office, wang_row(office))
        OnDuty.objects.filter(unit=office.cast.receiver).delete()
    with time_machine.travel(taken.due_at + timedelta(minutes=1), tick=False):
        clocks.fire_due()
    task = Task.objects.get(kind="verification.verify")
    assert task.is_red and task.escalations.get().to_unit_path == office.cast.street.path


def test_a_worker_goes_on_with_a_list_that_came_to_a_stop(office, monkeypatch):
    monkeypatch.setattr(runs, "match_in_batches", lambda *_: 1 / 0)
    sent = runs.send_list(
        actor=office.actor("desk"), about=about(), filename="a.csv", content=csv_of(wang_row(office))
    ).name_list
    failed = runs.start(actor=office.actor("desk"), name_list=sent.pk)
    assert (failed.stage, failed.problem.code, failed.problem.params) == (
        Stage.FAILED,
        "verification.failed",
        {"kind": "ZeroDivisionError"},
    )
    monkeypatch.undo()
    assert runs.start(actor=office.actor("desk"), name_list=sent.pk).stage == Stage.TAKEN


def test_what_came_of_a_row_is_counted_by_whoever_registers_it(office, watcher):
    with watcher.resting():
        taken = make_list(office, wang_row(office))
        NameRow.objects.update(state=State.ANSWERED.value, outcome=Outcome.DONE.value, answered_at=now())
    assert "measures.measure" in yields.gains
    gain = yields.Gain("test", "somebody", lambda response, since: NameRow.objects.values("person"))
    assert gain.rows_of(taken).count() == 1
    assert next(people for _gain, people in yields.came_of(taken)) == set()
