"""Who belongs to a unit, and who answers for which place."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.scopes import get, scope
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason
from lianfang.orgs.access import MANAGE_MEMBERS
from lianfang.orgs.models import Charge, Member, Unit
from lianfang.orgs.selectors import get_member_for, get_unit_for
from lianfang.orgs.services.units import phone_of, refuse_ended
from lianfang.privacy.audit import audit
from lianfang.territory.selectors import area_at


class More(TypedDict, total=False):
    """What may be said of a member beyond name and phone."""

    post: str
    grid_path: str
    grid_post: str
    from_on: date | None
    until_on: date | None


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    unit: Unit,
    name: str = "",
    user: User | None = None,
    phone: str = "",
    **more: Unpack[More],
) -> Member:
    """Enter somebody as a member, by name or by their account (whose name and phone then stand for them).

    With a grid the post in it is needed; ``from_on`` is today unless said. Raises NotFound, Refused and Invalid.
    """
    unit = get_unit_for(actor, unit.pk, action=MANAGE_MEMBERS)
    refuse_ended(unit)
    first = more["from_on"] = more.get("from_on") or today()
    _refuse_wrong_days(first, more.get("until_on"))
    _refuse_grid_without_post(more)
    name, phone = name or (user.name if user else ""), phone or (user.phone if user else "")
    if not name:
        raise Invalid({"name": Reason.of("kernel.required")})
    member = Member(unit=unit, user=user, name=name, phone=phone_of(phone, "phone"), **more)
    member.save(force_insert=True)
    audit(actor, "member.added", member, unit=str(unit.pk), grid=member.grid_path)
    return member


@transaction.atomic
def end_member(*, actor: Actor, member: Member, on: date | None = None) -> Member:
    """The last day of a membership, today unless another is named; what the member answered for ends with it."""
    member = get_member_for(actor, member.pk, action=MANAGE_MEMBERS)
    last = on or today()
    _refuse_wrong_days(member.from_on, last)
    member.until_on = last
    member.save(update_fields=["until_on"])
    Charge.objects.filter(member=member, until_on=None, from_on__lte=last).update(until_on=last)
    audit(actor, "member.ended", member, on=last.isoformat())
    return member


@transaction.atomic
def charge(
    *, actor: Actor, area_path: str, unit: Unit, member: Member | None = None, from_on: date | None = None
) -> Charge:
    """Make a unit, or one of its members, answer for a place (点位分包). Raises NotFound, Refused and Invalid."""
    unit = get_unit_for(actor, unit.pk, action=MANAGE_MEMBERS)
    refuse_ended(unit)
    if member is not None and member.unit_id != unit.pk:
        raise Invalid({"member": Reason.of("orgs.member_of_other_unit")})
    area = area_at(area_path)
    made = Charge(area_path=area.path, unit=unit, member=member, from_on=from_on or today())
    made.save(force_insert=True)
    audit(actor, "place.charged", made, area=area.path, unit=str(unit.pk))
    return made


@transaction.atomic
def end_charge(*, actor: Actor, charge_id: Any, on: date | None = None) -> Charge:
    """The last day on which somebody answers for a place."""
    rows = scope(Charge.objects.all(), actor, MANAGE_MEMBERS, area="unit__area_path", units=("unit__path",))
    ended = get(rows, pk=charge_id)
    last = on or today()
    _refuse_wrong_days(ended.from_on, last)
    ended.until_on = last
    ended.save(update_fields=["until_on"])
    audit(actor, "place.charge_ended", ended, on=last.isoformat())
    return ended


def _refuse_grid_without_post(more: More) -> None:
    if more.get("grid_path"):
        area_at(more["grid_path"])
        if not more.get("grid_post"):
            raise Invalid({"grid_post": Reason.of("orgs.grid_post_missing")})


def _refuse_wrong_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Invalid({"until_on": Reason.of("orgs.ends_before_it_begins")})
