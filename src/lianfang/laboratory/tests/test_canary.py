"""Names and numbers typed anywhere here leave in no log, no task, no message and no clear column."""

import logging

import pytest
from django.db import connection
from django.urls import reverse

from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Value
from lianfang.laboratory.tests.make import draw_single, give, make_box, make_people, make_tube, send
from lianfang.people.tests.make import csv_of
from lianfang.tasks.models import Task

pytestmark = pytest.mark.django_db
TYPED = ("李金丝雀", "13811112222", "金丝雀路9号")


def everything():
    """Every text of every table, as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                yield from (bytes(each) if isinstance(each, memoryview) else str(each).encode() for each in row)


def test_what_is_typed_about_a_box_or_a_result_lies_in_clear_nowhere(cast, browse, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    laboratory, table = browse("laboratory"), browse("table")
    people = make_people(cast, 2)
    tube = make_tube(cast, people)
    box = make_box(cast, tube)
    table.post(reverse("laboratory:act", args=[box.pk, "seal"]), {"counted": 1})
    table.post(reverse("laboratory:act", args=[box.pk, "hand"]), {"carrier": TYPED[0], "note": TYPED[2]})
    scanned = f"{tube.code}\n{TYPED[1]}"
    laboratory.post(reverse("laboratory:receive", args=[box.pk]), {"counted": 2, "scanned": scanned, "note": TYPED[0]})
    file = tmp_path / f"{TYPED[0]}.csv"
    file.write_bytes(csv_of((TYPED[0], "阴性"), (tube.code, "阳性"), headings=("管号", "结果")))
    with file.open("rb") as content:
        laboratory.post(reverse("laboratory:files"), {"file": content})
    single = draw_single(cast, Resample.objects.filter(step="waiting").first())
    give(cast, single, Value.POSITIVE)
    laboratory.post(reverse("laboratory:tube", args=[single.pk]), {"value": "negative", "because": TYPED[2]})

    stored = b"\n".join(everything())
    logged = caplog.text.encode()
    assert Task.objects.count() > 5
    for text in (*TYPED, "周晓岚"):
        assert text.encode() not in stored, text
        assert text.encode() not in logged, text


def test_no_task_names_anybody_or_says_why_in_its_kind(cast):
    tube = make_tube(cast, make_people(cast, 2))
    send(cast, make_box(cast, tube))
    for task in Task.objects.filter(kind__startswith="laboratory."):
        assert "周" not in f"{task.because} {task.note}"
