"""What the address of a list asks for; whatever it says that the list does not know is left aside."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from lianfang.ui.lists.columns import Column
from lianfang.ui.lists.filters import Rows

if TYPE_CHECKING:
    from lianfang.ui.lists.page import ListPage, SavedView

OTHER = ("after", "export")


@dataclass(frozen=True)
class Asked:
    """A list with the view, filters, order, columns and page somebody asked for."""

    page: "ListPage"
    request: HttpRequest

    @cached_property
    def query(self) -> QueryDict:
        """The address, and over it what a search sent in its body."""
        query, posted = self.request.GET.copy(), self.request.POST
        for name in (name for each in self.page.filters for name in each.names if name in posted):
            query[name] = posted[name]
        for name in set(self.personal) - set(posted):
            query.pop(name, None)
        return query

    @property
    def personal(self) -> dict[str, str]:
        """The parameters that may name somebody, as they were posted."""
        names = [name for each in self.page.filters if each.is_personal for name in each.names]
        return {name: self.request.POST.get(name, "").strip() for name in names}

    @property
    def cursor(self) -> str:
        return self.query.get("after", "")

    @property
    def view(self) -> "SavedView | None":
        code = self.query.get("view", "")
        return next((view for view in self.page.views if view.code == code), None)

    @property
    def sorted_by(self) -> tuple[Column | None, bool]:
        """The column the list is sorted by, if it is not its own order, and whether downwards."""
        code = self.query.get("sort", "")
        column = next((each for each in self.page.columns if each.code == code.lstrip("-") and each.order), None)
        return column, code.startswith("-")

    @property
    def order(self) -> tuple[str, ...]:
        column, down = self.sorted_by
        if column is None:
            return self.page.order
        return tuple(_turned(each) if down else each for each in column.order)

    def columns(self) -> list[Column]:
        """The chosen columns, in the order of the declaration."""
        chosen = set(self.request.session.get(self.page.session_key) or self.page.usual_columns())
        return [column for column in self.page.columns if column.code in chosen]

    def narrowed(self, rows: Rows, *, without: Any = None) -> Rows:
        """The rows of the view after every filter, or after every other one."""
        if self.view is not None:
            rows = self.view.keep(rows, self.request)
        for each in self.page.filters:
            if each is not without:
                rows = each.apply(rows, self.query)
        return rows

    def href(self, **changes: str) -> str:
        """This address with some parameters changed; "" takes one away.

        What may name somebody is never in it; the page starts anew unless ``after`` is given.
        """
        query = self.query.copy()
        for name in (*OTHER, *self.personal):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return "?" + query.urlencode()


def _turned(order: str) -> str:
    return order[1:] if order.startswith("-") else f"-{order}"
