"""Pages come into being when they are printed: each with its code and its rows."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.codes.services import codes_for
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.ids import new_id
from lianfang.kernel.wording import Reason
from lianfang.paper.access import KEY_IN
from lianfang.paper.models import Page, Row
from lianfang.paper.registry import Block, Form, Line, Subject
from lianfang.paper.selectors import PAGE
from lianfang.privacy.audit import audit

MOST_PAGES = 60
"""Pages printed at once: a large building."""

Sheet = list[tuple[Block, list[Line]]]
"""What stands on one page: each block with its rows."""


@transaction.atomic
def print_pages(*, actor: Actor, form: Form, subject: Subject, day: date, copies: int = 1) -> list[Page]:
    """Make the pages of a form for a day; ``copies`` of them where all its rows are empty.

    Raises Refused (may not, nothing to print) or Invalid (too many pages).
    """
    actor.require(KEY_IN, area_path=subject.area_path, unit_path=subject.unit_path)
    sheets = list(_sheets(actor, form, subject, day, copies))
    if not sheets:
        raise Refused("paper.no_lines")
    if len(sheets) > MOST_PAGES:
        raise Invalid({"subject": Reason.of("paper.too_many_pages", count=len(sheets), most=MOST_PAGES)})
    pages = _pages(actor, form, subject, day, len(sheets))
    rows = [row for page, sheet in zip(pages, sheets, strict=True) for row in _rows(page, sheet)]
    Page.objects.bulk_create(pages)
    Row.objects.bulk_create(rows, batch_size=500)
    audit(actor, "page.printed", Page._meta.label_lower, form=form.code, batch=str(pages[0].batch), count=len(pages))
    return pages


def _sheets(actor: Actor, form: Form, subject: Subject, day: date, copies: int) -> Iterator[Sheet]:
    """The lines of the known blocks page by page, the empty blocks on every one."""
    blocks = form.blocks_about(subject.about)
    known = {block.code: _split(block, block.lines(actor, subject, day)) for block in blocks if block.lines}
    count = max((len(pages) for pages in known.values()), default=copies)
    for number in range(count):
        yield [
            (block, _at(known[block.code], number) if block.code in known else block.empty(subject)) for block in blocks
        ]


def _split(block: Block, lines: Sequence[Line]) -> list[list[Line]]:
    return [list(lines[start : start + block.rows]) for start in range(0, len(lines), block.rows)]


def _at(pages: list[list[Line]], number: int) -> list[Line]:
    return pages[number] if number < len(pages) else []


def _pages(actor: Actor, form: Form, subject: Subject, day: date, count: int) -> list[Page]:
    batch, ids = new_id(), [new_id() for _each in range(count)]
    codes = codes_for(PAGE, ids, actor=actor)
    return [
        Page(
            id=page_id,
            response=subject.response,
            code=codes[page_id],
            form=form.code,
            about=subject.about,
            title=subject.title[:200],
            area_path=subject.area_path,
            unit_path=subject.unit_path,
            batch=batch,
            number=number,
            pages=count,
            day=day,
            printed_by=actor.name,
        )
        for number, page_id in enumerate(ids, start=1)
    ]


def _rows(page: Page, sheet: Sheet) -> Iterator[Row]:
    for block, lines in sheet:
        first = 1 + (page.number - 1) * block.rows if block.lines else 1
        for number, line in enumerate(lines, start=first):
            yield Row(
                page=page,
                block=block.code,
                number=number,
                about=line.about,
                thing=line.thing,
                fixed=dict(line.fixed),
                at=line.at,
            )
