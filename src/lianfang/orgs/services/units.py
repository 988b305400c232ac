"""Units are founded, changed and ended."""

from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.identifiers import IdentifierError, parse_phone
from lianfang.kernel.paths import DEEPEST, depth_of, next_child, under
from lianfang.kernel.wording import Reason
from lianfang.orgs.access import MANAGE_UNITS
from lianfang.orgs.events import UnitEnded
from lianfang.orgs.models import Charge, Member, OnDuty, Unit
from lianfang.orgs.rules import UnitKind, answers_always
from lianfang.orgs.selectors import get_unit_for, on_the_day, units_at_work
from lianfang.privacy.audit import audit


class More(TypedDict, total=False):
    """What may be said of a unit beyond its kind, name and area."""

    name_en: str
    code: str
    duty_phone: str
    stated_members: int | None
    answers_always: bool
    founded_on: date | None
    response_id: UUID | None


@transaction.atomic
def found_unit(
    *,
    actor: Actor,
    parent: Unit | None,
    kind: str,
    name: str,
    area_path: str = "",
    **more: Unpack[More],
) -> Unit:
    """Found an organisation, or a team for a response (then with ``response_id``).

    Without an area of its own it answers where its parent does. Raises NotFound, Refused (not there, or the parent has
    ended) and Invalid (code, phone).
    """
    above = _locked_parent(actor, parent)
    area_path = area_path or (above.area_path if above else "")
    actor.require(MANAGE_UNITS, area_path=area_path, unit_path=above.path if above else "")
    _refuse_taken_code(more.get("code", ""))
    more["duty_phone"] = phone_of(more.get("duty_phone", ""), "duty_phone")
    more.setdefault("answers_always", answers_always(UnitKind(kind)))
    more["founded_on"] = more.get("founded_on") or today()
    path = free_path(above)
    unit = Unit(parent=above, path=path, kind=kind, name=name, area_path=area_path, **more)
    unit.save(force_insert=True)
    audit(actor, "unit.founded", unit, path=path, kind=kind, response=str(more.get("response_id") or ""))
    return unit


CHANGEABLE = ("name", "name_en", "code", "kind", "area_path", "duty_phone", "stated_members", "answers_always")


@transaction.atomic
def change_unit(*, actor: Actor, unit: Unit, **fields: Any) -> Unit:
    """Change what is said of a unit (`CHANGEABLE`); what is not named stays. Raises NotFound, Refused and Invalid."""
    unit = get_unit_for(actor, unit.pk, action=MANAGE_UNITS)
    refuse_ended(unit)
    if "duty_phone" in fields:
        fields["duty_phone"] = phone_of(fields["duty_phone"], "duty_phone")
    if "area_path" in fields and fields["area_path"] != unit.area_path:
        actor.require(MANAGE_UNITS, area_path=fields["area_path"], unit_path=unit.path)
    _refuse_taken_code(fields.get("code", ""), but=unit)
    changed = [name for name in CHANGEABLE if name in fields and fields[name] != getattr(unit, name)]
    for name in changed:
        setattr(unit, name, fields[name])
    if changed:
        unit.save(update_fields=changed)
        audit(actor, "unit.changed", unit, fields=changed)
    return unit


@transaction.atomic
def end_unit(*, actor: Actor, unit: Unit, on: date | None = None) -> Unit:
    """End a unit with its memberships, responsibilities and duties; all stay on record. Ending it again changes nothing.

    Raises NotFound, Refused while units below it are at work, and Invalid for a day to come or before it was founded.
    """
    unit = get_unit_for(actor, unit.pk, action=MANAGE_UNITS)
    if unit.has_ended:
        return unit
    last = on or today()
    if not (unit.founded_on or last) <= last <= today():
        raise Invalid({"on": Reason.of("orgs.last_day_is_none")})
    refuse_units_below(unit)
    _end(unit, last)
    audit(actor, "unit.ended", unit, on=str(unit.ended_on))
    return unit


@transaction.atomic
def end_units_of(*, actor: Actor, response_id: UUID) -> int:
    """End every unit founded for a response, with what stands below it; says how many."""
    ending = list(units_at_work().filter(response_id=response_id).order_by("-path"))
    for unit in ending:
        for below in units_at_work().filter(under("path", unit.path)).order_by("-path"):
            _end(below, today())
    if ending:
        audit(actor, "units.ended", Unit._meta.label_lower, count=len(ending), response=str(response_id))
    return len(ending)


def refuse_units_below(unit: Unit) -> None:
    if below := units_at_work().filter(under("path", unit.path)).exclude(pk=unit.pk).count():
        raise Refused("orgs.members_still_there", count=below)


def _end(unit: Unit, on: date) -> None:
    """Close a unit with everything that is open in it."""
    unit.ended_on = on
    unit.save(update_fields=["ended_on"])
    Member.objects.filter(on_the_day(), unit=unit, from_on__lte=on).update(until_on=on)
    Charge.objects.filter(on_the_day(), unit=unit, from_on__lte=on).update(until_on=on)
    OnDuty.objects.filter(unit=unit, until=None).update(until=now())
    publish(UnitEnded(unit))


def phone_of(text: str, field: str) -> str:
    """The phone number in its one spelling; "" stays "". Raises Invalid for the field."""
    if not text:
        return ""
    try:
        return parse_phone(text).number
    except IdentifierError:
        raise Invalid({field: Reason.of("orgs.phone")}) from None


def refuse_ended(unit: Unit) -> None:
    if unit.has_ended:
        raise Refused("orgs.ended", name=str(unit))


def _locked_parent(actor: Actor, parent: Unit | None) -> Unit | None:
    """The unit below which another is founded, held, if the actor may found there; None at the top."""
    if parent is None:
        list(Unit.objects.select_for_update(no_key=True).filter(parent=None).values_list("pk"))
        return None
    found = get_unit_for(actor, parent.pk, action=MANAGE_UNITS)
    above = Unit.objects.select_for_update(no_key=True).get(pk=found.pk)
    refuse_ended(above)
    if depth_of(above.path) >= DEEPEST:
        raise Invalid({"parent": Reason.of("orgs.too_deep", deepest=DEEPEST)})
    return above


def free_path(parent: Unit | None) -> str:
    """The next path below a held parent; paths that were left are not given again."""
    last = Unit.objects.filter(parent=parent).aggregate(last=Max("path"))["last"]
    return next_child(parent.path if parent else "", last)


def _refuse_taken_code(code: str, but: Unit | None = None) -> None:
    if not code:
        return
    if bearer := Unit.objects.filter(code=code, ended_on=None).exclude(pk__in=[but.pk] if but else []).first():
        raise Invalid({"code": Reason.of("orgs.code_taken", number=code, name=bearer.name)})
