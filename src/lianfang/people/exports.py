"""A list as a file to take away: exactly what the page shows, and so as masked as it is."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from lianfang.accounts.actors import Actor
from lianfang.exchange import CONTENT_TYPES, Column, export_chunks
from lianfang.privacy.audit import audit
from lianfang.ui.lists import Export, Writer


def writer_for(actor: Actor) -> Writer:
    """Writes what a list hands over, with an entry in the audit log that says who took it."""

    def write(export: Export) -> HttpResponseBase:
        columns = [Column(code, (heading,)) for code, heading in zip(export.codes, export.headings, strict=True)]
        audit(actor, "list.exported", "people.list", "", list=export.name, format=export.format)
        chunks = export_chunks(
            export.rows, columns, format=export.format, language=get_language() or "", sheet=export.title
        )
        answer = StreamingHttpResponse(chunks, content_type=CONTENT_TYPES[export.format])
        answer["Content-Disposition"] = content_disposition_header(True, f"{export.name}.{export.format}") or ""
        return answer

    return write
