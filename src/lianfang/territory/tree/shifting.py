"""How a part of the tree gets new paths: its areas keep their ids, and a retired area stays at every path they leave."""

from collections.abc import Sequence

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Substr

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.paths import parent_of, under
from lianfang.territory import names
from lianfang.territory.models import IN_USE, Area, Change
from lianfang.territory.movers import Shift, movers
from lianfang.territory.rules import DIVISIONS, Happening, Level
from lianfang.territory.tree.placing import free_path, locked


def subtree(area: Area) -> QuerySet[Area]:
    """The areas in use at and below an area."""
    return Area.objects.filter(IN_USE, under("path", area.path))


def hold(area: Area) -> Area:
    """The area as it stands now, held with everything below it until the end of the transaction.

    Itself first: whoever moves it, or something above it, needs this row too, so that its path is certain from then on.
    """
    held = locked(area)
    list(subtree(held).select_for_update(no_key=True).order_by("path").values_list("pk"))
    return held


def bring_below(area: Area, parent: Area | None) -> Shift:
    """Give a held area and everything below it paths below another held parent; what stands there follows."""
    shift = Shift(area.path, free_path(parent))
    moved = list(subtree(area).defer("geometry").order_by("path"))
    follow(shift)
    path = Concat(Value(shift.new), Substr(F("path"), len(shift.old) + 1))
    subtree(area).update(path=path)
    area.refresh_from_db(fields=["path"])
    _leave_behind(moved, shift)
    area.parent = parent
    if not _is_free_below(parent, area):
        area.code = ""
    area.save(update_fields=["parent", "code"])
    names.forget()
    return shift


def follow(shift: Shift) -> None:
    """Everything that higher modules keep at areas takes the new path; so do retired areas that continued there."""
    Area.objects.filter(shift.reaches("successor_path")).update(
        successor_path=Concat(Value(shift.new), Substr(F("successor_path"), len(shift.old) + 1))
    )
    for mover in movers.values():
        mover.move(shift)


def retire_into(area: Area, successor_path: str) -> None:
    """The area keeps its path and names where it continues."""
    area.retired_at, area.successor_path = now(), successor_path
    area.save(update_fields=["retired_at", "successor_path"])
    names.forget()


def note(actor: Actor, area: Area, what: Happening, *, before: str = "", after: str = "", document: str = "") -> Change:
    """A line in the history of an area."""
    change = Change(
        area=area, what=what.value, before=before[:200], after=after[:200], document=document, by=actor.name
    )
    change.save(force_insert=True)
    return change


def _leave_behind(moved: Sequence[Area], shift: Shift) -> None:
    """Retired areas at the paths that were left, in the same tree among themselves, each naming where it went."""
    behind: dict[str, Area] = {}
    moment = now()
    for area in moved:
        behind[area.path] = Area(
            parent=behind.get(parent_of(area.path), area.parent),
            path=area.path,
            level=area.level,
            kind=area.kind,
            code=area.code,
            name=area.name,
            name_en=area.name_en,
            retired_at=moment,
            successor_path=shift.new + area.path[len(shift.old) :],
        )
    Area.objects.bulk_create(behind.values(), batch_size=500)
    _keep_together(behind, shift)


def _keep_together(behind: dict[str, Area], shift: Shift) -> None:
    """Areas that were retired earlier stay below those that were left behind."""
    earlier = list(Area.objects.filter(under("path", shift.old), retired_at__isnull=False))
    strays = [area for area in earlier if area.path not in behind and parent_of(area.path) in behind]
    for area in strays:
        area.parent = behind[parent_of(area.path)]
    Area.objects.bulk_update(strays, ["parent"], batch_size=500)


def _is_free_below(parent: Area | None, area: Area) -> bool:
    """Whether the area's own code (no official one) is not taken by another below the same parent."""
    if not area.code or Level(area.level) in DIVISIONS:
        return True
    others = Area.objects.filter(IN_USE, parent=parent, code=area.code).exclude(pk=area.pk)
    return not others.exclude(level__in=[level.value for level in DIVISIONS]).exists()
