from lianfang.messaging.models import Channel, Delivery, Message, Noticed
from lianfang.privacy.declare import Ending, keep

keep(
    Message,
    not_personal=["id", "at", "user", "unit_path", "code", "params", "link", "sent_by"],
    then=Ending.ERASE,
    days=90,
    counted_from="at",
)
keep(Noticed, not_personal=["id", "message", "user", "at"], then=Ending.ERASE, days=90, counted_from="at")
keep(
    Channel,
    personal=["address"],
    not_personal=["id", "kind", "user", "unit_path", "language", "is_active", "created_at"],
    then=Ending.HAND_OVER,
)
keep(
    Delivery,
    not_personal=["id", "message", "channel", "state", "attempts", "next_at", "error", "done_at"],
    then=Ending.ERASE,
    days=90,
    counted_from="done_at",
)
