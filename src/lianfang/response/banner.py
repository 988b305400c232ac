"""The line about the response that every page bears."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.kernel.clock import today
from lianfang.response.rules import is_overdue
from lianfang.response.selectors import current_or_none, decree_in_force
from lianfang.response.words import name_of_level
from lianfang.ui.parts import Chip


def banner(request: HttpRequest) -> Chip | None:
    """The response in force and its level; in red words where its review is overdue. None where none is active."""
    response = current_or_none()
    if response is None:
        return None
    level = name_of_level(decree_in_force(response).level)
    href = reverse("response:response", args=[response.pk])
    if is_overdue(response.review_on, today()):
        words = _("%(response)s · %(level)s · review overdue since %(day)s")
        return Chip(words % {"response": response, "level": level, "day": f"{response.review_on:%F}"}, href, "late")
    return Chip(_("%(response)s · %(level)s") % {"response": response, "level": level}, href, "info")
