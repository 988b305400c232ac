"""What has happened to a record: who changed it and who opened it, from the audit log and the read log."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.names import names_of_actors
from lianfang.kernel.wording import Text
from lianfang.people.models import Person
from lianfang.privacy.models import AuditEntry, Read
from lianfang.privacy.reads import WAYS
from lianfang.ui.parts import Entry

CHANGES: dict[str, Text] = {
    "person.registered": _("registered"),
    "person.corrected": _("corrected"),
    "person.met": _("met by a response"),
    "person.moved": _("moved house"),
    "person.left": _("no longer here"),
    "person.came_back": _("here again"),
    "person.merged": _("merged into another record"),
    "person.unmerged": _("merge undone"),
    "person.taken_over": _("taken over into the register"),
}
BEGINNINGS = ("person.registered", "person.met")
SHOWN = 30


def history_of(person: Person) -> list[Entry]:
    """The newest changes and reads together, newest first; ids and codes only, so that the timeline betrays nothing."""
    changes = AuditEntry.objects.filter(subject_kind="people.person", subject_id=str(person.pk)).order_by("-at")[:SHOWN]
    reads = Read.objects.filter(person_id=person.pk).order_by("-at")[:SHOWN]
    told: list[tuple[datetime, Text, str]] = [
        (entry.at, CHANGES.get(entry.verb, entry.verb), entry.actor) for entry in changes
    ]
    if not any(entry.verb in BEGINNINGS for entry in changes):
        told.append((person.created_at, _("came with a list"), ""))
    told += [(read.at, WAYS.get(read.how, read.how), read.actor) for read in reads]
    names = names_of_actors(actor for _at, _text, actor in told if actor)
    newest = sorted(told, key=lambda each: each[0], reverse=True)[:SHOWN]
    return [Entry(at, text, who=names.get(actor, "")) for at, text, actor in newest]
