"""Puts the actor of this moment on the request; views hand it to services and selectors."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.second_factor import lacks_second_factor

NOBODY = Actor(name="anonymous")

ALWAYS_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "accounts:second_factor",
        "set_language",
        "ui:theme",
    }
)
"""Pages that somebody reaches who still has to choose a password or set up a second factor; ``mfa_...`` beside them."""


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in, as views see it."""

    actor: Actor
    user: User


class ActorMiddleware:
    """``request.actor``: the user's grants are read once a request, when first asked for; pages in the user's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        _speak_to(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Whoever still has to choose a password or to set up a second factor does that before anything else."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or match is None or _is_open(match.view_name):
            return None
        if user.must_change_password:
            return redirect("account_change_password")
        if _came_without_second_factor(request, user):
            request.session["after_second_factor"] = request.get_full_path() if request.method == "GET" else "/"
            return redirect("accounts:second_factor")
        return None


def actor_of(request: HttpRequest) -> Actor:
    user = request.user
    return Actor.of(user) if isinstance(user, User) and user.is_authenticated else NOBODY


def _speak_to(request: HttpRequest) -> None:
    """The language the user chose once holds on every device."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User) and request.user.language:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()


def _is_open(view_name: str) -> bool:
    return view_name in ALWAYS_OPEN or view_name.startswith("mfa_")


def _came_without_second_factor(request: Any, user: User) -> bool:
    used = request.session.get("account_authentication_methods", [])
    return not any(each.get("method") == "mfa" for each in used) and lacks_second_factor(user, request.actor)
