"""The doors of verification lists: who gets which answer to a GET."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.people.tests.make import make_household, make_person
from lianfang.verification.models import Part
from lianfang.verification.taking import runs
from lianfang.verification.tests.make import about, csv_of

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "sampler", "laboratory", "volunteer")
NOBODY: dict[str, int] = {**dict.fromkeys(ROLES, 404), "anonymous": 302}
SEEING = {**NOBODY, "worker": 200, "secretary": 200, "office": 200, "command": 200}
SENDING = {**NOBODY, "office": 200, "command": 200}
MATCHING = {**NOBODY, "secretary": 200, "office": 200, "command": 200}
POSTING: dict[str, int] = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
LEADING_ON = {**SEEING, **dict.fromkeys(("worker", "secretary", "office", "command"), 302)}

TABLE = {
    "verification:lists": SEEING,
    "verification:send": SENDING,
    "verification:list": SEEING,
    "verification:list_rows": SEEING,
    "verification:rows": SEEING,
    "verification:row": SEEING,
    "verification:unowned": MATCHING,
    "verification:likely": MATCHING,
    "verification:yields": SEEING,
    "verification:part": LEADING_ON,
    "verification:take": POSTING,
    "verification:pass_on": POSTING,
    "verification:take_back": POSTING,
    "verification:columns": POSTING,
    "verification:start": POSTING,
    "verification:cancel": POSTING,
    "verification:answers": POSTING,
    "verification:answers_in_layout": POSTING,
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    area, actor = world.areas["河东社区"], Actor.of(world.users["command"])
    person = make_person("李响", household=make_household(area.path, door="2-1-104"), phone="13866660001")
    rows = (("1", "李响", "", "13866660001", "河东社区2-1-104", ""), ("2", "李想", "", "13866660001", "", ""))
    sent = runs.send_list(actor=actor, about=about(), filename="名单.csv", content=csv_of(*rows))
    taken = runs.start(actor=actor, name_list=sent.name_list.pk)
    part, _made = Part.objects.get_or_create(name_list=taken, unit=world.units["河东社区居委会"])
    row = taken.lines.filter(person=person).first() or taken.lines.first()
    of_list = ("list", "list_rows", "columns", "start", "cancel", "answers", "answers_in_layout")
    of_row = ("row", "take", "pass_on", "take_back")
    return {
        **{f"verification:{name}": {"list_id": taken.pk} for name in of_list},
        **{f"verification:{name}": {"row_id": row.pk} for name in of_row},
        "verification:part": {"part_id": part.pk},
    }
