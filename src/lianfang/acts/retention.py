from lianfang.acts.models import Act
from lianfang.privacy.declare import keep_inherited

keep_inherited(
    Act,
    personal=["void_reason"],
    not_personal=[
        "id",
        "response",
        "area_path",
        "unit_path",
        "with_units",
        "happened_at",
        "raw_happened_at",
        "received_at",
        "recorded_by",
        "device",
        "recorded_offline",
        "typed_by",
        "would_have_been_refused",
        "digest",
        "voided_at",
        "voided_by",
    ],
)
