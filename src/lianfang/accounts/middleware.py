"""Puts the actor of this moment on the request; views hand it to services and selectors."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User

NOBODY = Actor(name="anonymous")


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in, as views see it."""

    actor: Actor
    user: User


class ActorMiddleware:
    """``request.actor``: the user's grants are read once a request, when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    user = request.user
    return Actor.of(user) if isinstance(user, User) and user.is_authenticated else NOBODY
