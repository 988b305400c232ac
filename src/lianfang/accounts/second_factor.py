"""Who needs a second factor (两步验证) and when again, how its secret is kept until it is confirmed, what counts wrong codes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.lockout import count_wrong_code, is_locked
from lianfang.accounts.models import User
from lianfang.vault import rings

View = Callable[..., HttpResponseBase]
FRESH_FOR = timedelta(minutes=15)
"""For so long after a code nothing asks for another."""
GRACE = timedelta(minutes=30)
"""What was typed on a page that opened in time may be sent for so much longer."""
SEALED_KEY = "accounts.totp.sealed"


def lacks_second_factor(user: User, actor: Actor) -> bool:
    """Whether a role held now asks for a second factor that this user has not set up."""
    if not settings.LIANFANG_SECOND_FACTOR or not actor.needs_second_factor:
        return False
    return not is_mfa_enabled(user, ["totp"])


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session gave a code of the second factor a moment ago; always where a place does without."""
    if not settings.LIANFANG_SECOND_FACTOR:
        return True
    used = request.session.get("account_authentication_methods", [])
    last = max((each.get("at", 0) for each in used if each.get("method") == "mfa"), default=0)
    allowed = FRESH_FOR if request.method in {"GET", "HEAD"} else FRESH_FOR + GRACE
    return bool(time.time() - last < allowed.total_seconds())


def asks_for_code(view: View) -> View:
    """Before this page a code of the second factor is typed once more, and one comes back to where one was.

    For what opens many people's data at once, decides over keys and accounts or begins an erasure; set in ``urls.py``.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _where_one_was(request)})}")
        return view(request, *args, **kwargs)

    return guarded


def _where_one_was(request: HttpRequest) -> str:
    """The page asked for, or the one from which something was sent; what was typed there is not kept anywhere."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    return came_from.path or reverse("home") if came_from.netloc in {"", request.get_host()} else reverse("home")


@contextmanager
def _in_the_open(session: Any) -> Iterator[None]:
    """The secret of an app that is being set up, unsealed for a moment: the session is stored with it sealed."""
    if sealed := session.get(SEALED_KEY):
        session[SECRET_SESSION_KEY] = rings.open_sealed("mfa", bytes.fromhex(sealed))
    try:
        yield
    finally:
        if secret := session.pop(SECRET_SESSION_KEY, None):
            session[SEALED_KEY] = rings.seal(rings.STANDING, "mfa", secret).hex()


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app; its secret waits sealed in the session until then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with _in_the_open(context.request.session):
            super().__init__(*args, **kwargs)


@receiver(authenticator_added)
def forget_the_secret(request: HttpRequest, **kwargs: Any) -> None:
    """Once the app is set up the session holds nothing of it."""
    request.session.pop(SEALED_KEY, None)


class _Counted:
    """Codes are tried as often as passwords, not oftener: six digits are soon guessed."""

    user: User

    def clean_code(self) -> str:
        if is_locked(context.request, self.user):
            context.request.axes_locked_out = True
            raise ValidationError(_("Too many wrong codes."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            count_wrong_code(context.request, self.user)
            raise
        return code


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The code at login."""


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The code before something that needs the user to be there."""
