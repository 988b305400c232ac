"""Personal links: a random token in the address, a keyed hash of it in the database."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.measures.access import SERVE_NOTICE
from lianfang.measures.models import Measure, PersonalLink
from lianfang.measures.models.links import Link
from lianfang.measures.rules import State, link_expires_on
from lianfang.measures.services.steps import MeasureOrId, locked
from lianfang.privacy.audit import audit
from lianfang.vault import keyfile

L = TypeVar("L", bound=Link)

TOKEN_BYTES = 24
USES_AN_HOUR = 40
"""Enough for a family at one phone, far too few to be abused."""


@transaction.atomic
def issue_link(*, actor: Actor, measure: MeasureOrId) -> str:
    """A new token for a measure in force; earlier links of it stop working. The token is told once and not kept."""
    mine = locked(actor, measure, SERVE_NOTICE)
    if mine.state != State.ORDERED:
        raise Refused("measures.state_does_not_allow", state=mine.state)
    _revoke(mine)
    link, token = new_link(
        PersonalLink,
        response_id=mine.response_id,
        measure=mine,
        issued_by=actor.name,
        expires_at=end_of(link_expires_on(mine.last_day)),
    )
    audit(actor, "link.issued", link, measure=str(mine.pk))
    return token


@transaction.atomic
def revoke_links(*, actor: Actor, measure: MeasureOrId) -> int:
    """Stop every link of a measure; how many still worked."""
    mine = locked(actor, measure, SERVE_NOTICE)
    revoked = _revoke(mine)
    audit(actor, "link.revoked", mine, count=revoked)
    return revoked


def measure_of_link(token: str, *, count_use: bool = True) -> Measure:
    """The measure a token opens. Raises NotFound (unknown, expired, revoked) or Refused (used too often this hour)."""
    link = link_of(PersonalLink, token, count_use=count_use)
    return Measure.objects.select_related("response", "unit", "ordered_unit", "person").get(pk=link.measure_id)


def new_link(kind: type[L], **fields: Any) -> tuple[L, str]:
    """A link of any kind and its token, which is told once and not kept; the audit entry is the caller's."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return kind._default_manager.create(token_hash=_hash(token), **fields), token


def link_of(kind: type[L], token: str, *, count_use: bool = True) -> L:
    """The link a token opens. Raises NotFound (unknown, expired, revoked) or Refused (used too often this hour)."""
    link = kind._default_manager.filter(token_hash=_hash(token), revoked_at=None, expires_at__gt=now()).first()
    if link is None:
        raise NotFound("measures.link_unknown")
    if count_use:
        _count_use(link)
    return link


def _revoke(measure: Measure) -> int:
    return PersonalLink.objects.filter(measure=measure, revoked_at=None).update(revoked_at=now())


@transaction.atomic
def _count_use(link: Link) -> None:
    """Count a use; the audit entry of what is done with the link stands beside what is done."""
    fresh = type(link)._default_manager.select_for_update().get(pk=link.pk)
    same_hour = fresh.hour is not None and now() - fresh.hour < timedelta(hours=1)
    if same_hour and fresh.uses_in_hour >= USES_AN_HOUR:
        raise Refused("measures.link_too_often")
    fresh.hour, fresh.uses_in_hour = (fresh.hour, fresh.uses_in_hour + 1) if same_hour else (now(), 1)
    fresh.save(update_fields=["hour", "uses_in_hour"])
    audit(Actor("link:use"), "link.used", fresh)


def _hash(token: str) -> bytes:
    return hmac.new(keyfile.secret("links"), token.encode(), hashlib.sha256).digest()
