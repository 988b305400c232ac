"""What is said of an area: name, code, kind, outline."""

from typing import Any

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.territory import names
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.models import Area
from lianfang.territory.rules import Happening, Level
from lianfang.territory.selectors import get_area_for
from lianfang.territory.tree.placing import fitting_kind, refuse_no_outline, refuse_taken_code
from lianfang.territory.tree.shifting import note

CHANGEABLE = ("name", "name_en", "code", "kind", "geometry")


@transaction.atomic
def change_area(*, actor: Actor, area: Area, document: str = "", **fields: Any) -> Area:
    """Change what is said of an area (`CHANGEABLE`); what is not named stays. Raises NotFound, Refused and Invalid."""
    area = get_area_for(actor, area.pk, action=MANAGE_AREAS)
    if area.is_retired:
        raise Refused("territory.retired", name=str(area))
    changed = {name: fields[name] for name in CHANGEABLE if name in fields and fields[name] != getattr(area, name)}
    _refuse(area, changed)
    _note_changes(actor, area, changed, document)
    for name, value in changed.items():
        setattr(area, name, value)
    if changed:
        area.save(update_fields=list(changed))
        audit(actor, "area.changed", area, fields=sorted(changed))
        names.forget()
    return area


def _refuse(area: Area, changed: dict[str, Any]) -> None:
    if not changed.get("name", area.name):
        raise Invalid({"name": Reason.of("kernel.required")})
    refuse_taken_code(changed.get("code", ""), Level(area.level), area.parent, but=area)
    refuse_no_outline(changed.get("geometry"))
    if "kind" in changed:
        changed["kind"] = fitting_kind(Level(area.level), changed["kind"], changed.get("name", area.name))


def _note_changes(actor: Actor, area: Area, changed: dict[str, Any], document: str) -> None:
    if "name" in changed:
        note(actor, area, Happening.RENAMED, before=area.name, after=changed["name"], document=document)
    if "code" in changed:
        note(actor, area, Happening.RECODED, before=area.code, after=changed["code"], document=document)
    if "geometry" in changed:
        note(actor, area, Happening.OUTLINED, document=document)
