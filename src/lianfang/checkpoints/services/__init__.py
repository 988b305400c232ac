"""Every write at a post: counting, checking, calling for help, handing the shift over; and the posts and passes themselves."""

from lianfang.checkpoints.services.checking import check_vehicle, propose
from lianfang.checkpoints.services.counting import call_for_help, columns_of, tally, tally_many, undo_last_tally
from lianfang.checkpoints.services.posts import close_post, extend_post, issue_pass, man_post, open_post, withdraw_pass
from lianfang.checkpoints.services.shifts import hand_over_shift, take_shift

__all__ = [
    "call_for_help",
    "check_vehicle",
    "close_post",
    "columns_of",
    "extend_post",
    "hand_over_shift",
    "issue_pass",
    "man_post",
    "open_post",
    "propose",
    "take_shift",
    "tally",
    "tally_many",
    "undo_last_tally",
    "withdraw_pass",
]
