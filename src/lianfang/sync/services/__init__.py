"""Every write of the phone's protocol: enrolling and revoking, slices, records handed in."""

from lianfang.sync.services.enrolling import (
    Enrolled,
    add_person,
    open_pairing,
    open_shared_phone,
    pair,
    revoke_device,
    revoke_shared_phone,
)
from lianfang.sync.services.receiving import Answer, hand_in, settle
from lianfang.sync.services.slicing import Slice, slice_for

__all__ = [
    "Answer",
    "Enrolled",
    "Slice",
    "add_person",
    "hand_in",
    "open_pairing",
    "open_shared_phone",
    "pair",
    "revoke_device",
    "revoke_shared_phone",
    "settle",
    "slice_for",
]
