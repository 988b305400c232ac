"""API tokens: made by their user, shown once, revoked by the user or by whoever manages the account."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import ApiToken
from lianfang.accounts.rules import TOKEN_LIVES_AT_MOST
from lianfang.accounts.selectors import get_token_for
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason

BEGINNING = "lf_"
SEEN_EVERY = timedelta(minutes=5)


def digest_of(token: str) -> bytes:
    """What is kept of a token: it has 256 random bits, so that a plain digest cannot be reversed."""
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def make_token(*, actor: Actor, name: str, expires_at: datetime) -> tuple[ApiToken, str]:
    """A new token of the actor and the words of it, which are shown once.

    Raises Refused for whoever is no user, Invalid for an end in the past or more than a year away.
    """
    if actor.user_id is None:
        raise Refused("accounts.only_users_have_tokens")
    if not now() < expires_at <= now() + TOKEN_LIVES_AT_MOST:
        raise Invalid({"expires_at": Reason.of("accounts.token_lives_a_year")})
    words = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user_id=actor.user_id, name=name, digest=digest_of(words), expires_at=expires_at)
    publish(AccountChanged(actor, "token.made", token, {"until": expires_at.isoformat()}))
    return token, words


@transaction.atomic
def revoke_token(*, actor: Actor, token: UUID) -> ApiToken:
    """End a token now; twice changes nothing. Raises NotFound."""
    ended = get_token_for(actor, token)
    if ended.revoked_at is None:
        ended.revoked_at = now()
        ended.save(update_fields=["revoked_at"])
        publish(AccountChanged(actor, "token.revoked", ended))
    return ended


def touch_token(token: ApiToken) -> None:
    """Remember that a token was used, at most once in five minutes."""
    if token.last_used_at is None or token.last_used_at < now() - SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now())
