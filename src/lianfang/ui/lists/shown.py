"""A list as its template shows it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianfang.kernel.wording import Text
from lianfang.ui.keyset import Page, page_of
from lianfang.ui.lists.asked import Asked
from lianfang.ui.lists.columns import Column, shown
from lianfang.ui.lists.exports import FORMATS
from lianfang.ui.lists.filters import COUNT_UP_TO


@dataclass(frozen=True)
class Heading:
    """The head of a column; ``sorting`` is the word of aria-sort."""

    column: Column
    href: str
    sorting: str


@dataclass(frozen=True)
class Line:
    """A row with its cells; the first cell leads to it."""

    row: Any
    href: str
    tone: str
    cells: list[tuple[Column, str]]


@dataclass(frozen=True)
class Tab:
    label: Text
    href: str
    is_current: bool
    count: str


@dataclass(frozen=True)
class Shown:
    """Everything `ui/parts/list.html` needs, calculated when it is looked at."""

    asked: Asked
    all_rows: "QuerySet[Any]"
    has_export: bool

    @cached_property
    def rows(self) -> "QuerySet[Any]":
        rows: QuerySet[Any] = self.asked.narrowed(self.all_rows)
        return rows

    @cached_property
    def page(self) -> Page[Any]:
        return page_of(self.rows, self.asked.order, cursor=self.asked.cursor, size=self.asked.page.size)

    @cached_property
    def columns(self) -> list[Column]:
        return self.asked.columns()

    @cached_property
    def lines(self) -> list[Line]:
        page = self.asked.page
        return [
            Line(row, page.href(row) if page.href else "", page.tone(row) if page.tone else "", self._cells(row))
            for row in self.page.rows
        ]

    def _cells(self, row: Any) -> list[tuple[Column, str]]:
        return [(column, column.on_page(row)) for column in self.columns]

    @cached_property
    def headings(self) -> list[Heading]:
        by, down = self.asked.sorted_by
        return [self._heading(column, is_sorted=column is by, down=down) for column in self.columns]

    def _heading(self, column: Column, *, is_sorted: bool, down: bool) -> Heading:
        following = f"-{column.code}" if is_sorted and not down else column.code
        sorting = ("descending" if down else "ascending") if is_sorted else ""
        return Heading(column, self.asked.href(sort=following) if column.order else "", sorting)

    @cached_property
    def totals(self) -> list[tuple[Column, str]]:
        """The foot: sums over the whole filtered list, in one query; empty where no column has one."""
        wanted = {column.code: column.total for column in self.columns if column.total is not None}
        if not wanted:
            return []
        sums = self.rows.order_by().aggregate(**wanted)
        return [(column, shown(sums.get(column.code))) for column in self.columns]

    @cached_property
    def filters(self) -> list[SafeString]:
        return [
            render_to_string(
                each.template, {"filter": each, **each.shown(self._without(each), self.asked.query, self.asked.request)}
            )
            for each in self.asked.page.filters
        ]

    def _without(self, one: Any) -> "QuerySet[Any]":
        rows: QuerySet[Any] = self.asked.narrowed(self.all_rows, without=one)
        return rows

    @cached_property
    def tabs(self) -> list[Tab]:
        if not self.asked.page.views:
            return []
        every = Tab(_("All"), self.asked.href(view=""), self.asked.view is None, "")
        return [every, *(self._tab(view) for view in self.asked.page.views)]

    def _tab(self, view: Any) -> Tab:
        count = words_of(view.keep(self.all_rows, self.asked.request)) if view.counted else ""
        return Tab(view.label, self.asked.href(view=view.code), view is self.asked.view, count)

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked.query.get(name) for each in self.asked.page.filters for name in each.names)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Parameters the filter bar has to send along: the view and the order."""
        return [(name, value) for name in ("view", "sort") if (value := self.asked.query.get(name))]

    @property
    def sought(self) -> list[tuple[str, str]]:
        """What was searched for and must travel along in bodies."""
        return [(name, text) for name, text in self.asked.personal.items() if text]

    @property
    def is_private(self) -> bool:
        return bool(self.asked.personal)

    @property
    def here(self) -> str:
        return self.asked.href()

    @property
    def clear_href(self) -> str:
        return self.asked.href(**{name: "" for each in self.asked.page.filters for name in each.names})

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [(name.upper(), self.asked.href(export=name)) for name in FORMATS] if self.has_export else []

    @property
    def choices_of_columns(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.asked.page.columns]

    # -- for {% pager %} -------------------------------------------------------------------------------------------

    @property
    def next_href(self) -> str:
        return self.asked.href(after=self.page.next) if self.page.next else ""

    @property
    def previous_href(self) -> str:
        return self.asked.href(after=self.page.previous) if self.page.previous else ""

    @property
    def first_href(self) -> str:
        return self.asked.href() if self.asked.cursor else ""

    @cached_property
    def how_many(self) -> str:
        if not self.asked.page.counted:
            return ""
        count = words_of(self.rows)
        if count.isdigit():
            return ngettext("%(count)s row", "%(count)s rows", int(count)) % {"count": count}
        return _("%(count)s rows") % {"count": count}


def words_of(rows: "QuerySet[Any]") -> str:
    """How many rows, counted no further than `COUNT_UP_TO`."""
    count = rows.order_by()[: COUNT_UP_TO + 1].count()
    return f"{count:,}" if count <= COUNT_UP_TO else _("over %(count)s") % {"count": f"{COUNT_UP_TO:,}"}
