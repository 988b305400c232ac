"""A table of our own, since no module below this one has rows: things that arrived, some of them without a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models

from lianfang.kernel.ids import new_id

BEGAN = datetime(2022, 3, 24, 8, 0, tzinfo=UTC)


class Thing(models.Model):
    """Something that arrives at a time, of a kind, perhaps seen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10)
    arrived_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    weight = models.IntegerField(null=True)

    class Meta:
        app_label = "ui_tests"
        apps = Apps()


@contextmanager
def table_of_things() -> Iterator[None]:
    uuid, instant = ("uuid", "timestamptz") if connection.vendor == "postgresql" else ("char(32)", "datetime")
    columns = f"id {uuid} PRIMARY KEY, kind varchar(10), arrived_at {instant}, seen_at {instant}, weight integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE ui_tests_thing ({columns})")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE ui_tests_thing")


def make_thing(
    kind: str = "a", minute: int = 0, seen: int | None = None, weight: int | None = None, **more: Any
) -> Thing:
    seen_at = None if seen is None else BEGAN + timedelta(minutes=seen)
    return Thing.objects.create(
        kind=kind, arrived_at=BEGAN + timedelta(minutes=minute), seen_at=seen_at, weight=weight, **more
    )


def ids(things: "list[Thing]") -> list[UUID]:
    return [thing.id for thing in things]
