"""Every write to lists and their rows, beside taking them in (`verification.taking.runs`)."""

from lianfang.verification.services.answering import Checked, Found, answer_known, take_back, verify
from lianfang.verification.services.owning import pass_on, pass_outside, take
from lianfang.verification.services.replying import reply_in_layout, reply_plainly
from lianfang.verification.services.settling import confirm

__all__ = [
    "Checked",
    "Found",
    "answer_known",
    "confirm",
    "pass_on",
    "pass_outside",
    "reply_in_layout",
    "reply_plainly",
    "take",
    "take_back",
    "verify",
]
