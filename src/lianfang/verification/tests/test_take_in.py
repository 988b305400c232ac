"""A list is taken in: matched, split, in the inboxes; the same file twice changes nothing."""

import pytest
import time_machine

from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.messaging.models import Message
from lianfang.tasks.models import Task
from lianfang.verification.jobs import work_on_list
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Certainty, Outcome, Split, Stage, State
from lianfang.verification.taking import excerpt, runs, writing
from lianfang.verification.tests.make import (
    about,
    begin,
    csv_of,
    make_list,
    row_of,
    take,
    unknown_row,
    wang_row,
    xlsx_of,
    yesterday,
)

pytestmark = pytest.mark.django_db


def test_a_resident_is_certain_and_asked_about_at_the_door(office):
    taken = make_list(office, wang_row(office))
    row = row_of(taken, "王小明")
    assert (taken.stage, taken.rows) == (Stage.TAKEN, 1)
    assert (row.certainty, row.person, row.split, row.state) == (
        Certainty.CERTAIN,
        office.wang,
        Split.HOME,
        State.OPEN,
    )
    assert (row.unit, row.task.household, row.task.due_at) == (office.cast.receiver, office.home, taken.due_at)


def test_rows_are_split_by_home_address_phone_or_to_nobody(office):
    taken = make_list(
        office,
        wang_row(office),
        unknown_row(2, "赵北川", "和安区云溪街道河西社区5号楼1单元301"),
        unknown_row(3, "钱在外", "沈阳市铁西区河东社区1-1-1", called=""),
        unknown_row(4, "孙可拨"),
        unknown_row(5, "周无踪", called=""),
    )
    units = office.cast.units
    found = {row.name: (row.split, row.owner) for row in taken.lines.select_related("unit", "task__unit")}
    assert found == {
        "王小明": (Split.HOME, units["河东社区居委会"]),
        "赵北川": (Split.ADDRESS, units["河西社区居委会"]),
        "钱在外": (Split.NOBODY, None),
        "孙可拨": (Split.PHONE, units["和安区指挥部"]),
        "周无踪": (Split.NOBODY, None),
    }


def test_each_unit_is_told_once(office):
    make_list(office, wang_row(office), ("2", "李秀英", str(office.li.id_number), "", "", ""))
    told = Message.objects.get(code="verification.tell_rows", unit_path=office.cast.receiver.path)
    assert told.params["count"] == 2


def test_three_spellings_are_one_person_and_one_task(office):
    number = str(office.wang.id_number)
    taken = make_list(
        office,
        wang_row(office),
        ("2", "王晓明", number, "", "", ""),
        ("3", "王 小 明", number.lower(), "", "", ""),
    )
    assert set(taken.lines.values_list("person", flat=True)) == {office.wang.pk}
    assert Task.objects.filter(kind="verification.verify").count() == 1


def test_five_lists_ask_once_and_the_earliest_time_counts(office):
    senders = [office.cast.units[name] for name in ("云溪街道办事处", "南山镇政府")]
    first = make_list(office, wang_row(office), sender=senders[0])
    due = first.received_at + (first.due_at - first.received_at) / 6
    make_list(office, wang_row(office), sender=senders[1], due_at=due)
    task = Task.objects.get(kind="verification.verify")
    assert (task.due_at, set(task.asked_by)) == (due, {unit.path for unit in senders})
    assert NameRow.objects.filter(task=task).count() == 2


def test_the_unknown_of_two_lists_share_one_task(office):
    somebody = ("1", "赵北川", "", "13911112222", "云溪街道河西社区", "")
    make_list(office, somebody)
    make_list(office, ("7", "赵北川", "", "139-1111-2222", "", ""), outside="公安分局")
    assert Task.objects.filter(kind="verification.verify").count() == 1


def test_a_likely_row_waits_for_a_person(office):
    taken = make_list(office, ("1", "王晓明", "", "13812340001", "河东社区3号楼2-601", ""))
    row = taken.lines.get()
    assert (row.state, row.person, row.task) == (State.TO_CONFIRM, None, None)
    assert str(office.wang.pk) in {each["person"] for each in row.candidates}
    assert Task.objects.get(kind="verification.settle").unit == office.cast.receiver


def test_a_day_outside_the_window_is_answered_by_the_list_itself(office):
    headings = ("姓名", "身份证号", "到达时间")
    content = csv_of(("王小明", str(office.wang.id_number), "2020-01-05"), headings=headings)
    row = take(office, content, window_from=yesterday()).lines.get()
    assert (row.state, row.outcome) == (State.ANSWERED, Outcome.OUT_OF_WINDOW)


def test_the_same_file_twice_changes_nothing(office):
    content = csv_of(wang_row(office))
    first = take(office, content)
    again = runs.send_list(actor=office.actor("desk"), about=about(), filename="again.csv", content=content)
    assert (again.is_new, again.name_list.pk, NameList.objects.count()) == (False, first.pk, 1)


def test_a_cancelled_list_goes_on_where_it_stopped(office, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 1)
    sent = begin(office, csv_of(wang_row(office), unknown_row(2, "孙可拨")))
    going = iter([True, False])
    for _done in runs.take_in(sent, go_on=lambda: next(going)):
        pass
    sent.refresh_from_db()
    assert (sent.stage, sent.lines.count()) == (Stage.CANCELLED, 1)
    on = runs.start(actor=office.actor("desk"), name_list=sent.pk)
    assert (on.stage, on.lines.count(), Task.objects.filter(kind="verification.verify").count()) == ("taken", 2, 2)


class Killed(BaseException):
    """The process is gone in the middle of a batch: nothing catches it, and its transaction is not kept."""


def test_a_list_whose_worker_was_killed_goes_on_by_itself_and_doubles_nothing(office, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 2)
    begun = begin(office, csv_of(wang_row(office), *(unknown_row(at, f"孙可拨{at}") for at in range(2, 6))))
    batches = iter([writing.insert_rows, dies])
    monkeypatch.setattr(writing, "insert_rows", lambda *told: next(batches)(*told))
    with pytest.raises(Killed):
        runs.work(begun.pk)
    assert (NameRow.objects.count(), runs.go_on_with_stalled()) == (2, 0)
    monkeypatch.undo()
    queued = []
    monkeypatch.setattr(runs, "_enqueue", queued.append)
    with time_machine.travel(now() + runs.STALLED_AFTER * 2, tick=False):
        assert (runs.go_on_with_stalled(), runs.go_on_with_stalled()) == (1, 0)
        runs.work(queued[0].pk)
    begun.refresh_from_db()
    assert (begun.stage, begun.rows, begun.done) == (Stage.TAKEN, 5, 5)
    assert list(begun.lines.order_by("number").values_list("number", flat=True)) == [2, 3, 4, 5, 6]
    assert Task.objects.filter(kind="verification.verify").count() == 5


def dies(*_told):
    raise Killed


def test_a_long_list_is_matched_by_a_second_process_against_everybody(office, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 2)
    monkeypatch.setattr(excerpt, "WHOLE", 1)
    rows = [wang_row(office), *(unknown_row(at, f"孙可拨{at}") for at in range(2, 5))]
    taken = make_list(office, *rows, ("9", "李秀英", str(office.li.id_number), "", "", ""))
    assert (taken.stage, taken.rows) == (Stage.TAKEN, 5)
    assert {row.person for row in taken.lines.select_related("person")} == {office.wang, office.li, None}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_it_reads_a_list_in_any_encoding(office, encoding):
    assert row_of(take(office, csv_of(wang_row(office), encoding=encoding)), "王小明").person == office.wang


def test_it_reads_a_workbook_with_a_title_and_numbers(office):
    content = xlsx_of(
        (1, "王小明", f'="{office.wang.id_number}"', 13812340001, "河东", "G2"),
        (2, "李秀英", 2.11102196205e17, 13812340002, "", ""),
        title="关于协查G2次列车同乘人员的名单",
    )
    taken = take(office, content, filename="名单.xlsx")
    assert row_of(taken, "王小明").person == office.wang
    lost = row_of(taken, "李秀英")
    assert lost.problem.code == "exchange.lost_digits" and lost.state in (State.TO_CONFIRM, State.OPEN)


def test_a_list_of_phones_is_a_list(office):
    content = csv_of(("13812340001",), ("13999990000",), headings=("手机号",))
    taken = take(office, content)
    known, unknown = taken.lines.order_by("number")
    assert known.state == State.TO_CONFIRM and str(office.wang.pk) in {each["person"] for each in known.candidates}
    assert (unknown.split, unknown.masked) == (Split.PHONE, "139****0000")


def test_the_worker_takes_a_large_list_in(office, monkeypatch):
    monkeypatch.setattr(runs, "IN_PAGE", 0)
    queued = []
    monkeypatch.setattr(runs, "_enqueue", queued.append)
    running = take(office, csv_of(wang_row(office)))
    assert (running.stage, running.lines.count()) == (Stage.RUNNING, 0)
    work_on_list.call(str(queued[0].pk))
    running.refresh_from_db()
    assert (running.stage, running.lines.count()) == (Stage.TAKEN, 1)


def test_who_sent_it_and_why_must_be_said(office):
    with pytest.raises(Invalid) as wrong:
        runs.send_list(
            actor=office.actor("desk"),
            about=about(outside="", purpose=" ", window_from=yesterday(), window_until=yesterday().replace(year=2001)),
            filename="a.csv",
            content=csv_of(wang_row(office)),
        )
    assert set(wrong.value.fields) == {"sender", "purpose", "window_until"}


def test_whoever_may_not_send_is_refused(office):
    with pytest.raises(Refused):
        runs.send_list(
            actor=office.actor("secretary"), about=about(), filename="a.csv", content=csv_of(wang_row(office))
        )
