"""Every write to people and households."""

from lianfang.people.services.doubles import call_different, merge, note_doubles, unmerge
from lianfang.people.services.households import correct_household, door_at, found_household, move_household
from lianfang.people.services.moving import come_back, leave, move_person, take_over
from lianfang.people.services.registering import correct_person, meet_person, register_person
from lianfang.people.tokens import write_tokens

__all__ = [
    "call_different",
    "come_back",
    "correct_household",
    "correct_person",
    "door_at",
    "found_household",
    "leave",
    "meet_person",
    "merge",
    "move_household",
    "move_person",
    "note_doubles",
    "register_person",
    "take_over",
    "unmerge",
    "write_tokens",
]
