"""How the API knows who calls: a token in the header ``Authorization: Bearer ...``, or the session of the page."""

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import ApiToken
from lianfang.accounts.second_factor import lacks_second_factor
from lianfang.accounts.services import touch_token
from lianfang.accounts.services.tokens import digest_of
from lianfang.kernel.clock import now


class TokenAuth(HttpBearer):
    """Sets ``request.actor`` to the user whose token it is; None (401) for a token that is unknown, ended or revoked."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        known = open_token(token)
        if known is None:
            return None
        actor = Actor.of(known.user, device=f"token:{known.pk.hex}")
        if known.user.must_change_password or lacks_second_factor(known.user, actor):
            return None
        request.actor, request.user = actor, known.user  # type: ignore[attr-defined]
        touch_token(known)
        return actor


def open_token(words: str) -> ApiToken | None:
    """The token, if it may be used now and its account is open."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(words), revoked_at=None, expires_at__gt=now(), user__is_active=True)
        .first()
    )


class PageAuth(SessionAuth):
    """For pages that call the API of this program: whoever is logged in, with the CSRF token of the page."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor if actor.user_id is not None else None
