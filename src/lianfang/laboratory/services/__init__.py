"""Every write between the closed tube and what follows its result."""

from lianfang.laboratory.services.carrying import (
    Taken,
    bring_back,
    find_tube,
    give_up,
    hand_to_courier,
    pass_on,
    receive,
)
from lianfang.laboratory.services.deciding import correct_result, drop_doubt, take_doubt
from lianfang.laboratory.services.intake import origin_of, take_in
from lianfang.laboratory.services.links import issue_link, person_of_link, revoke_links
from lianfang.laboratory.services.lists import answer_of, choose_columns, read, send_list
from lianfang.laboratory.services.overdue import ask_for_packing
from lianfang.laboratory.services.packing import open_again, open_box, pack, seal, take_out

__all__ = [
    "Taken",
    "answer_of",
    "ask_for_packing",
    "bring_back",
    "choose_columns",
    "correct_result",
    "drop_doubt",
    "find_tube",
    "give_up",
    "hand_to_courier",
    "issue_link",
    "open_again",
    "open_box",
    "origin_of",
    "pack",
    "pass_on",
    "person_of_link",
    "read",
    "receive",
    "revoke_links",
    "seal",
    "send_list",
    "take_doubt",
    "take_in",
    "take_out",
]
