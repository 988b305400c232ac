"""Every write to rounds, doors and what is found there."""

from lianfang.screening.services.closing import close_part, close_round
from lianfang.screening.services.correcting import correct_visit, decide, void_visit
from lianfang.screening.services.entering import enter_households, enter_missing, follow_household
from lianfang.screening.services.following import follow_up
from lianfang.screening.services.opening import Plan, change_round, open_round
from lianfang.screening.services.visiting import Seen, record_new_door, record_visit

__all__ = [
    "Plan",
    "Seen",
    "change_round",
    "close_part",
    "close_round",
    "correct_visit",
    "decide",
    "enter_households",
    "enter_missing",
    "follow_household",
    "follow_up",
    "open_round",
    "record_new_door",
    "record_visit",
    "void_visit",
]
