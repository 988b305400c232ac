"""A table that is chosen, previewed, brought in and given back with what became of each row: one way for every module.

Nothing is kept between preview and import: the table travels through the page, signed.
"""

import io
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import CONTENT_TYPES, Column, ResultFile, template_for
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.kernel.wording import Text
from lianfang.territory.exchange import TablePlan
from lianfang.territory.forms import show_refusals

LONGEST = 4_000_000
"""Bytes of a table that may travel so."""
SHOWN = 200
"""Refused rows on the page; the result file has all."""
KEPT_FOR = 12 * 3600
"""Seconds after which a preview is too old."""


@dataclass(frozen=True)
class TableDoor:
    """The page of one kind of table; ``plan`` and ``apply`` take content and filename and raise `LianfangError`."""

    salt: str
    template: str
    plan: Callable[[bytes, str], TablePlan]
    apply: Callable[[bytes, str], TablePlan]
    done: Text
    """With ``%(count)s``."""
    back: str
    context: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, request: StaffRequest) -> HttpResponseBase:
        """The empty form, the preview, the result file, or what was done."""
        if carried := request.POST.get("carried"):
            return self._go(request, *self._unpacked(carried))
        form = TableForm(request.POST if request.method == "POST" else None, request.FILES or None)
        context: dict[str, Any] = {**self.context, "form": form, "back": self.back}
        if request.method == "POST" and form.is_valid():
            context |= self._preview(form)
        return render(request, self.template, context, status=422 if form.errors else 200)

    def _preview(self, form: "TableForm") -> dict[str, Any]:
        file = form.cleaned_data["file"]
        try:
            content = _within_reason(file.read())
            plan = self.plan(content, file.name)
            carried = signing.dumps([file.name, b64encode(content).decode()], salt=self.salt, compress=True)
            return {**_shown(plan), "carried": carried}
        except Invalid as refused:
            show_refusals(form, refused)
        except LianfangError as refused:
            form.add_error("file", str(refused))
        return {}

    def _go(self, request: StaffRequest, name: str, content: bytes) -> HttpResponseBase:
        if "result" in request.POST:
            return _result(self.plan(content, name))
        plan = self.apply(content, name)
        messages.success(request, self.done % {"count": f"{len(plan.new):,}"})
        return HttpResponseRedirect(self.back)

    def _unpacked(self, carried: str) -> tuple[str, bytes]:
        try:
            name, content = signing.loads(carried, salt=self.salt, max_age=KEPT_FOR)
        except signing.BadSignature:
            raise Refused("territory.preview_too_old") from None
        return str(name), b64decode(content)


class TableForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("table"),
        help_text=gettext_lazy("XLSX, XLS or CSV; columns in any order, with their usual names."),
    )


def template_answer(columns: tuple[Column, ...], name: str) -> HttpResponse:
    """An empty table to fill in."""
    content = template_for(columns, language=get_language() or "zh", rows=1000)
    answer = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _shown(plan: TablePlan) -> dict[str, Any]:
    language = get_language() or "zh"
    heads = plan.table.header.names
    columns = [(heads[match.index], match.column.heading(language)) for match in plan.columns.matches.values()]
    refused = [(number, str(reason)) for number, reason in plan.refused.items()]
    return {"plan": plan, "columns": columns, "refused": refused[:SHOWN], "more": max(0, len(refused) - SHOWN)}


def _within_reason(content: bytes) -> bytes:
    if len(content) > LONGEST:
        raise Refused("exchange.too_large", size=f"{len(content) / 1e6:.1f}", limit=f"{LONGEST / 1e6:.0f}")
    return content


def _result(plan: TablePlan) -> FileResponse:
    """The user's own file with what would become of each row."""
    result = ResultFile(plan.table, plan.columns)
    for number, reason in plan.outcomes.items():
        result.note(number, _outcome(plan, number), str(reason or ""))
    target = io.BytesIO()
    result.save(target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=result.filename)


def _outcome(plan: TablePlan, number: int) -> str:
    if plan.outcomes[number] is None:
        return _("added")
    return _("refused") if number in plan.refused else _("known")
