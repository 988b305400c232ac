"""The version of what the page of a round shows, cheap enough to be asked every half minute by every screen."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils.translation import get_language

from lianfang.accounts.middleware import StaffRequest
from lianfang.kernel.clock import now
from lianfang.screening.models import Door, PartWalked

STEP = 300
"""Seconds after which the page is drawn again although nothing was written: a planned visit passes without a write."""


def version_of(request: StaffRequest, round_id: UUID, **_more: Any) -> str:
    """An ETag: equal as long as the same viewer would see the same.

    Beside the newest change of a door it counts those of the last minutes, for a transaction that began earlier may end
    later. Both are read from the end of an index.
    """
    instant = now()
    step = int(instant.timestamp()) // STEP
    doors = Door.objects.filter(round=round_id)
    since = instant - timedelta(seconds=instant.timestamp() % STEP + STEP)
    seen = [
        doors.aggregate(last=Max("changed_at"))["last"],
        doors.filter(changed_at__gte=since).aggregate(number=Count("pk"))["number"],
        PartWalked.objects.filter(round=round_id).aggregate(last=Max("received_at"))["last"],
        step,
        request.actor.user_id,
        get_language(),
        request.get_full_path(),
    ]
    return f'"{sha256(repr(seen).encode()).hexdigest()[:32]}"'
