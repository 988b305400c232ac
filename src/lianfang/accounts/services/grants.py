"""Giving and withdrawing roles: nobody gives more than they hold, and nobody gives anything to themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lianfang.accounts.access import GIVE_ANY_ROLE, MANAGE_USERS, Action, Role, actions, roles
from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import Grant, User
from lianfang.accounts.selectors import get_grant_for, get_user_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason


@dataclass(frozen=True)
class Reach:
    """Where a role holds: below an area or below a unit, one of the two."""

    area_path: str | None = None
    unit_path: str | None = None


@transaction.atomic
def give(
    *,
    actor: Actor,
    user: UUID,
    role: str,
    over: Reach,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Grant:
    """Give a role over an area or unit for a time.

    Raises NotFound for a user out of reach, Invalid (role, place, ends_at), and Refused to whoever gives to themselves
    or more, further or longer than they hold (``accounts.give_any_role`` lifts the last).
    """
    receiver = get_user_for(actor, user, action=MANAGE_USERS)
    begin = starts_at or now()
    _check_form(role, over, begin, ends_at)
    if actor.user_id == receiver.pk:
        raise Refused("accounts.not_to_oneself")
    require_to_outrank(actor, roles[role], over, ends_at)
    grant = Grant.objects.create(
        user=receiver,
        role=role,
        area_path=over.area_path,
        unit_path=over.unit_path,
        starts_at=begin,
        ends_at=ends_at,
        given_by=actor.name,
    )
    publish(AccountChanged(actor, "grant.given", grant, _detail(grant)))
    return grant


@transaction.atomic
def withdraw(*, actor: Actor, grant: UUID) -> Grant:
    """End a grant now; ending it again changes nothing.

    Raises NotFound, and Refused for a role one could not give or for the last that lets somebody manage everything.
    """
    ended = get_grant_for(actor, grant)
    if ended.ends_at is not None and ended.ends_at <= now():
        return ended
    require_to_outrank(actor, roles.get(ended.role), reach_of(ended), None, for_ending=True)
    _refuse_the_last(ended)
    ended.ends_at = now()
    ended.save(update_fields=["ends_at"])
    publish(AccountChanged(actor, "grant.withdrawn", ended, _detail(ended)))
    return ended


def reach_of(grant: Grant) -> Reach:
    return Reach(grant.area_path, grant.unit_path)


def require_to_outrank(
    actor: Actor, role: Role | None, over: Reach, until: datetime | None, *, for_ending: bool = False
) -> None:
    """Raise Refused unless the actor manages accounts there and holds every action of the role, as far and as long."""
    actor.require(MANAGE_USERS, area_path=over.area_path, unit_path=over.unit_path)
    if role is None or actor.may(GIVE_ANY_ROLE, area_path=over.area_path, unit_path=over.unit_path):
        return
    for code in sorted(role.actions):
        if not _holds(actor, actions[code], over, until, for_ending):
            raise Refused("accounts.more_than_held", role=role.code, action=code)


def _holds(actor: Actor, wanted: Action, over: Reach, until: datetime | None, for_ending: bool) -> bool:
    return actor.is_system or any(
        held.permits(wanted)
        and held.covers(over.area_path, over.unit_path)
        and (for_ending or held.ends_at is None or (until is not None and until <= held.ends_at))
        for held in actor.held
    )


def _check_form(role: str, over: Reach, starts_at: datetime, ends_at: datetime | None) -> None:
    wrong: dict[str, Reason] = {}
    if role not in roles:
        wrong["role"] = Reason.of("kernel.required")
    if (over.area_path is None) == (over.unit_path is None):
        wrong["place"] = Reason.of("accounts.area_or_unit")
    if ends_at is not None and ends_at <= starts_at:
        wrong["ends_at"] = Reason.of("accounts.ends_before_it_begins")
    if wrong:
        raise Invalid(wrong)


def _refuse_the_last(ending: Grant) -> None:
    if not carries_everything(ending):
        return
    others = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), area_path="", user__is_active=True)
    if not any(carries_everything(other) for other in others.exclude(pk=ending.pk)):
        raise Refused("accounts.last_manager")


def carries_everything(grant: Grant) -> bool:
    """Whether this grant lets its holder give any role everywhere."""
    role = roles.get(grant.role)
    return grant.area_path == "" and role is not None and GIVE_ANY_ROLE.code in role.actions


def _detail(grant: Grant) -> dict[str, object]:
    return {
        "user": str(grant.user_id),
        "role": grant.role,
        "area": grant.area_path,
        "unit": grant.unit_path,
        "from": grant.starts_at.isoformat(),
        "until": grant.ends_at.isoformat() if grant.ends_at else None,
    }


def last_manager_is(user: User) -> bool:
    """Whether nobody else could give roles everywhere if this account were closed."""
    held = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), area_path="", user__is_active=True)
    everything = [grant for grant in held if carries_everything(grant)]
    return bool(everything) and all(grant.user_id == user.pk for grant in everything)
