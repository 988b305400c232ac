"""A table of organisations comes in below a unit: planned first, then founded."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from lianfang.accounts.actors import Actor
from lianfang.exchange import Parsed, match_columns, parse_row, read_table
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.paths import DEEPEST, depth_of, next_child, under
from lianfang.kernel.wording import Reason
from lianfang.orgs.access import MANAGE_UNITS
from lianfang.orgs.exchange import COLUMNS
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind, answers_always
from lianfang.orgs.selectors import get_unit_for, units_at_work
from lianfang.privacy.audit import audit
from lianfang.territory.exchange import TablePlan
from lianfang.territory.handlers import find_places


@dataclass
class Planned:
    """A unit that a row founds."""

    unit: Unit
    parent: Unit

    @property
    def name(self) -> str:
        return self.unit.name


def plan_units(*, actor: Actor, unit: Unit, content: bytes, filename: str) -> TablePlan:
    """What the table would found below a unit; nothing is written. Raises NotFound, Invalid and TableError."""
    top = get_unit_for(actor, unit.pk, action=MANAGE_UNITS)
    table = read_table(content, filename, columns=COLUMNS)
    mapping = match_columns(table.header, COLUMNS)
    if mapping.problems:
        raise Invalid({"file": mapping.problems[0]})
    plan, book = TablePlan(table, mapping), _Book(top)
    for row in table.rows():
        plan.outcomes[row.number] = _take(plan, book, actor, parse_row(row, mapping))
    return plan


@transaction.atomic
def apply_units(*, actor: Actor, unit: Unit, content: bytes, filename: str) -> TablePlan:
    """Found what the table names; refused rows are left out. The same table again founds nothing."""
    list(
        Unit.objects.select_for_update(no_key=True).filter(under("path", unit.path)).order_by("path").values_list("pk")
    )
    plan = plan_units(actor=actor, unit=unit, content=content, filename=filename)
    if plan.new:
        _found(plan.new)
        audit(actor, "units.imported", unit, founded=len(plan.new), refused=len(plan.refused))
    return plan


class _Book:
    """The units at work by name and code, growing with the table."""

    def __init__(self, top: Unit) -> None:
        self.top = top
        self.codes = set(units_at_work().exclude(code="").values_list("code", flat=True))
        self.by_name = {unit.name: unit for unit in units_at_work().filter(under("path", top.path)).order_by("-path")}

    def parent(self, name: str | None) -> Unit | None:
        return self.by_name.get(name) if name else self.top


def _take(plan: TablePlan, book: _Book, actor: Actor, parsed: Parsed) -> Reason | None:
    """Note the unit of a row, or say why there is none."""
    if parsed.refused:
        return parsed.problems[0].reason
    given = parsed.values
    if given["name"] in book.by_name:
        return plan.known
    parent = book.parent(given["parent"])
    if parent is None:
        return Reason.of("orgs.unknown_parent", parent=given["parent"])
    if given["code"] and given["code"] in book.codes:
        return Reason.of("orgs.code_taken_here", number=given["code"])
    area_path = _area(given["area"], parent)
    if isinstance(area_path, Reason):
        return area_path
    if not actor.may(MANAGE_UNITS, area_path=area_path, unit_path=book.top.path):
        return Reason.of("orgs.not_there")
    planned = Planned(_unit(given, area_path), parent)
    plan.new.append(planned)
    book.by_name[planned.name] = planned.unit
    book.codes.add(planned.unit.code)
    return None


def _area(text: str | None, parent: Unit) -> str | Reason:
    if not text:
        return parent.area_path
    found = find_places(text)
    if len(found) == 1:
        return found[0].path
    return Reason.of("territory.several_places" if found else "territory.not_known", text=text, name=text, above="")


def _unit(given: dict[str, Any], area_path: str) -> Unit:
    kind = UnitKind(given["kind"] or UnitKind.TEAM.value)
    return Unit(
        kind=kind.value,
        name=given["name"],
        area_path=area_path,
        code=given["code"] or "",
        duty_phone=given["duty_phone"] or "",
        stated_members=given["stated_members"],
        answers_always=answers_always(kind),
        founded_on=today(),
    )


def _found(planned: list[Planned]) -> None:
    """Write the units in the order of the table, in which a parent stands before what belongs to it."""
    last: dict[Any, str | None] = {}
    for each in planned:
        parent = each.parent
        if parent.pk not in last:
            last[parent.pk] = Unit.objects.filter(parent=parent).aggregate(last=Max("path"))["last"]
        if depth_of(parent.path) >= DEEPEST:
            raise Invalid({"file": Reason.of("orgs.too_deep", deepest=DEEPEST)})
        path = last[parent.pk] = next_child(parent.path, last[parent.pk])
        each.unit.parent, each.unit.path = parent, path
    Unit.objects.bulk_create([each.unit for each in planned], batch_size=500)
