"""The doors of the public page: open to everybody."""

from typing import Any

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.reporting.services import draft_bulletin

ROLES = ("crew", "worker", "secretary", "office", "command", "dpo", "admin", "anonymous")
OPEN = ("front", "rights", "bulletins")
TABLE = {
    **{f"publicity:{name}": dict.fromkeys(ROLES, 200) for name in OPEN},
    "publicity:bulletin": dict.fromkeys(ROLES, 404),
}


def samples(world: Any) -> dict[str, dict[str, Any]]:
    """A draft, which nobody finds here."""
    command = Actor.of(world.users["command"])
    area = world.response.area_path
    draft = draft_bulletin(actor=command, response=world.response, area_path=area, day=today())
    return {"publicity:bulletin": {"bulletin_id": draft.pk}}
