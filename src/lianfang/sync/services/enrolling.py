"""A phone becomes somebody's by a code that an officer shows, and stops being it."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.services.tokens import digest_of
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.sync.access import CARRY
from lianfang.sync.models import Device, Pairing
from lianfang.sync.rules import CODE_LIVES, new_code, plain_code
from lianfang.sync.selectors import get_device_for, people_to_enrol


@dataclass(frozen=True)
class Enrolled:
    """What a phone is told once: its two tokens, which stand on the server as digests only."""

    device: Device
    token: str
    delivery_token: str


@transaction.atomic
def open_pairing(*, actor: Actor, user: UUID | str, label: str) -> tuple[Pairing, str]:
    """A code for a phone of somebody, good once and for a quarter of an hour. Raises NotFound or Invalid."""
    owner = people_to_enrol(actor).filter(pk=user).first()
    if owner is None:
        raise NotFound("sync.no_such_user")
    if not Actor.of(owner).may_somewhere(CARRY):
        raise Invalid({"user": Reason.of("sync.may_not_carry")})
    code = new_code()
    made = Pairing.objects.create(
        user=owner, label=label, code_digest=digest_of(code), made_by=actor.name, expires_at=now() + CODE_LIVES
    )
    audit(actor, "pairing.opened", made, user=str(owner.pk))
    return made, code


@transaction.atomic
def pair(*, code: str) -> Enrolled:
    """Enrol the phone that says this code. Raises Invalid for one that is unknown, used or over."""
    found = Pairing.objects.select_related("user").filter(code_digest=digest_of(plain_code(code))).first()
    used = found and Pairing.objects.filter(
        pk=found.pk, used_at=None, expires_at__gt=now(), user__is_active=True
    ).update(used_at=now())
    if found is None or not used:
        raise Invalid({"code": Reason.of("sync.code_unknown")})
    return _enrol(found.user, found)


def _enrol(user: User, by: Pairing) -> Enrolled:
    token, delivery = (secrets.token_urlsafe(32) for _token in range(2))
    device = Device.objects.create(
        user=user,
        label=by.label,
        digest=digest_of(token),
        delivery_digest=digest_of(delivery),
        enrolled_by=by.made_by,
        seen_at=now(),
    )
    audit(Actor.of(user), "device.enrolled", device, pairing=str(by.pk))
    return Enrolled(device, token, delivery)


@transaction.atomic
def revoke_device(*, actor: Actor, device: UUID | str) -> Device:
    """From now on the phone receives nothing; what it holds unsent it may hand in once. Twice changes nothing."""
    found = get_device_for(actor, device)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = now(), actor.name
        found.save(update_fields=["revoked_at", "revoked_by"])
        audit(actor, "device.revoked", found)
    return found
