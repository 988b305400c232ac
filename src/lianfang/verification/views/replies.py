"""Answers out, and what came of the lists of each sender."""

from itertools import groupby
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange import CONTENT_TYPES, export_chunks
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.verification import selectors, services
from lianfang.verification.access import SEE_LISTS, SEND_LISTS
from lianfang.verification.rules import Stage
from lianfang.verification.services.replying import PLAIN, as_rows
from lianfang.verification.showing import yields_of
from lianfang.verification.views.lists import must_somewhere, reply_form

MOST = 200
"""Lists on the page of yields."""


@login_required
@require_POST
def plain(request: StaffRequest, list_id: UUID) -> HttpResponseBase:
    """Row numbers with their answers, as XLSX or CSV."""
    format = "csv" if request.POST.get("format") == "csv" else "xlsx"
    table = as_rows(services.reply_plainly(actor=request.actor, name_list=list_id))
    chunks = export_chunks(table, PLAIN, format=format, language=get_language() or "", sheet=_("answers"))
    answer = StreamingHttpResponse(chunks, content_type=CONTENT_TYPES[format])
    name = f"{_('answers')}-{today():%Y%m%d}.{format}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@login_required
@require_POST
def in_layout(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Ask that the list goes back in its layout; it waits in the export register for a second person."""
    shown = selectors.get_list_for(request.actor, list_id, action=SEND_LISTS)
    form = reply_form(shown, request.POST)
    if form.is_valid():
        try:
            export = services.reply_in_layout(actor=request.actor, name_list=list_id, **form.cleaned_data)
            return redirect("privacy:export", export.pk)
        except Invalid as refused:
            for name, reason in refused.fields.items():
                form.add_error(name if name in form.fields else None, str(reason))
    return render(request, "verification/reply.html", {"list": shown, "form": form}, status=422)


@login_required
def yields(request: StaffRequest) -> HttpResponse:
    """What came of the lists, by sender and sort, so that one that yields nothing is stopped at its source."""
    must_somewhere(request, SEE_LISTS)
    lists = selectors.lists_visible_to(request.actor).filter(stage=Stage.TAKEN.value)
    found = yields_of(list(lists.order_by("-received_at")[:MOST]))
    found.sort(
        key=lambda each: (str(each.name_list.asker), each.name_list.kind, -each.name_list.received_at.timestamp())
    )
    groups = [
        (asker, kind, list(some))
        for (asker, kind), some in groupby(
            found, key=lambda each: (str(each.name_list.asker), str(each.name_list.get_kind_display()))
        )
    ]
    return render(request, "verification/yields.html", {"groups": groups})
