"""A plan is carried out: in one transaction, with one audit entry."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from lianfang.accounts.actors import Actor
from lianfang.territory import names
from lianfang.territory.divisions.edition import Division
from lianfang.territory.divisions.plan import Plan
from lianfang.territory.models import Area, Change
from lianfang.territory.rules import Happening, kind_for
from lianfang.territory.tree.planting import BATCH, Places, Seed, plant
from lianfang.territory.tree.rearranging import absorb, refuse_standing, relocate, wind_up


def hold_all() -> None:
    """Nobody else changes the tree until the end of the transaction (SQLite has one writer anyhow)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Area._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def carry_out(actor: Actor, plan: Plan, document: str) -> None:
    """Additions from the top down, then codes, names, moves, mergers, retirements.

    Raises Refused where something still stands at an area that nothing continues.
    """
    paths = {code: (area.id, area.path) for code, area in (plan.known | plan.same).items()}
    _free_codes(plan)
    _add(plan.added, paths)
    _rename(actor, plan, document)
    _move(actor, plan, paths, document)
    for old, code in plan.merged:
        absorb(actor, _now(old.id), _now(paths[code][0]), document)
    for old in plan.retiring_trees():
        area = _now(old.id)
        refuse_standing(area)
        wind_up(actor, area, document)
    names.forget()


def _now(area_id: UUID) -> Area:
    return Area.objects.get(pk=area_id)


def _add(divisions: Iterable[Division], paths: Places) -> None:
    seeds = [Seed(each.code, each.parent, each.level, each.name, code=each.code) for each in divisions]
    plant(seeds, paths)


def _free_codes(plan: Plan) -> None:
    """Codes first, and out of the way before they are given anew, so that none stands twice; two may have been exchanged."""
    leaving = [area.id for area, _ in plan.recoded] + [
        area.id for area, _ in plan.merged if area.code in plan.edition.divisions
    ]
    areas = {area.id: area for area in Area.objects.filter(pk__in=[area.id for area, _ in plan.recoded])}
    Area.objects.filter(pk__in=leaving).update(code="")
    for standing, division in plan.recoded:
        areas[standing.id].code = division.code
    Area.objects.bulk_update(areas.values(), ["code"], batch_size=500)


def _rename(actor: Actor, plan: Plan, document: str) -> None:
    """New names with the kind they say; what had a name before or another code gets a line in its history."""
    renaming = {area.id: division for area, division in (*plan.named, *plan.renamed)}
    for chunk in _chunks(list(renaming)):
        areas = list(Area.objects.filter(pk__in=chunk))
        for area in areas:
            area.name = renaming[area.id].name
            area.kind = kind_for(renaming[area.id].level, "", area.name)
        Area.objects.bulk_update(areas, ["name", "kind"], batch_size=500)
    common = {"document": document, "by": actor.name}
    changes = [
        Change(area_id=area.id, what=Happening.RENAMED.value, before=area.name, after=division.name, **common)
        for area, division in plan.renamed
    ]
    changes += [
        Change(area_id=area.id, what=Happening.RECODED.value, before=area.code, after=division.code, **common)
        for area, division in plan.recoded
    ]
    Change.objects.bulk_create(changes, batch_size=BATCH)


def _move(actor: Actor, plan: Plan, paths: Places, document: str) -> None:
    for standing, division in plan.moved:
        relocate(actor, _now(standing.id), _now(paths[division.parent][0]), document)


def _chunks(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
