from lianfang.privacy.declare import Ending, keep
from lianfang.sync.models import Device, Held, Pairing, SharedPhone, Tray

keep(
    SharedPhone,
    not_personal=["id", "unit_path", "label", "doors", "made_by", "made_at", "ended_at", "ended_by"],
    then=Ending.KEEP,
)
keep(
    Pairing,
    not_personal=[
        "id",
        "user",
        "label",
        "shared",
        "doors",
        "code_digest",
        "made_by",
        "made_at",
        "expires_at",
        "used_at",
    ],
    then=Ending.ERASE,
    days=7,
    counted_from="expires_at",
)
keep(
    Device,
    not_personal=[
        "id",
        "user",
        "label",
        "shared",
        "doors",
        "digest",
        "delivery_digest",
        "enrolled_by",
        "enrolled_at",
        "seen_at",
        "clock_ahead",
        "revoked_at",
        "revoked_by",
        "handed_in_at",
    ],
    then=Ending.KEEP,
)
keep(Held, not_personal=["device", "states", "sent_at"], then=Ending.ERASE, days=2, counted_from="sent_at")
keep(
    Tray,
    personal=["content"],
    not_personal=["id", "record_id", "device", "kind", "received_at", "because", "settled_at"],
    then=Ending.ERASE,
    days=30,
    counted_from="received_at",
)
