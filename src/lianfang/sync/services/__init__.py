"""Every write of the phone's protocol: enrolling and revoking, slices, records handed in."""

from lianfang.sync.services.enrolling import Enrolled, open_pairing, pair, revoke_device
from lianfang.sync.services.receiving import Answer, hand_in, settle
from lianfang.sync.services.slicing import Slice, slice_for

__all__ = [
    "Answer",
    "Enrolled",
    "Slice",
    "hand_in",
    "open_pairing",
    "pair",
    "revoke_device",
    "settle",
    "slice_for",
]
