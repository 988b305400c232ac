"""Results by API, by hand and by file: taken once, known again, and asked about where they do not fit."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from lianfang.accounts.actors import Actor
from lianfang.accounts.services import make_token
from lianfang.kernel.clock import now
from lianfang.laboratory.models import Doubt, Packed, Result, ResultList
from lianfang.laboratory.rules import Reading, Value, What
from lianfang.laboratory.subjects import CLEAR, RESULTS
from lianfang.laboratory.tests.make import bring, give, make_box, make_people, make_tube, page, say, waiting
from lianfang.people.tests.make import csv_of, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tubes(cast):
    made = [make_tube(cast, make_people(cast, 2)) for _each in range(4)]
    bring(cast, *made)
    return made


@pytest.fixture
def call(cast, client, watcher):
    with watcher.resting():
        who = Actor.of(cast.users["laboratory"])
        _token, words = make_token(actor=who, name="lims", expires_at=now() + timedelta(days=1))

    def call(*results):
        body = json.dumps({"results": results}, default=str)
        headers = {"Authorization": f"Bearer {words}"}
        return client.post("/api/v1/laboratory/results", body, "application/json", headers=headers)

    return call


def states(answer):
    return [each["state"] for each in answer.json()["answers"]]


# -- API -------------------------------------------------------------------------------------------------------------


def test_a_batch_is_answered_tube_by_tube_and_the_same_again_changes_nothing(cast, call, tubes):
    results = [
        {"tube": tubes[0].code, "value": "阴性"},
        {"tube": tubes[1].code.lower(), "value": "+", "ct_n": "28.4", "ct_orf1ab": "29.1", "tested_at": now()},
        {"tube": "NOSUCHTUBE", "value": "negative"},
        {"tube": tubes[2].code, "value": "可疑"},
    ]

    assert states(call(*results)) == ["taken", "taken", "asked", "refused"]
    kept = {each.tube_id: (each.value, str(each.ct_n)) for each in Result.kept.all()}
    assert kept == {tubes[0].pk: ("negative", "None"), tubes[1].pk: ("positive", "28.40")}

    assert states(call(*results)) == ["known", "known", "asked", "refused"]
    assert (Result.objects.count(), Doubt.objects.count()) == (2, 1)


def test_results_are_listed_without_anybody_in_the_tube(cast, call, tubes, client):
    give(cast, tubes[0], Value.NEGATIVE)
    _token, words = make_token(actor=cast.actor("laboratory"), name="x", expires_at=now() + timedelta(days=1))

    answer = client.get("/api/v1/laboratory/results", headers={"Authorization": f"Bearer {words}"})

    assert [each["tube"] for each in answer.json()["results"]] == [tubes[0].code]
    assert "周晓岚" not in answer.content.decode()


def test_somebody_without_the_right_reports_nothing(cast, tubes, client):
    _token, words = make_token(actor=cast.actor("worker"), name="x", expires_at=now() + timedelta(days=1))
    body = json.dumps({"results": [{"tube": tubes[0].code, "value": "negative"}]})

    answer = client.post(
        "/api/v1/laboratory/results", body, "application/json", headers={"Authorization": f"Bearer {words}"}
    )

    assert (answer.status_code, Result.objects.count()) == (403, 0)


# -- what does not fit -----------------------------------------------------------------------------------------------


def test_each_thing_that_does_not_fit_is_asked_and_nothing_is_guessed(cast, tubes):
    never = make_tube(cast, make_people(cast, 1))
    packed = make_tube(cast, make_people(cast, 1))
    still_open = make_tube(cast, make_people(cast, 1), closed=False)
    make_box(cast, packed)
    give(cast, tubes[0], Value.NEGATIVE, tested_at=now())

    outcomes = say(
        cast,
        Reading("NOSUCHTUBE", Value.POSITIVE),
        Reading(never.code, Value.NEGATIVE),
        Reading(packed.code, Value.NEGATIVE),
        Reading(still_open.code, Value.NEGATIVE),
        Reading(tubes[0].code, Value.POSITIVE),
        Reading(tubes[1].code, Value.NEGATIVE),
        Reading(tubes[1].code, Value.POSITIVE),
        Reading(tubes[2].code, Value.NEGATIVE, tested_at=now() - timedelta(days=1)),
    )

    assert [each.what for each in outcomes] == [
        What.UNKNOWN_TUBE,
        What.NOT_RECEIVED,
        What.NOT_RECEIVED,
        What.NOT_CLOSED,
        What.CHANGED,
        What.TWICE,
        What.TWICE,
        What.BEFORE_SAMPLING,
    ]
    assert list(Result.objects.values_list("tube", "value")) == [(tubes[0].pk, "negative")]
    assert Doubt.objects.filter(decided_at=None).count() == 8
    assert waiting(CLEAR).get().unit == cast.laboratory


def test_another_laboratory_is_asked_about_a_tube_it_never_had(cast, tubes):
    outcome = say(cast, Reading(tubes[0].code, Value.NEGATIVE), by="elsewhere")[0]
    assert (outcome.what, Result.objects.count()) == (What.ELSEWHERE, 0)


def test_the_same_line_twice_is_one_result(cast, tubes):
    line = Reading(tubes[0].code, Value.NEGATIVE)
    assert [each.state for each in say(cast, line, line)] == ["taken", "known"]


def test_a_box_waits_for_its_results_until_all_are_there(cast, tubes):
    assert waiting(RESULTS).count() == 1
    for tube in tubes:
        give(cast, tube, Value.NEGATIVE)
    assert not waiting(RESULTS).exists()
    assert not Packed.objects.filter(result_at=None).exists()


def test_how_long_it_took_is_the_median_of_the_day(cast, browse, tubes, watcher):
    for tube in tubes:
        give(cast, tube, Value.NEGATIVE)
    with watcher.resting():
        Result.objects.filter(tube=tubes[0]).update(minutes=600)
        Result.objects.filter(tube=tubes[1]).update(minutes=300)

    shown = browse("laboratory").get(page("results"))

    assert shown.context["waits"][0][1:] == (4, 3.0)


# -- by hand ---------------------------------------------------------------------------------------------------------


def test_one_tube_after_the_other_is_entered_by_hand(cast, browse, tubes):
    laboratory = browse("laboratory")

    shown = laboratory.post(page("enter"), {"tube": tubes[0].code, "value": "negative"}).content.decode()
    assert f"{tubes[0].code}: negative." in shown
    assert 'value="negative"' in shown
    again = laboratory.post(page("enter"), {"tube": tubes[0].code, "value": "negative"}).content.decode()
    assert "was known already" in again
    wrong = laboratory.post(page("enter"), {"tube": tubes[0].code, "value": "positive"})
    assert (wrong.status_code, "Another result of this tube is on record" in wrong.content.decode()) == (422, True)
    early = laboratory.post(
        page("enter"),
        {"tube": tubes[1].code, "value": "negative", "tested_at": f"{now() + timedelta(days=1):%FT%H:%M}"},
    )
    assert early.status_code == 422
    assert Result.objects.count() == 1


# -- by file ---------------------------------------------------------------------------------------------------------

HEADINGS = ("序号", "姓名", "样本条码", "ORF1ab基因", "N基因", "检测结果", "检测时间")


def upload(client, content, name="结果.xlsx"):
    file = io.BytesIO(content)
    file.name = name
    return client.post(page("files"), {"file": file}, follow=True)


def answered(client, of_list):
    content = b"".join(client.get(page("answer", of_list.pk)).streaming_content)
    return [[cell.value for cell in row][-2:] for row in openpyxl.load_workbook(io.BytesIO(content)).active.rows]


def test_a_laboratorys_own_list_is_taken_and_comes_back_with_a_reason_for_every_row(cast, browse, tubes):
    at = timezone.localtime(now()).replace(tzinfo=None, second=0, microsecond=0)
    rows = [
        (1, "", tubes[0].code, "NoCt", "/", "阴性(-)", at),
        (2, "", tubes[1].code, 30.25, 31, "阳性(+)", at),
        (3, "", tubes[2].code, "", "", "可疑", at),
        (4, "", "B0000001", "", "", "阴性", at),
        (5, "", tubes[0].code, "", "", "阴性", at),
        (6, "", tubes[2].code, "", "", "阴性", at + timedelta(days=2)),
        (7, "", tubes[3].code, "", "", "阴性", at),
        (8, "", tubes[3].code, "", "", "阳性", at),
    ]
    laboratory = browse("laboratory")

    upload(laboratory, xlsx_of(*rows, headings=HEADINGS))

    sent = ResultList.objects.get()
    assert sent.counts == {"taken": 2, "known": 1, "asked": 3, "refused": 2, "rows": 8}
    positive = Result.kept.get(value="positive")
    assert (str(positive.ct_orf1ab), str(positive.ct_n), positive.tube) == ("30.25", "31.00", tubes[1])
    rows = answered(laboratory, sent)
    asks = "to be decided"
    assert [first for first, _why in rows[1:]] == ["taken", "taken", "refused", asks, "known", "refused", asks, asks]
    assert "neither negative nor positive" in rows[3][1]
    assert "twice" in rows[7][1]


def test_the_same_file_twice_is_one_list(cast, browse, tubes):
    content = csv_of((tubes[0].code, "阴性"), headings=("管号", "结果"), encoding="gb18030")
    laboratory = browse("laboratory")

    pages = [upload(laboratory, content, name).redirect_chain for name in ("一.csv", "二.csv")]

    assert pages[0] == pages[1]
    assert (ResultList.objects.count(), Result.objects.count()) == (1, 1)


def test_a_new_file_with_old_rows_finds_them_known(cast, browse, tubes):
    laboratory = browse("laboratory")
    for rows in ([(tubes[0].code, "阴性")], [(tubes[0].code, "阴性"), (tubes[1].code, "阴性")]):
        upload(laboratory, csv_of(*rows, headings=("管号", "结果")), "结果.csv")

    assert [each.counts.get("known", 0) for each in ResultList.objects.order_by("sent_at")] == [0, 1]
    assert Result.objects.count() == 2


def test_a_column_that_is_not_clear_is_chosen_by_a_person(cast, browse, tubes):
    laboratory = browse("laboratory")
    upload(laboratory, csv_of((tubes[0].code, "阴性"), headings=("甲", "乙")), "结果.csv")
    sent = ResultList.objects.get()
    assert sent.read_at is None

    laboratory.post(page("columns", sent.pk), {"tube": "0", "value": "1"})

    assert Result.kept.get().value == "negative"
    assert laboratory.get(page("file", sent.pk)).status_code == 200


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"<html><table></table></html>", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused_with_a_sentence(cast, browse, content):
    answer = upload(browse("laboratory"), content or b" ", "结果.xlsx")
    assert answer.status_code == 422
    assert not ResultList.objects.exists()


def test_a_list_belongs_to_who_sent_it(cast, browse, tubes):
    upload(browse("laboratory"), csv_of((tubes[0].code, "阴性"), headings=("管号", "结果")), "结果.csv")
    sent = ResultList.objects.get()
    for name in ("elsewhere", "table", "stranger"):
        assert browse(name).get(page("file", sent.pk)).status_code == 404
        assert browse(name).get(page("answer", sent.pk)).status_code == 404
