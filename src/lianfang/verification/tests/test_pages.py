"""The pages of lists, by the browser: taken in, confirmed, taken, passed on, answered, sent back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.privacy import exports
from lianfang.privacy.models import Read
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Outcome, Stage, State
from lianfang.verification.services.replying import usual_columns
from lianfang.verification.taking import runs
from lianfang.verification.tests.make import (
    about,
    csv_of,
    make_list,
    row_of,
    take,
    unknown_row,
    wang_row,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


def text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


@pytest.fixture
def taken(office, watcher):
    """王小明 for certain, 王晓明 likely, and two whom nobody has on record."""
    with watcher.resting():
        return make_list(
            office,
            wang_row(office),
            ("2", "李秀瑛", "", "13812340002", "河东社区3号楼2-601", ""),
            unknown_row(3, "周无踪", called=""),
            unknown_row(4, "孙可拨"),
        )


def upload(content, name="名单.csv", **more):
    return {
        "file": SimpleUploadedFile(name, content),
        "sender": "市疾控中心",
        "kind": "travelled",
        "purpose": "同乘核查",
        "ground": "协查函〔2022〕18号",
        **more,
    }


def test_a_list_is_sent_looked_at_and_taken_in(office, opens):
    answer = opens("desk", "send", **upload(csv_of(wang_row(office)), due_at="2030-01-02T08:00"))
    found = NameList.objects.get()
    assert (answer.status_code, found.stage, found.outside) == (302, Stage.READY, "市疾控中心")
    page = text(opens("desk", "list", found.pk))
    assert "王**" in page and "王小明" not in page and "车次" in page
    assert opens("desk", "start", found.pk, go="1").status_code == 302
    assert "Rows" in text(opens("desk", "list", found.pk)) and found.lines.count() == 1


def test_a_column_is_put_right_and_remembered_for_the_sender(office, opens):
    headings = ("序号", "谁", "号", "打哪", "住哪", "备注")
    opens("desk", "send", **upload(csv_of(wang_row(office), headings=headings)))
    found = NameList.objects.get()
    assert "not clear" in text(opens("desk", "list", found.pk))
    assert opens("desk", "start", found.pk, go="1").status_code == 403
    opens("desk", "columns", found.pk, name="1", id_number="2", phone="3", address="4")
    opens("desk", "start", found.pk, go="1")
    assert found.lines.get().person == office.wang
    opens("desk", "send", **upload(csv_of(wang_row(office, 7), headings=headings)))
    assert "not clear" not in text(opens("desk", "list", NameList.objects.latest("received_at").pk))


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "empty"),
        (b"%PDF-1.4\x00\x01\x02", "spreadsheet"),
        (b"<html><table></table></html>", "web page"),
        (b"PK\x03\x04 damaged", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_file(office, opens, content, says):
    answer = opens("desk", "send", **upload(content, "名单.xlsx"))
    assert answer.status_code == 422 and NameList.objects.count() == 0
    assert says in text(answer)


def test_the_same_file_twice_says_so(office, taken, opens, watcher):
    content = csv_of(wang_row(office))
    with watcher.resting():
        first = take(office, content, outside="市疾控中心")
    answer = opens("desk", "send", **upload(content))
    assert answer.url == reverse("verification:list", args=[first.pk])
    assert "nothing has changed" in text(opens("desk", "list", first.pk))


@pytest.mark.parametrize("name, args", [("lists", ()), ("rows", ()), ("yields", ())])
@pytest.mark.parametrize(
    "query", ["", "?view=open", "?view=late", "?view=unit", "?view=call", "?view=known", "?state=open"]
)
def test_the_lists_open_with_their_views(office, taken, opens, name, args, query):
    page = opens("secretary", name, *args, query=query)
    assert page.status_code == 200 and "王小明" not in text(page)


def test_rows_are_found_by_name_and_number_and_taken_away_masked(office, taken, opens):
    for sought in ("王小明", str(office.wang.id_number), "13812340001"):
        page = text(opens("secretary", "list_rows", taken.pk, find="1", q=sought))
        assert page.count("<tr data-line") == 1 and "王**" in page
    file = text(opens("secretary", "list_rows", taken.pk, query="?export=csv"))
    assert "王**" in file and str(office.wang.id_number) not in file
    assert Read.objects.filter(how="export", person_id=office.wang.pk).exists()


def test_a_stranger_sees_no_list_and_no_row(office, taken, opens):
    assert opens("stranger", "list", taken.pk).status_code == 404
    assert opens("stranger", "row", row_of(taken, "王小明").pk).status_code == 404


def test_likely_rows_stand_beside_whoever_may_be_meant(office, taken, opens):
    page = text(opens("secretary", "likely"))
    assert "李秀英" in page and "李秀瑛" in page and 'data-key="1"' in page
    row = row_of(taken, "李秀瑛")
    assert Read.objects.filter(person_id=office.li.pk, where="verification:likely").exists()
    assert "put aside" in text(opens("secretary", "likely", query=f"?later={row.pk}"))
    opens("secretary", "likely", row=row.pk, who=office.li.pk)
    assert row_of(taken, "李秀瑛").person == office.li
    assert "Nothing to confirm" in text(opens("secretary", "likely"))
    again = opens("secretary", "likely", row=row.pk, who="nobody")
    assert again.status_code == 302 and row_of(taken, "李秀瑛").person == office.li


def test_what_is_nobodys_is_seen_by_every_secretary_and_taken(office, taken, opens):
    row = row_of(taken, "周无踪")
    assert "周**" in text(opens("stranger", "unowned"))
    assert "Take for my unit" in text(opens("stranger", "row", row.pk))
    opens("stranger", "unowned", bulk="take", ids=[row.pk], go="1")
    assert row_of(taken, "周无踪").unit == office.cast.units["水峪村村委会"]
    assert opens("stranger", "unowned").status_code == 200
    assert opens("worker", "unowned").status_code == 404


def test_a_row_is_verified_and_taken_back_on_its_page(office, taken, opens):
    row = row_of(taken, "王小明")
    page = opens("worker", "row", row.pk)
    stamp = page.context["form"]["stamp"].value()
    given = {"stamp": stamp, "channel": "phone", "found": "done", "was_there": "yes", "lives_since": "2019-03-01"}
    wrong = opens("worker", "row", row.pk, **{**given, "found": ""})
    assert wrong.status_code == 422 and "id_found" in text(wrong)
    for _ in range(2):
        opens("worker", "row", row.pk, **given)
    shown = text(opens("worker", "row", row.pk))
    assert "found and verified now" in shown and row.checks.count() == 1
    opens("worker", "take_back", row.pk, go="1")
    assert row_of(taken, "王小明").state == State.OPEN


def test_a_row_is_passed_on_within_the_district_and_out_of_it(office, taken, opens):
    inside, outside = row_of(taken, "王小明"), row_of(taken, "周无踪")
    opens("secretary", "pass_on", inside.pk, to="河西社区居委会")
    opens("desk", "pass_on", outside.pk, to="沈阳市铁西区指挥部")
    assert row_of(taken, "王小明").unit == office.cast.units["河西社区居委会"]
    assert row_of(taken, "周无踪").passed_to == "沈阳市铁西区指挥部"
    assert opens("secretary", "pass_on", inside.pk, to="").status_code in (404, 422)


def test_many_rows_are_answered_as_already_known(office, taken, opens):
    row = row_of(taken, "王小明")
    assert "would be answered" in text(opens("worker", "rows", bulk="known", ids=[row.pk]))
    opens("worker", "rows", bulk="known", ids=[row.pk], go="1")
    assert row_of(taken, "王小明").outcome == Outcome.ALREADY_KNOWN


# -- answers out -------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(office, taken, opens):
    opens("worker", "rows", bulk="known", ids=[row_of(taken, "王小明").pk], go="1")
    return taken


def test_answers_go_back_by_row_and_name_nobody(office, answered, opens):
    file = text(opens("desk", "answers", answered.pk, format="csv"))
    assert "already known" in file and "not yet" in file and "王" not in file
    reply = answered.replies.get()
    assert (reply.rows, reply.is_complete) == (1, False)
    assert row_of(answered, "王小明").sent_at is not None
    assert opens("worker", "answers", answered.pk, format="csv").status_code == 404


def test_a_list_without_an_answer_has_nothing_to_send(office, taken, opens):
    assert opens("desk", "answers", taken.pk, format="csv").status_code == 403


def layout(office, opens, answered, columns):
    """The file that a second person has released."""
    asked = opens("desk", "answers_in_layout", answered.pk, until_on=today().isoformat(), columns=columns)
    export = answered.replies.get().export_id
    assert asked.url == reverse("privacy:export", args=[export])
    exports.release(actor=office.actor("second"), export=export)
    return exports.take(actor=office.actor("desk"), export=export)


EVERYTHING = ("name", "id_number", "phone", "address", "other")


def test_a_list_goes_back_in_the_layout_it_came_in(office, answered, opens):
    lines = layout(office, opens, answered, EVERYTHING).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,姓名,身份证号码,联系电话,现住址,车次,")
    assert "王小明" in lines[1] and "already known" in lines[1]
    assert row_of(answered, "王小明").sent_at is not None


def test_columns_that_are_not_released_are_empty(office, answered, opens):
    book = openpyxl.load_workbook(io.BytesIO(layout(office, opens, answered, ["name"])))
    row = [cell.value for cell in next(iter(book.active.iter_rows(min_row=2, max_row=2)))]
    assert row[1] == "王小明" and row[2] is None and row[3] is None and "already known" in row[6]


@pytest.mark.parametrize("goes", [True, False])
def test_notes_go_along_where_a_second_person_releases_them(office, answered, opens, goes, watcher):
    with watcher.resting():
        row = row_of(answered, "王小明")
        row.note = "母亲代答"
        row.save(update_fields=["note"])
    columns = (*EVERYTHING, "note") if goes else EVERYTHING
    assert ("noted: 母亲代答" in layout(office, opens, answered, columns).decode("utf-8-sig")) is goes
    assert "母亲代答" not in text(opens("desk", "answers", answered.pk, format="csv"))


def test_a_unit_of_the_district_gets_notes_unless_told_otherwise_and_an_office_outside_does_not(office, answered):
    codes = ["name", "other", "note"]
    assert usual_columns(answered, codes) == ["name", "other"]
    answered.sender = office.health
    assert usual_columns(answered, codes) == codes


def test_nobody_releases_their_own_file(office, answered, opens):
    opens("desk", "answers_in_layout", answered.pk, until_on=today().isoformat(), columns=["name"])
    with pytest.raises(Exception, match="somebody else"):
        exports.release(actor=office.actor("desk"), export=answered.replies.get().export_id)


def test_a_workbook_keeps_its_title_and_its_text(office, opens, watcher):
    with watcher.resting():
        number = str(office.wang.id_number)
        content = xlsx_of((1, "王小明", number, 13812340001, "", "G2"), title="协查名单")
        taken = take(office, content, filename="名单.xlsx")
        NameRow.objects.update(state="answered", outcome="done", answered_at=taken.received_at)
    book = openpyxl.load_workbook(io.BytesIO(layout(office, opens, taken, EVERYTHING)))
    sheet = book["名单"]
    assert (sheet["A1"].value, sheet["C3"].value) == ("协查名单", number)
    assert sheet["G3"].value == "found and verified now"
    taken.refresh_from_db()
    assert taken.closed_at is not None


# -- what came of it ---------------------------------------------------------------------------------------------------


def test_the_yield_of_earlier_lists_stands_where_the_next_is_taken_in(office, answered, opens):
    sent = runs.send_list(
        actor=Actor.of(office.desk), about=about(), filename="b.csv", content=csv_of(unknown_row(1, "孙可拨"))
    ).name_list
    page = text(opens("desk", "list", sent.pk))
    assert "What came of this sender" in page and "nothing followed" in page
    assert "市疾控中心" in text(opens("desk", "yields"))
