"""The catalogue of figures, a figure's page, its numbers as a file and the rows behind them."""

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lianfang.accounts.middleware import StaffRequest
from lianfang.accounts.places import name_of_area, name_of_unit
from lianfang.figures.access import SEE_FIGURES
from lianfang.figures.asking import Ask
from lianfang.figures.catalogue import find_figures, who_may_open
from lianfang.figures.declare import Figure, Rows
from lianfang.figures.engine import RowsBehind, figure_of, rows_behind, withheld_from
from lianfang.figures.forms import GROUPS, AskForm
from lianfang.figures.links import query_of, rows_url
from lianfang.figures.matching import value_at
from lianfang.figures.rules import Tree, word
from lianfang.figures.tables import Table, name_of
from lianfang.kernel.errors import Refused
from lianfang.kernel.paths import line_of
from lianfang.ui.keyset import page_of
from lianfang.ui.parts import Link


def _require(request: StaffRequest) -> None:
    """Whoever sees any figures may read the definitions of all."""
    if not request.actor.may_somewhere(SEE_FIGURES):
        request.actor.require(SEE_FIGURES)


@login_required
def catalogue(request: StaffRequest) -> HttpResponse:
    """Every figure with its definition, searched by name or by another office's wording."""
    _require(request)
    text = request.GET.get("q", "")
    return render(request, "figures/catalogue.html", {"figures": find_figures(text), "q": text})


@login_required
def figure(request: StaffRequest, code: str) -> HttpResponse:
    """One figure: its definition and its numbers by area, unit or day."""
    _require(request)
    form = AskForm(figure_of(code), request.actor, request.GET)
    shown: dict[str, Any] = {"figure": form.figure, "form": form, "who": who_may_open(form.figure)}
    if form.is_valid():
        shown |= _numbers(request, form)
    return render(request, "figures/figure.html", shown, status=200 if form.is_valid() else 422)


def _numbers(request: StaffRequest, form: AskForm) -> dict[str, Any]:
    ask = form.ask
    if withheld := withheld_from(request.actor, form.figure, ask):
        return {"withheld": withheld}
    table = Table(form.figure, ask, form.shown_by, request.actor)
    tabs = [(label, query_of(ask, group=group), group == form.shown_by) for group, label in GROUPS]
    return {
        "table": table,
        "rows_href": rows_url(form.figure.code, ask),
        "place": name_of(ask.tree, ask.base),
        "query": query_of(ask, group=form.shown_by),
        "tabs": tabs,
        "steps": _steps(request, form),
    }


def _steps(request: StaffRequest, form: AskForm) -> list[Link]:
    """The way down to the place, as far as the viewer sees the number there."""
    ask = form.ask
    column = "unit" if ask.tree is Tree.UNIT else "area"
    above = [ask.but(**{column: path}) for path in line_of(ask.base)]
    seen = [each for each in above if not withheld_from(request.actor, form.figure, each)]
    names = [name_of(ask.tree, each.base).split(" / ")[-1] for each in seen]
    return [Link(name, f"?{query_of(each, group=form.shown_by)}") for name, each in zip(names, seen, strict=True)]


@login_required
def numbers(request: StaffRequest, code: str) -> HttpResponse:
    """The table of the page as CSV, with a byte order mark so that spreadsheets read the Chinese."""
    form = _form(request, code)
    if withheld := withheld_from(request.actor, form.figure, form.ask):
        raise Refused(withheld.code, **withheld.params)
    table = Table(form.figure, form.ask, form.shown_by, request.actor)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    writer = csv.writer(answer)
    writer.writerow([str(table.figure.name), *table.headings])
    writer.writerows([line.name, *line.numbers] for line in table.lines)
    writer.writerow(["", *table.totals])
    return answer


def _form(request: StaffRequest, code: str) -> AskForm:
    _require(request)
    form = AskForm(figure_of(code), request.actor, request.GET)
    if not form.is_valid():
        raise Refused("figures.not_a_period")
    return form


@login_required
def rows(request: StaffRequest, code: str) -> HttpResponse:
    """The rows behind a number, as far as the viewer may see them, and who may see the rest."""
    asked = _form(request, code).ask
    behind = rows_behind(request.actor, code, asked)
    chosen = _chosen(request, len(behind.parts))
    part = behind.parts[chosen]
    page = page_of(part.found, (f"-{part.rows.when}",), cursor=request.GET.get("after", ""))
    found = figure_of(code)
    shown = {
        "figure": found,
        "behind": behind,
        "place": name_of(asked.tree, asked.base),
        "lines": [_line(found, part.rows, row) for row in page.rows],
        "kinds": _kinds(behind, asked, chosen),
        "query": query_of(asked),
        "next": query_of(asked, kind=str(chosen), after=page.next) if page.next else "",
        "previous": query_of(asked, kind=str(chosen), after=page.previous) if page.previous else "",
    }
    return render(request, "figures/rows.html", shown)


def _kinds(behind: RowsBehind, asked: Ask, chosen: int) -> list[tuple[Any, str, bool]]:
    """A tab for each kind of rows, where there are several."""
    if len(behind.parts) < 2:
        return []
    names = [part.rows.model._meta.verbose_name for part in behind.parts]
    return [(name, query_of(asked, kind=str(at)), at == chosen) for at, name in enumerate(names)]


def _chosen(request: StaffRequest, kinds: int) -> int:
    kind = request.GET.get("kind", "")
    return int(kind) if kind.isdecimal() and int(kind) < kinds else 0


def _line(found: Figure, rows: Rows, row: Any) -> dict[str, Any]:
    """When, where, for whom and how it is split: nothing personal; the row's own page shows the rest by its own rights."""
    units = [_value(rows, row, rows.unit), *(_value(rows, row, rows.joint) or [])]
    splits = [
        (each, value_at(row, rows.column_of(each.code))) for each in found.by if rows.has(rows.column_of(each.code))
    ]
    return {
        "when": value_at(row, rows.when),
        "area": name_of_area(_value(rows, row, rows.area)),
        "units": [name_of_unit(path) for path in units if path],
        "splits": [each.label(word(value)) for each, value in splits],
        "amount": value_at(row, column) if (column := found.adds(rows)) else 1,
        "href": reverse(rows.opens, args=[value_at(row, rows.opens_by)]) if rows.opens else "",
    }


def _value(rows: Rows, row: Any, column: str) -> Any:
    return value_at(row, column) if rows.has(column) else ""
