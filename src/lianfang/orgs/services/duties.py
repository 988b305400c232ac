"""Who is on duty for a unit now, set by hand until rosters come."""

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.paths import contains
from lianfang.orgs.access import GO_ON_DUTY, SET_DUTY
from lianfang.orgs.models import Member, OnDuty, Unit
from lianfang.orgs.selectors import duty_of, on_the_day, units_of
from lianfang.orgs.services.units import phone_of, refuse_ended
from lianfang.privacy.audit import audit


@transaction.atomic
def go_on_duty(*, actor: Actor, unit: Unit, phone: str = "", user: User | None = None) -> OnDuty:
    """Go on duty for a unit, or put ``user`` on duty there; whoever was on duty elsewhere leaves that.

    Being on duty there already changes nothing but the phone. Raises Refused and Invalid.
    """
    who = user if user is not None else _self(actor)
    _require(actor, unit, who)
    refuse_ended(unit)
    phone = phone_of(phone or who.phone, "phone")
    User.objects.select_for_update(no_key=True).get(pk=who.pk)  # two signs-in of one person come after one another
    standing = OnDuty.objects.select_for_update().filter(user=who, until=None).first()
    if standing is not None and standing.unit_id == unit.pk:
        return _with_phone(actor, standing, phone)
    if standing is not None:
        _leave(standing)
    duty = OnDuty(unit=unit, user=who, phone=phone, since=now(), set_by=actor.name)
    duty.save(force_insert=True)
    audit(actor, "duty.begun", duty, unit=str(unit.pk), left=str(standing.unit_id) if standing else "")
    return duty


@transaction.atomic
def go_off_duty(*, actor: Actor, duty: OnDuty | None = None) -> OnDuty | None:
    """End one's own duty, or the one named; None where there is none. Ending it again changes nothing."""
    ending = duty or duty_of(actor)
    if ending is None or ending.until is not None:
        return ending
    if ending.user_id != actor.user_id:
        _require_for_others(actor, ending.unit)
    _leave(ending)
    audit(actor, "duty.ended", ending, unit=str(ending.unit_id))
    return ending


def _self(actor: Actor) -> User:
    if actor.user_id is None:
        raise Refused("orgs.no_unit")
    return User.objects.get(pk=actor.user_id)


def _require(actor: Actor, unit: Unit, who: User) -> None:
    if who.pk != actor.user_id:
        _require_for_others(actor, unit)
        if not _works_for(who, unit):
            raise Refused("orgs.not_a_member")
    elif not _may_for_itself(actor, unit):
        actor.require(GO_ON_DUTY, area_path=unit.area_path, unit_path=unit.path)


def _may_for_itself(actor: Actor, unit: Unit) -> bool:
    """A member with the action anywhere may go on duty in their own unit, whatever area the grant names."""
    return actor.may_somewhere(GO_ON_DUTY) and any(own.pk == unit.pk for own in units_of(actor))


def _require_for_others(actor: Actor, unit: Unit) -> None:
    actor.require(SET_DUTY, area_path=unit.area_path, unit_path=unit.path)


def _works_for(who: User, unit: Unit) -> bool:
    if Member.objects.filter(on_the_day(), user=who, unit=unit).exists():
        return True
    return any(_covers(held.area_path, held.unit_path, unit) for held in Actor.of(who).held)


def _covers(area_path: str | None, unit_path: str | None, unit: Unit) -> bool:
    if area_path is not None:
        return contains(area_path, unit.area_path)
    return contains(unit_path or "", unit.path)


def _with_phone(actor: Actor, duty: OnDuty, phone: str) -> OnDuty:
    if phone and phone != duty.phone:
        duty.phone = phone
        duty.save(update_fields=["phone"])
        audit(actor, "duty.phone_changed", duty)
    return duty


def _leave(duty: OnDuty) -> None:
    duty.until = now()
    duty.save(update_fields=["until"])
