"""A phone becomes somebody's by a code that an officer shows, and stops being it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.services.tokens import digest_of
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound, Refused
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.sync.access import CARRY
from lianfang.sync.models import Device, Pairing, SharedPhone
from lianfang.sync.purposes import EVERY, checked
from lianfang.sync.rules import CODE_LIVES, new_code, plain_code
from lianfang.sync.selectors import get_device_for, get_shared_phone_for, may_enrol_for, people_to_enrol


@dataclass(frozen=True)
class Enrolled:
    """What a phone is told once: its two tokens, which stand on the server as digests only."""

    device: Device
    token: str
    delivery_token: str


@transaction.atomic
def open_pairing(
    *, actor: Actor, user: UUID | str, label: str, doors: Collection[str] = EVERY, shared: SharedPhone | None = None
) -> tuple[Pairing, str]:
    """A code for a phone of somebody, good once and for a quarter of an hour.

    ``doors`` says for what the phone may be used; on a shared one they are those of the phone. Raises NotFound or Invalid.
    """
    owner = people_to_enrol(actor).filter(pk=user).first()
    if owner is None:
        raise NotFound("sync.no_such_user")
    if not Actor.of(owner).may_somewhere(CARRY):
        raise Invalid({"user": Reason.of("sync.may_not_carry")})
    code = new_code()
    made = Pairing.objects.create(
        user=owner,
        label=shared.label if shared else label,
        shared=shared,
        doors=_doors(shared.doors if shared else doors),
        code_digest=digest_of(code),
        made_by=actor.name,
        expires_at=now() + CODE_LIVES,
    )
    audit(actor, "pairing.opened", made, user=str(owner.pk), doors=made.doors)
    return made, code


def _doors(wanted: Collection[str]) -> list[str]:
    """Raises Invalid where there is none."""
    found = checked(wanted)
    if not found:
        raise Invalid({"doors": Reason.of("sync.no_door")})
    return found


@transaction.atomic
def open_shared_phone(*, actor: Actor, unit_path: str, label: str, doors: Collection[str]) -> SharedPhone:
    """A phone that the people of a unit use in turn; each is added by a code of their own. Raises Invalid."""
    if not may_enrol_for(actor, unit_path):
        raise Invalid({"unit": Reason.of("sync.no_such_unit")})
    made = SharedPhone.objects.create(unit_path=unit_path, label=label, doors=_doors(doors), made_by=actor.name)
    audit(actor, "shared_phone.opened", made, unit=unit_path, doors=made.doors)
    return made


@transaction.atomic
def add_person(*, actor: Actor, phone: UUID | str, user: UUID | str) -> tuple[Pairing, str]:
    """A code by which somebody more may use a shared phone. Raises NotFound, Refused (it was revoked) or Invalid."""
    shared = get_shared_phone_for(actor, phone)
    if shared.ended_at:
        raise Refused("sync.shared_over")
    return open_pairing(actor=actor, user=user, label=shared.label, shared=shared)


@transaction.atomic
def revoke_shared_phone(*, actor: Actor, phone: UUID | str) -> SharedPhone:
    """End a shared phone for everybody on it. Twice changes nothing."""
    shared = get_shared_phone_for(actor, phone)
    if shared.ended_at is None:
        shared.ended_at, shared.ended_by = now(), actor.name
        shared.save(update_fields=["ended_at", "ended_by"])
        people = shared.devices.filter(revoked_at=None).update(revoked_at=now(), revoked_by=actor.name)
        audit(actor, "shared_phone.revoked", shared, people=people)
    return shared


@transaction.atomic
def pair(*, code: str) -> Enrolled:
    """Enrol the phone that says this code. Raises Invalid for one that is unknown, used or over."""
    found = Pairing.objects.select_related("user", "shared").filter(code_digest=digest_of(plain_code(code))).first()
    good = Pairing.objects.filter(used_at=None, expires_at__gt=now(), user__is_active=True, shared__ended_at=None)
    used = found and good.filter(pk=found.pk).update(used_at=now())
    if found is None or not used:
        raise Invalid({"code": Reason.of("sync.code_unknown")})
    return _enrol(found.user, found)


def _enrol(user: User, by: Pairing) -> Enrolled:
    token, delivery = (secrets.token_urlsafe(32) for _token in range(2))
    device = Device.objects.create(
        user=user,
        label=by.label,
        shared=by.shared,
        doors=by.doors,
        digest=digest_of(token),
        delivery_digest=digest_of(delivery),
        enrolled_by=by.made_by,
        seen_at=now(),
    )
    audit(Actor.of(user), "device.enrolled", device, pairing=str(by.pk))
    return Enrolled(device, token, delivery)


@transaction.atomic
def revoke_device(*, actor: Actor, device: UUID | str) -> Device:
    """From now on the phone receives nothing; what it holds unsent it may hand in once. Twice changes nothing.

    On a shared phone this takes one person from it, and the others go on.
    """
    found = get_device_for(actor, device)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = now(), actor.name
        found.save(update_fields=["revoked_at", "revoked_by"])
        audit(actor, "device.revoked", found)
    return found
