"""Any list page as a file to take away: exactly what the page shows, as masked as it is, and in the audit log."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from lianfang.accounts.actors import Actor
from lianfang.exchange.columns import Column
from lianfang.exchange.writing import CONTENT_TYPES, export_chunks
from lianfang.privacy.audit import audit
from lianfang.ui.lists import Export, Writer


def writer_for(actor: Actor) -> Writer:
    """For ``ListPage.answer(..., writer=writer_for(request.actor))``: writes, and records who took which list."""

    def write(export: Export) -> HttpResponseBase:
        audit(actor, "list.exported", "list", export.name, format=export.format, columns=list(export.codes))
        columns = [Column(code, (heading,)) for code, heading in zip(export.codes, export.headings, strict=True)]
        said = get_language() or ""
        chunks = export_chunks(export.rows, columns, format=export.format, language=said, sheet=export.title)
        answer = StreamingHttpResponse(chunks, content_type=CONTENT_TYPES[export.format])
        answer["Content-Disposition"] = content_disposition_header(True, f"{export.name}.{export.format}") or ""
        return answer

    return write
