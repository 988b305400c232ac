"""Filters: each takes its own parameters from the address, narrows the rows, and draws itself in the filter bar."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Protocol

from django.http import HttpRequest, QueryDict

from lianfang.kernel.clock import start_of
from lianfang.kernel.paths import under
from lianfang.kernel.wording import Text

Rows = Any
"""A QuerySet of the list's model."""
COUNT_UP_TO = 10_000
"""Counting stops here: more is said to be more."""


class Filter(Protocol):
    """What a filter of a list has to offer; ``names`` are its parameters in the address."""

    template: ClassVar[str]

    @property
    def label(self) -> Text: ...

    @property
    def is_personal(self) -> bool:
        """Whether its text may name somebody: then it travels in the body of a request, never in an address."""
        ...

    @property
    def names(self) -> tuple[str, ...]: ...

    def apply(self, rows: Rows, query: QueryDict) -> Rows: ...

    def shown(self, rows: Rows, query: QueryDict, request: HttpRequest) -> dict[str, Any]:
        """What its template needs; ``rows`` are narrowed by the other filters."""
        ...


@dataclass(frozen=True)
class Choices:
    """One value of a column, each with the number of rows it would leave, as long as there are few enough to count."""

    code: str
    label: Text
    options: Iterable[tuple[str, Text]]
    field: str = ""
    counted: bool = True
    template: ClassVar[str] = "ui/filters/choices.html"
    is_personal: ClassVar[bool] = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code,)

    def apply(self, rows: Rows, query: QueryDict) -> Rows:
        chosen = query.get(self.code, "")
        known = chosen in {str(value) for value, _label in self.options}
        return rows.filter(**{self.field or self.code: chosen}) if known else rows

    def shown(self, rows: Rows, query: QueryDict, request: HttpRequest) -> dict[str, Any]:
        counts = self._counts(rows) if self.counted else None
        chosen = query.get(self.code, "")
        options = [(value, name, (counts or Counter())[value], value == chosen) for value, name in self.options]
        return {"options": options, "counted": counts is not None}

    def _counts(self, rows: Rows) -> "Counter[str] | None":
        """How many rows have each value; None beyond `COUNT_UP_TO` rows."""
        values = rows.order_by().values_list(self.field or self.code, flat=True)
        counts = Counter(values[: COUNT_UP_TO + 1])
        return counts if counts.total() <= COUNT_UP_TO else None


@dataclass(frozen=True)
class Search:
    """Free text; ``find`` narrows the rows and decides what is looked up and how (names only by their tokens)."""

    label: Text
    find: Callable[[Rows, str], Rows]
    code: str = "q"
    is_personal: bool = True
    template: ClassVar[str] = "ui/filters/search.html"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code,)

    def apply(self, rows: Rows, query: QueryDict) -> Rows:
        text = query.get(self.code, "").strip()
        return self.find(rows, text) if text else rows

    def shown(self, rows: Rows, query: QueryDict, request: HttpRequest) -> dict[str, Any]:
        return {"text": query.get(self.code, "")}


@dataclass(frozen=True)
class Days:
    """A span of local days, both included, of a column of instants (or of days with ``is_day``)."""

    code: str
    label: Text
    field: str
    is_day: bool = False
    template: ClassVar[str] = "ui/filters/days.html"
    is_personal: ClassVar[bool] = False

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.code}_from", f"{self.code}_to")

    def apply(self, rows: Rows, query: QueryDict) -> Rows:
        first, last = (_day(query.get(name, "")) for name in self.names)
        if first:
            rows = rows.filter(**{f"{self.field}__gte": first if self.is_day else start_of(first)})
        if last:
            after = last + timedelta(days=1)
            rows = rows.filter(**{f"{self.field}__lt": after if self.is_day else start_of(after)})
        return rows

    def shown(self, rows: Rows, query: QueryDict, request: HttpRequest) -> dict[str, Any]:
        return {"first": query.get(self.names[0], ""), "last": query.get(self.names[1], "")}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Under:
    """Everything below a place of a tree (area or unit); ``options`` gives the (path, name) pairs somebody may choose from."""

    code: str
    label: Text
    options: Callable[[HttpRequest], Iterable[tuple[str, Text]]]
    field: str = "area_path"
    template: ClassVar[str] = "ui/filters/choices.html"
    is_personal: ClassVar[bool] = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code,)

    def apply(self, rows: Rows, query: QueryDict) -> Rows:
        path = query.get(self.code, "")
        return rows.filter(under(self.field, path)) if path.isalnum() else rows

    def shown(self, rows: Rows, query: QueryDict, request: HttpRequest) -> dict[str, Any]:
        chosen = query.get(self.code, "")
        return {"options": [(path, name, 0, path == chosen) for path, name in self.options(request)], "counted": False}
