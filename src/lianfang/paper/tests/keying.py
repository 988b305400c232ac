"""Printing and keying in as a browser does, for the tests of every module with a form."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from lianfang.kernel.clock import today
from lianfang.paper.models import Page, Row

HEAD = {"writer": "林静", "day": "", "from_at": "0800", "until_at": "16:00"}


def printed(client: Client, form: str, subject: str, day: date | None = None, **more: Any) -> list[Page]:
    """The pages that a form makes for a subject (`Subject.key`)."""
    given = {"subject": subject, "day": f"{day or today():%F}", **more}
    answer = client.post(reverse("paper:print", args=[form]), given)
    assert answer.status_code == 302, answer.content.decode()
    return list(Page.objects.order_by("-printed_at", "number").filter(batch=answer["Location"].split("/")[-2]))


def key(client: Client, page: Page, head: dict[str, str] | None = None, **rows: dict[str, str]) -> Any:
    """Send the whole page as it stands with some rows typed anew: ``hours_1={"in.vehicles": "3"}``."""
    given = {**HEAD, **(head or {})}
    for row in Page.objects.get(pk=page.pk).rows.all():
        given |= fields_of(row, rows.get(f"{row.block}_{row.number}"))
    answer = client.post(reverse("paper:page", args=[page.pk]), given)
    page.refresh_from_db()
    return answer


def key_row(client: Client, page: Page, name: str, cells: dict[str, str], seen: int | None = None, **more: str) -> Any:
    """Send one row as the cursor leaves it."""
    row = row_of(page, name)
    given = {**HEAD, **fields_of(row, cells, seen), **more}
    answer = client.post(reverse("paper:row", args=[page.pk, row.pk]), given, headers={"HX-Request": "true"})
    page.refresh_from_db()
    return answer


def fields_of(row: Row, cells: dict[str, str] | None = None, seen: int | None = None) -> dict[str, str]:
    """A row as the form sends it; as it stands where nothing is typed."""
    prefix = f"{row.block}-{row.number}"
    typed = row.cells if cells is None else cells
    version = row.version if seen is None else seen
    return {f"{prefix}:seen": str(version), **{f"{prefix}:{name}": text for name, text in typed.items()}}


def row_of(page: Page, name: str) -> Row:
    block, _line, number = name.rpartition("_")
    return Row.objects.select_related("page").get(page=page, block=block, number=number)
