"""The doors of people: who gets which answer to a GET."""

from lianfang.people.tests.make import make_household, make_person

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")


def _open_to(*roles: str) -> dict[str, int]:
    return {role: 200 if role in roles else 404 for role in ROLES} | {"anonymous": 302}


SEEING = _open_to("worker", "secretary", "office", "command", "dpo", "admin")
REGISTERING = _open_to("worker", "secretary", "office")
CHANGING = _open_to("secretary", "office")
IMPORTING = _open_to("secretary", "office", "admin")
POSTING = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
"""Only a POST does something there; a GET is told so."""
NOBODY = {**dict.fromkeys(ROLES, 404), "anonymous": 302}

TABLE = {
    "people:find": SEEING,
    "people:person": SEEING,
    "people:register": REGISTERING,
    "people:correct": REGISTERING,
    "people:move": REGISTERING,
    "people:reveal": POSTING,
    "people:leave": POSTING,
    "people:come_back": POSTING,
    "people:take_over": NOBODY,
    "people:unmerge": POSTING,
    "people:doubles": CHANGING,
    "people:decide_double": POSTING,
    "people:reveal_double": POSTING,
    "people:households": SEEING,
    "people:household": SEEING,
    "people:new_household": REGISTERING,
    "people:correct_household": REGISTERING,
    "people:move_household": REGISTERING,
    "people:imports": IMPORTING,
    "people:import_template": IMPORTING,
    "people:import": NOBODY,
    "people:import_columns": POSTING,
    "people:import_start": POSTING,
    "people:import_cancel": POSTING,
    "people:import_result": NOBODY,
}


def samples(world):
    home = make_household(world.areas["河东社区"].path, "3-2-601")
    person = make_person(household=home)
    people = ("people:person", "people:correct", "people:move")
    homes = ("people:household", "people:correct_household", "people:move_household")
    return {name: {"person_id": person.pk} for name in people} | {name: {"household_id": home.pk} for name in homes}
