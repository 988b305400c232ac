"""The version of what the picture shows, cheap enough to be asked every minute by every screen."""

from hashlib import sha256

from django.db.models import Sum
from django.utils.translation import get_language

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.privacy.models import AuditHead
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING

STEP = 300
"""Seconds after which the picture is drawn again although nothing was written: a report's hour passes without a write."""


def version_of(request: StaffRequest) -> str:
    """An ETag: equal as long as the same viewer would see the same.

    Whatever is counted is written with an audit entry, so the lengths of the audit chains are the version of all
    figures; lateness comes with time alone, so the tasks past their time are counted too.
    """
    instant = now()
    seen = [
        AuditHead.objects.aggregate(entries=Sum("number"))["entries"],
        Task.objects.filter(state__in=sorted(WAITING), due_at__lte=instant).count(),
        int(instant.timestamp()) // STEP,
        request.actor.user_id,
        get_language(),
        request.get_full_path(),
    ]
    return f'"{sha256(repr(seen).encode()).hexdigest()[:32]}"'
