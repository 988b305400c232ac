"""Reading the logs, for those who watch over them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, start_of
from lianfang.privacy.access import READ_AUDIT, READ_READS
from lianfang.privacy.models import AuditEntry, Read


def audit_visible_to(
    actor: Actor, *, who: str = "", kind: str = "", which: str = "", on: date | None = None
) -> QuerySet[AuditEntry]:
    """The audit log, the newest first, by who acted, what it was about, and the day. Raises Refused."""
    actor.require_somewhere(READ_AUDIT)
    rows = AuditEntry.objects.order_by("-id")
    if who:
        rows = rows.filter(actor=who)
    if kind:
        rows = rows.filter(subject_kind=kind)
    if which:
        rows = rows.filter(subject_id=which)
    return rows.filter(at__gte=start_of(on), at__lt=end_of(on)) if on else rows


def latest_reads(actor: Actor) -> QuerySet[Read]:
    """What was opened of anybody, the newest first; lists too, which log their query once. Raises Refused."""
    actor.require_somewhere(READ_READS)
    return Read.objects.order_by("-pk")


def reads_of(actor: Actor, person: UUID) -> QuerySet[Read]:
    """Who opened this person's data, the newest first. Raises Refused."""
    actor.require_somewhere(READ_READS)
    return Read.objects.filter(person_id=person).order_by("-at")
