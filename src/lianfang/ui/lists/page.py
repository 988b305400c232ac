"""The declaration of a list page, and how it answers a request."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lianfang.kernel.clock import today
from lianfang.kernel.wording import Text
from lianfang.ui.keyset import SIZE, in_order, keys_of
from lianfang.ui.lists.asked import Asked
from lianfang.ui.lists.bulk import MOST, Bulk
from lianfang.ui.lists.columns import Column
from lianfang.ui.lists.exports import CHUNK, FORMATS, Export, Writer
from lianfang.ui.lists.filters import Filter, Rows
from lianfang.ui.lists.shown import Shown

Seen = Callable[[HttpRequest, list[Any], str], None]
"""Called with the rows that leave, and "list" or "export": the place to log reads of personal data."""


@dataclass(frozen=True)
class SavedView:
    """A list within the list that people come for: mine, my unit, late."""

    code: str
    label: Text
    keep: Callable[[Rows, HttpRequest], Rows]
    counted: bool = True


@dataclass(frozen=True)
class ListPage:
    """A list page, declared once; ``code`` names what is remembered of it (module.list)."""

    code: str
    title: Text
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: tuple[str, ...] = ()
    """Database columns, ``-`` for downwards; the id follows by itself."""
    views: Sequence[SavedView] = ()
    bulk: Sequence[Bulk] = ()
    href: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    """"late" or "soon" marks a row at its edge; a word in the row says the same."""
    empty: Text = ""
    """What would fill the list."""
    size: int = SIZE
    counted: bool = True

    @property
    def session_key(self) -> str:
        return f"columns:{self.code}"

    def usual_columns(self) -> list[str]:
        return [column.code for column in self.columns if column.is_shown]

    def answer(
        self,
        request: HttpRequest,
        rows: Rows,
        *,
        writer: Writer | None = None,
        seen: Seen | None = None,
        template: str = "ui/list.html",
        **context: Any,
    ) -> HttpResponseBase:
        """The page, the file, the remembered columns, or a bulk action, by what was asked. ``rows`` come from a selector."""
        asked = Asked(self, request)
        if request.method == "POST" and "find" not in request.POST:
            return self._act(asked, rows)
        if request.method == "POST" and not any(asked.personal.values()):
            return HttpResponseRedirect(asked.href())
        if "export" in request.GET:
            return self._export(asked, rows, writer, seen)
        shown = Shown(asked, rows, has_export=writer is not None)
        if seen is not None:
            seen(request, shown.page.rows, "list")
        return render(request, template, {"list": shown, "page": self, **context})

    # -- files -----------------------------------------------------------------------------------------------------

    def _export(self, asked: Asked, rows: Rows, writer: Writer | None, seen: Seen | None) -> HttpResponseBase:
        form = asked.query["export"]
        if writer is None or form not in FORMATS:
            raise Http404
        columns = asked.columns()
        name = f"{self.code.replace('.', '-')}-{today().isoformat()}"
        headings = [str(column.label) for column in columns]
        values = self._values(asked, rows, columns, seen)
        return writer(Export(name, str(self.title), form, headings, [column.code for column in columns], values))

    def _values(self, asked: Asked, rows: Rows, columns: list[Column], seen: Seen | None) -> Iterator[list[Any]]:
        found = in_order(asked.narrowed(rows), keys_of(rows.model, asked.order))
        for chunk in _chunks(found.iterator(chunk_size=CHUNK)):
            if seen is not None:
                seen(asked.request, chunk, "export")
            yield from ([column.in_file(row) for column in columns] for row in chunk)

    # -- what is posted --------------------------------------------------------------------------------------------

    def _act(self, asked: Asked, rows: Rows) -> HttpResponse:
        posted = asked.request.POST
        if "choose_columns" in posted:
            known = [column.code for column in self.columns if column.code in posted.getlist("columns")]
            asked.request.session[self.session_key] = known or self.usual_columns()
            return HttpResponseRedirect(asked.href())
        action = next((each for each in self.bulk if each.code == posted.get("bulk")), None)
        if action is None:
            raise Http404
        return self._go(asked, rows, action)

    def _go(self, asked: Asked, rows: Rows, action: Bulk) -> HttpResponse:
        chosen = self._chosen(asked, rows)
        if chosen and "go" in asked.request.POST:
            messages.success(asked.request, str(action.go(asked.request, chosen)))
            return HttpResponseRedirect(asked.href())
        preview = action.preview(asked.request, chosen) if chosen else None
        shown = {"page": self, "action": action, "preview": preview, "rows": chosen, "back": asked.href(), "most": MOST}
        return render(asked.request, "ui/bulk.html", shown)

    def _chosen(self, asked: Asked, rows: Rows) -> list[Any]:
        """The ticked rows as far as they are in the list, or the first `MOST` of all it shows."""
        if "everything" in asked.request.POST:
            return list(in_order(asked.narrowed(rows), keys_of(rows.model, asked.order))[:MOST])
        ticked = [each for each in asked.request.POST.getlist("ids")[:MOST] if _is_key(rows.model, each)]
        return list(in_order(rows.filter(pk__in=ticked), keys_of(rows.model, asked.order)))


def _is_key(model: type[models.Model], text: str) -> bool:
    try:
        return model._meta.pk.to_python(text) is not None
    except ValidationError:
        return False


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
