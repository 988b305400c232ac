"""The doors of reports and bulletins: a report is seen where its unit works, a draft where it is written."""

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.reporting.services import draft_bulletin

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin")
READERS = ("secretary", "office", "command")


def only(*roles: str, others: int = 404) -> dict[str, int]:
    return {**dict.fromkeys(ROLES, others), **dict.fromkeys(roles, 200), "anonymous": 302}


POSTED = (
    "affirm_upward",
    "send_upward",
    "zero",
    "end_duty",
    "new_bulletin",
    "note",
    "submit",
    "return",
    "approve",
    "publish",
)
TABLE = {
    "reporting:reports": only(*READERS, others=403),
    "reporting:bulletins": only(*READERS, others=403),
    "reporting:duties": only("command", others=403),
    "reporting:report": only(*READERS),
    "reporting:upward": only("command"),
    "reporting:take_upward": only(),
    **{f"reporting:{name}": only("command") for name in ("bulletin", "docx", "pdf")},
    **{f"reporting:{name}": only(others=405) for name in POSTED},
}


def samples(world):
    unit, command = world.units["河东社区居委会"], Actor.of(world.users["command"])
    area = world.response.area_path
    draft = draft_bulletin(actor=command, response=world.response, area_path=area, day=today())
    papers = {f"reporting:{name}": {"bulletin_id": draft.pk} for name in ("bulletin", "docx", "pdf")}
    hour = {"unit_id": world.units["和安区指挥部"].pk, "day": today().isoformat(), "hour": "1800"}
    upward = {f"reporting:{name}": hour for name in ("upward", "affirm_upward", "send_upward", "take_upward")}
    return {**upward, "reporting:report": {"unit_id": unit.pk, "day": today().isoformat()}, **papers}
