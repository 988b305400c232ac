"""A new area below another."""

from typing import Any, TypedDict, Unpack

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.privacy.audit import audit
from lianfang.territory import names
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.tree.placing import (
    fitting_kind,
    free_path,
    locked,
    refuse_misplaced,
    refuse_no_outline,
    refuse_taken_code,
)


class More(TypedDict, total=False):
    """What may be said of an area beyond its level and name."""

    code: str
    kind: str
    name_en: str
    geometry: Any


@transaction.atomic
def add_area(*, actor: Actor, parent: Area | None, level: str, name: str, **more: Unpack[More]) -> Area:
    """Add an area below ``parent`` (None: at the root). The path is given here and never used again.

    Raises Refused (not there, or the parent is retired) and Invalid (level, kind, code).
    """
    actor.require(MANAGE_AREAS, area_path=parent.path if parent else "")
    above = locked(parent) if parent else None
    wanted = Level(level)
    refuse_misplaced(above, wanted)
    refuse_taken_code(more.get("code", ""), wanted, above)
    refuse_no_outline(more.get("geometry"))
    more["kind"] = fitting_kind(wanted, more.get("kind", ""), name)
    area = Area(parent=above, path=free_path(above), level=wanted.value, name=name, **more)
    area.save(force_insert=True)
    audit(actor, "area.added", area, path=area.path, level=area.level)
    names.forget()
    return area
