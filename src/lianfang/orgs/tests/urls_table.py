"""The doors of the organisations: everybody looks them up, the secretary keeps members and duty, the office founds."""

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
LOOK_UP = {**dict.fromkeys(ROLES, 200), "anonymous": 302}
POSTED = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
FOUND = {**dict.fromkeys(ROLES, 404), "office": 200, "command": 200, "admin": 200, "anonymous": 302}
KEEP = {**FOUND, "secretary": 200}

TOKEN = dict.fromkeys((*ROLES, "anonymous"), 401)
WRITTEN = dict.fromkeys((*ROLES, "anonymous"), 405)

TABLE = {
    "orgs:units": LOOK_UP,
    "orgs:unit": LOOK_UP,
    "orgs:duty": LOOK_UP,
    "orgs:contacts": LOOK_UP,
    "orgs:vacant": LOOK_UP,
    "orgs:units_template": LOOK_UP,
    "orgs:off_duty": POSTED,
    "orgs:end_duty": POSTED,
    "orgs:reveal": POSTED,
    "orgs:end_charge": POSTED,
    "orgs:found": FOUND,
    "orgs:found_first": {**dict.fromkeys(ROLES, 403), "admin": 200, "anonymous": 302},
    "orgs:change": FOUND,
    "orgs:end": FOUND,
    "orgs:move": FOUND,
    "orgs:import": FOUND,
    "orgs:add_member": KEEP,
    "orgs:charge": KEEP,
    "orgs:set_duty": KEEP,
    "orgs:end_member": KEEP,
    # the API asks for a token and does not know sessions
    "api:units": TOKEN,
    "api:unit": TOKEN,
    "api:bring_units": WRITTEN,
    "api:go_on_duty": WRITTEN,
    "api:go_off_duty": WRITTEN,
}


def samples(world):
    """The committee of Hedong and a member of it."""
    from lianfang.orgs.tests.make import make_member

    unit = world.units["河东社区居委会"]
    member = make_member(unit)
    named = ("unit", "found", "change", "end", "move", "import", "add_member", "charge", "set_duty")
    return {f"orgs:{name}": {"unit_id": unit.pk} for name in named} | {"orgs:end_member": {"member_id": member.pk}}
