"""Every write to lists and their rows, beside taking them in (`verification.taking.runs`)."""

from lianfang.verification.services.answering import Checked, Found, take_back, verify
from lianfang.verification.services.owning import pass_on, pass_outside, take
from lianfang.verification.services.settling import confirm

__all__ = ["Checked", "Found", "confirm", "pass_on", "pass_outside", "take", "take_back", "verify"]
