"""Reading phones and trays, for somebody; a stranger finds nothing."""

from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.accounts.places import units_within
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.accounts.services.tokens import digest_of
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.sync.access import ENROL
from lianfang.sync.models import Device, SharedPhone, Tray


def people_to_enrol(actor: Actor) -> QuerySet[User]:
    """Open accounts that hold roles only where the actor may enrol phones.

    Whoever has a code is on the phone who it is for: somebody who reaches further gets it from an officer who does too.
    """
    held = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), starts_at__lte=now())
    reached = _reached(held, actor)
    beyond = held.exclude(pk__in=reached.values("pk"))
    people = User.objects.filter(is_active=True, pk__in=reached.values("user"))
    return people.exclude(pk__in=beyond.values("user")).order_by("name", "username")


def _reached(grants: QuerySet[Grant], actor: Actor) -> QuerySet[Grant]:
    """Grants in the officer's reach, with those over units that sit in the area: a crew's phone answers to the street."""
    return scope(grants, actor, ENROL, units=("unit_path",)) | grants.filter(unit_path__in=_units_within(actor))


def devices_visible_to(actor: Actor) -> QuerySet[Device]:
    """Phones of people who hold or held a role where the actor may enrol, and one's own: they are soon ended."""
    mine = Q(user_id=actor.user_id) if actor.user_id else Q(pk=None)
    theirs = Q(user__in=_reached(Grant.objects.all(), actor).values("user"))
    return Device.objects.select_related("user", "shared").filter(mine | theirs)


def shared_phones_visible_to(actor: Actor) -> QuerySet[SharedPhone]:
    """Phones of units for which the actor enrols, and those the actor uses."""
    mine = Q(devices__user=actor.user_id) if actor.user_id else Q(pk=None)
    theirs = scope(SharedPhone.objects.all(), actor, ENROL, area="", units=("unit_path",)).values("pk")
    within = Q(unit_path__in=_units_within(actor))
    return SharedPhone.objects.filter(mine | Q(pk__in=theirs) | within).distinct()


def get_shared_phone_for(actor: Actor, phone: UUID | str) -> SharedPhone:
    """The shared phone, for whoever enrols for its unit; NotFound for anybody else."""
    found = get_by_id(SharedPhone.objects.all(), phone)
    if not may_enrol_for(actor, found.unit_path):
        raise NotFound
    return found


def may_enrol_for(actor: Actor, unit_path: str) -> bool:
    """Whether the actor enrols phones for a unit: by the tree of units, or because it sits in the actor's area."""
    return actor.may(ENROL, unit_path=unit_path) or unit_path in _units_within(actor)


def _units_within(actor: Actor) -> list[str]:
    areas = [held.area_path for held in actor.held if held.permits(ENROL) and held.area_path]
    return [unit for area in areas for unit in units_within(area)]


def get_device_for(actor: Actor, device_id: UUID | str) -> Device:
    """The phone; NotFound for one out of reach."""
    return get_by_id(devices_visible_to(actor), device_id)


def tray_visible_to(actor: Actor) -> QuerySet[Tray]:
    """What could not be taken from these phones and waits to be mended."""
    return Tray.objects.select_related("device__user").filter(device__in=devices_visible_to(actor))


def device_of_token(token: str, *, delivers: bool = False) -> Device | None:
    """The phone that says this token, revoked or not; its owner's account must be open."""
    which = {"delivery_digest" if delivers else "digest": digest_of(token)}
    return Device.objects.select_related("user").filter(**which, user__is_active=True).first()
