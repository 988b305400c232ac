"""The doors between the closed tube and its result: who gets which answer to a GET."""

from typing import Any

from lianfang.laboratory import services
from lianfang.laboratory.models import Resample
from lianfang.laboratory.rules import Reading, Source, Value
from lianfang.laboratory.tests.make import SYSTEM, Cast, make_people, make_session, make_tube
from lianfang.sampling.models import Tube

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


def only(*roles: str, status: int = 200) -> dict[str, int]:
    """These get the page; to everybody else it is not there."""
    return {**dict.fromkeys(ROLES, 404), **dict.fromkeys(roles, status), "anonymous": 302}


POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
SEEING = ("secretary", "office", "command", "sampler", "laboratory")
CARRYING = ("secretary", "office", "sampler", "laboratory")
ENTERING = ("office", "laboratory")

TABLE = {
    "laboratory:boxes": only(*SEEING),
    "laboratory:choose": only(*CARRYING),
    "laboratory:pack": only("secretary", "office"),
    "laboratory:box": only("secretary", "office", "command", "laboratory"),
    "laboratory:waybill": only("secretary", "office", "command", "laboratory"),
    "laboratory:receive": only("secretary", "office", "laboratory", status=302),
    "laboratory:act": POSTING,
    "laboratory:act_on_tube": POSTING,
    "laboratory:results": only(*SEEING),
    "laboratory:enter": only(*ENTERING),
    "laboratory:tube": only("secretary", "office", "command", "laboratory"),
    "laboratory:files": only(*ENTERING),
    "laboratory:template": only(*ENTERING),
    "laboratory:file": only(),
    "laboratory:columns": POSTING,
    "laboratory:answer": only(),
    "laboratory:questions": only(*ENTERING),
    "laboratory:question": only(),
    "laboratory:decide": POSTING,
    "laboratory:positives": only(*SEEING, "worker"),
    "laboratory:resample": only("worker", "secretary", "office", "command", "volunteer"),
    "laboratory:person": only("worker", "secretary", "office"),
    "laboratory:link": POSTING,
    "laboratory:revoke": POSTING,
    "laboratory:my": {**dict.fromkeys(ROLES, 404), "anonymous": 404},
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    area, unit, laboratory = world.areas["河东社区"], world.units["河东社区居委会"], world.units["和安区发热门诊"]
    session = make_session(world.response, area, unit)
    cast = Cast(world.areas, world.units, world.response, session, laboratory)
    box = services.open_box(actor=SYSTEM, session=session, to_unit=laboratory)
    tube = make_tube(cast, people := make_people(cast, 2))
    Tube.objects.filter(pk=tube.pk).update(state="received")
    origin = services.intake.Origin(SYSTEM, world.response, laboratory, Source.API)
    services.take_in(origin, [Reading(tube.code, Value.POSITIVE)])
    again = Resample.objects.get(person=people[0])
    of_box, of_tube, of_person = {"box_id": box.pk}, {"tube_id": tube.pk}, {"person_id": people[0].pk}
    return {
        "laboratory:pack": {"session_id": session.pk},
        "laboratory:box": of_box,
        "laboratory:waybill": of_box,
        "laboratory:receive": of_box,
        "laboratory:tube": of_tube,
        "laboratory:resample": {"resample_id": again.pk},
        "laboratory:person": of_person,
    }
