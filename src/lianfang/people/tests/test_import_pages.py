"""A list on the web: looked at, columns put right, taken over by the worker, its result fetched."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from lianfang.people.importing import runs
from lianfang.people.models import ImportRun, Person
from lianfang.people.rules import Stage
from lianfang.people.tests.make import csv_of, id_number
from lianfang.vault.models import SealedFile

pytestmark = pytest.mark.django_db

NUMBER = id_number()
ROWS = [("欧阳明月", NUMBER, "13812345678", "河东社区"), ("李四", "123", "", "河东社区")]


@pytest.fixture(autouse=True)
def sealed(settings, tmp_path):
    settings.LIANFANG_FILES = tmp_path


@pytest.fixture(autouse=True)
def enqueued(monkeypatch) -> list[str]:
    """What the worker would be asked to do; nothing but ids."""
    asked: list[str] = []
    monkeypatch.setattr(runs, "_enqueue", lambda run: asked.append(str(run.pk)))
    return asked


def send(browser, content: bytes, name: str = "名单.csv", area: str = "云溪街道"):
    return browser.sends("imports", area=area, file=SimpleUploadedFile(name, content))


@pytest.fixture
def run(keeper) -> ImportRun:
    assert send(keeper, csv_of(*ROWS)).status_code == 302
    return ImportRun.objects.get()


def worked(run: ImportRun) -> ImportRun:
    runs.work(run.pk)
    run.refresh_from_db()
    return run


def test_it_is_looked_at_before_anything_is_written(keeper, run) -> None:
    page = keeper.reads("import", run.pk)

    assert "Take over 2 rows" in page and "欧***" in page and "certain" in page
    assert run.counts["new"] == 1 and run.counts["refused"] == 1
    assert not Person.objects.exists()


def test_it_is_taken_over_by_the_worker_and_gives_the_users_file_back(keeper, run, enqueued) -> None:
    keeper.sends("import_start", run.pk)
    assert enqueued == [str(run.pk)] and "hx-trigger" in keeper.reads("import", run.pk)

    assert worked(run).stage == Stage.DONE
    answer = keeper.opens("import_result", run.pk)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert "名单-result.csv" in _named(answer) and lines[1].endswith("added,") and "not taken" in lines[2]
    assert Person.objects.get().phone == "13812345678"


def _named(answer) -> str:
    from urllib.parse import unquote

    return unquote(answer["Content-Disposition"])


def test_columns_are_put_right(keeper) -> None:
    send(keeper, csv_of(("欧阳明月", NUMBER, "河东社区"), headings=("甲", "乙", "丙")))
    run = ImportRun.objects.get()
    assert "The column name is missing" in keeper.reads("import", run.pk)

    keeper.sends("import_columns", run.pk, name="0", id_number="1", community="2")

    run.refresh_from_db()
    assert run.counts["new"] == 1 and "chosen by you" in keeper.reads("import", run.pk)


def test_it_cannot_start_while_a_column_is_missing(keeper) -> None:
    send(keeper, csv_of(("欧阳明月", NUMBER), headings=("甲", "乙")))

    assert keeper.sends("import_start", ImportRun.objects.get().pk).status_code == 403


def test_it_may_be_cancelled_and_keeps_what_was_taken(keeper, run, monkeypatch) -> None:
    keeper.sends("import_start", run.pk)
    keeper.sends("import_cancel", run.pk)

    assert worked(run).stage == Stage.CANCELLED
    assert not Person.objects.exists() and keeper.opens("import_result", run.pk).status_code == 200
    assert keeper.sends("import_cancel", run.pk).status_code == 409


def test_a_list_whose_worker_died_goes_on(keeper, run, enqueued) -> None:
    keeper.sends("import_start", run.pk)
    assert keeper.sends("import_start", run.pk).status_code == 409
    ImportRun.objects.update(last_seen_at=run.created_at.replace(year=2020))

    assert "Go on" in keeper.reads("import", run.pk)
    keeper.sends("import_start", run.pk)
    assert len(enqueued) == 2 and worked(run).counts["new"] == 1


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "submitted file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not a spreadsheet"),
        (b"1,2\n3,4\n", "No row with the names"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(content: bytes, sentence: str, keeper) -> None:
    answer = send(keeper, content, "名单.xlsx")

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not ImportRun.objects.exists() and not SealedFile.objects.exists()


def test_an_area_one_does_not_answer_for_is_refused(keeper) -> None:
    assert "another area" in send(keeper, csv_of(*ROWS), area="南山镇").content.decode()


def test_what_another_has_sent_is_not_found(stranger, looker, run) -> None:
    assert stranger.opens("import", run.pk).status_code == 404
    assert looker.opens("imports").status_code == 404


def test_nobody_is_changed_who_is_registered_where_one_may_not(keeper, areas, run) -> None:
    from lianfang.people.tests.make import make_person

    make_person("欧阳明月", id_number=NUMBER, area_path=areas["水峪村"].path)
    keeper.sends("import_start", run.pk)

    assert worked(run).counts["refused"] == 2


def test_nothing_of_the_list_is_in_the_database_in_clear(keeper, run) -> None:
    keeper.sends("import_start", run.pk)
    worked(run)

    kept = _everything()
    assert not any(text in kept for text in ("欧阳明月", NUMBER, "13812345678", "名单"))


def _everything() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of tables
            rows += cursor.fetchall()
    shown = [
        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
        for row in rows
        for value in row
    ]
    return "\n".join(shown)


def test_a_failure_is_a_sentence_without_what_the_list_holds(keeper, run, monkeypatch, caplog) -> None:
    def breaks(*_args):
        raise ValueError(NUMBER)

    keeper.sends("import_start", run.pk)
    monkeypatch.setattr(runs, "opened", breaks)

    assert worked(run).stage == Stage.FAILED
    assert NUMBER not in caplog.text and "unexpected end (ValueError)" in str(run.problem)

    monkeypatch.undo()
    monkeypatch.setattr(runs, "_enqueue", lambda run: None)
    assert "Go on" in keeper.reads("import", run.pk)
    keeper.sends("import_start", run.pk)
    assert worked(run).stage == Stage.DONE and run.problem is None


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_handed_an_id_alone_and_does_the_work(keeper, run, monkeypatch) -> None:
    monkeypatch.undo()
    keeper.sends("import_start", run.pk)

    job = DBTaskResult.objects.get()
    assert job.args_kwargs == {"args": [str(run.pk)], "kwargs": {}}
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.stage, job.status, job.traceback) == (Stage.DONE, "SUCCESSFUL", "")


def test_an_empty_list_to_fill_in_is_read_back(keeper) -> None:
    answer = keeper.opens("import_template")

    sent = send(keeper, answer.content, "residents.xlsx")

    assert sent.status_code == 302 and ImportRun.objects.get().counts["rows"] == 0
