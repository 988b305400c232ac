"""The one lock-out rule: five wrong passwords or codes lock a login name from an address for a quarter of an hour.

What was typed is never kept: an attempt is stored under a keyed digest of the login name, without its query and body,
because people type passwords, ID numbers and names into the wrong field.
"""

import hashlib
import hmac
from copy import copy
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.vault import keyfile


def digest_of_login(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """What stands for the login name in the table of attempts."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return hmac.new(keyfile.secret("digest"), str(typed).lower().encode(), hashlib.sha256).hexdigest()[:32]


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts attempts without keeping what was sent."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        bare = copy(request)
        if bare is not None:
            bare.GET = bare.POST = QueryDict()
            for what in ("axes_user_agent", "axes_path_info", "axes_http_accept"):
                setattr(bare, what, "")
        super().user_login_failed(sender, credentials, bare, **kwargs)
        for name, value in vars(bare).items() if bare is not None else ():
            if name.startswith("axes_"):
                setattr(request, name, value)


def locked(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Says that this login name is locked and until when."""
    until = (
        AccessAttempt.objects.filter(username=digest_of_login(request, credentials)).order_by("-attempt_time").first()
    )
    ends_at = (until.attempt_time if until else now()) + get_cool_off(request)
    left = max(int((ends_at - now()).total_seconds()), 0)
    page = render(request, "account/locked.html", {"ends_at": ends_at, "minutes": -(-left // 60)}, status=429)
    page["Retry-After"] = str(left)
    return page


def is_locked(request: HttpRequest, user: User) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def count_wrong_code(request: HttpRequest, user: User) -> None:
    """A wrong second factor counts like a wrong password."""
    user_login_failed.send(sender="second factor", credentials={"username": user.username}, request=request)
