"""Areas go elsewhere, become part of another or end: the steps that forms and editions share. The caller has asked, and audits."""

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.wording import Reason
from lianfang.territory import names
from lianfang.territory.models import IN_USE, Area, Change
from lianfang.territory.movers import Shift
from lianfang.territory.names import full_name
from lianfang.territory.rules import Happening
from lianfang.territory.tree.previews import following
from lianfang.territory.tree.shifting import bring_below, follow, note, retire_into, subtree


def relocate(actor: Actor, area: Area, parent: Area, document: str) -> Shift:
    """Move a held area below a held parent, both already found fit; the caller audits."""
    before = full_name(area.path)
    shift = bring_below(area, parent)
    note(actor, area, Happening.MOVED, before=before, after=full_name(area.path), document=document)
    return shift


def absorb(actor: Actor, area: Area, into: Area, document: str) -> None:
    """Merge a held area into a held other, both already found fit; the caller audits."""
    for child in children(area):
        bring_below(child, into)
    follow(Shift(area.path, into.path, alone=True))
    retire_into(area, into.path)
    note(actor, area, Happening.MERGED, after=full_name(into.path), document=document)
    note(actor, into, Happening.TOOK_IN, after=full_name(area.path), document=document)


def children(area: Area) -> list[Area]:
    return list(Area.objects.filter(IN_USE, parent=area).order_by("path"))


def wind_up(actor: Actor, area: Area, document: str) -> int:
    """Retire a held area with everything below it, where nothing stands any more; the caller audits."""
    ending = list(subtree(area).values_list("pk", "name"))
    subtree(area).update(retired_at=now())
    Change.objects.bulk_create(
        Change(area_id=each, what=Happening.RETIRED.value, before=name, document=document, by=actor.name)
        for each, name in ending
    )
    area.refresh_from_db(fields=["retired_at"])
    names.forget()
    return len(ending)


def refuse_standing(area: Area) -> None:
    if standing := still_standing(area):
        raise Refused(standing.code, **standing.params)


def still_standing(area: Area) -> Reason | None:
    """Why an area cannot be retired without a successor: what still stands there, or None."""
    here = following([Shift(area.path, "")])
    if not here:
        return None
    what = ", ".join(f"{each.count} {each.label}" for each in here)
    return Reason.of("territory.still_standing", name=str(area), what=what)
