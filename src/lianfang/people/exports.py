"""Lists to take away: masked as the page shows them, or in the open by way of the export register."""

from collections.abc import Iterable, Sequence

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.exchange import CONTENT_TYPES, Column, export_chunks
from lianfang.kernel.paths import under
from lianfang.people.access import EXPORT_OPEN
from lianfang.people.models import Person
from lianfang.people.shown import in_the_open
from lianfang.privacy import exports as privacy
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


# -- in the open ---------------------------------------------------------------------------------------------------

PERSONAL = {
    "name": _("name"),
    "id_number": _("ID number"),
    "phone": _("phone"),
    "born": _("date of birth"),
    "address": _("address"),
}
PLAIN = {"sex": _("sex"), "area": _("area"), "door": _("door"), "relation": _("relation to the head")}


def residents_in_the_open(area_path: str, columns: Sequence[str]) -> Iterable[privacy.Row]:
    """The residents of an area by door, in the columns that were released."""
    rows = Person.objects.filter(under("area_path", area_path), response=None, merged_into=None, gone_at=None)
    for person in rows.select_related("household").order_by("area_path", "household__door", "id").iterator(2000):
        shown = in_the_open(person).as_dict()
        yield person.pk, [shown[column] for column in columns]


privacy.offer(
    "people.residents",
    _("residents"),
    action=EXPORT_OPEN,
    columns=[
        *(privacy.Column(code, name) for code, name in PERSONAL.items()),
        *(privacy.Column(code, name, is_personal=False) for code, name in PLAIN.items()),
    ],
    rows=residents_in_the_open,
)
