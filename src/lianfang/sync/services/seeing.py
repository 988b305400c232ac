"""The last contact of a phone, and how far its clock is ahead."""

from datetime import timedelta

from lianfang.kernel.clock import now
from lianfang.sync.models import Device

SEEN_EVERY = timedelta(minutes=1)


def see(device: Device, *, ahead: float | None = None) -> None:
    """Remember a contact, at most once in a minute, and a clock that is off by more than that."""
    changed: dict[str, object] = {}
    if device.seen_at is None or device.seen_at < now() - SEEN_EVERY:
        changed["seen_at"] = now()
    if ahead is not None and abs(int(ahead) - device.clock_ahead) > SEEN_EVERY.total_seconds():
        changed["clock_ahead"] = int(ahead)
    if changed:
        Device.objects.filter(pk=device.pk).update(**changed)
