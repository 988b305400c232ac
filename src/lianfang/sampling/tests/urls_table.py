"""The doors of sampling: who gets which answer to a GET."""

from typing import Any

from lianfang.people.tests.make import make_person
from lianfang.sampling.tests.make import fill, make_session, make_site

ROLES = (
    "crew",
    "worker",
    "secretary",
    "office",
    "command",
    "dpo",
    "admin",
    "sampler",
    "laboratory",
    "volunteer",
)
NOBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}
"""The site of the samples lies in Hexi: worker and secretary answer for Hedong, the laboratory for its clinic."""
SEEING = {**NOBODY, "sampler": 200, "office": 200, "command": 200}
DRAWING = {**NOBODY, "sampler": 200, "office": 200}
MANAGING = {**NOBODY, "office": 200, "command": 200}
LISTS = {**SEEING, "worker": 200, "secretary": 200, "laboratory": 200}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
ANYBODY: dict[str, int] = {**dict.fromkeys(ROLES, 200), "anonymous": 200}

OF_A_SITE = ("sampling:site", "sampling:change_site", "sampling:plan")
OF_A_SESSION = (
    "sampling:session",
    "sampling:current",
    "sampling:slots",
    "sampling:table",
    "sampling:not_sampled",
    "sampling:exempt",
    "sampling:to_look_at",
)

TABLE = {
    "sampling:board": ANYBODY,
    "sampling:sessions": LISTS,
    "sampling:sites": LISTS,
    "sampling:tubes": LISTS,
    "sampling:advice": LISTS,
    "sampling:new_site": {**MANAGING, "secretary": 200},
    "sampling:site": SEEING,
    "sampling:change_site": MANAGING,
    "sampling:plan": MANAGING,
    "sampling:slots": MANAGING,
    "sampling:session": SEEING,
    "sampling:current": SEEING,
    "sampling:tube": SEEING,
    "sampling:table": DRAWING,
    "sampling:not_sampled": DRAWING,
    "sampling:exempt": DRAWING,
    "sampling:to_look_at": DRAWING,
    "sampling:check": POSTING,
    "sampling:close_site": POSTING,
    "sampling:open_session": POSTING,
    "sampling:close_session": POSTING,
    "sampling:queue": POSTING,
    "sampling:unknown": POSTING,
    "sampling:close_tube": POSTING,
    "sampling:undo": POSTING,
    "sampling:reopen_tube": POSTING,
    "sampling:settle_tube": POSTING,
    "sampling:void_swab": POSTING,
    "sampling:void_exemption": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    site = make_site(world.response, world.units["河西社区居委会"], world.areas["河西社区"])
    session = make_session(site)
    given: dict[str, dict[str, Any]] = {name: {"site_id": site.pk} for name in OF_A_SITE}
    given |= {name: {"session_id": session.pk} for name in OF_A_SESSION}
    return given | {"sampling:tube": {"tube_id": fill(session, make_person(area_path=site.area_path)).pk}}
