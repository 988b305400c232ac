"""What users, roles and actors are called on a page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lianfang.accounts.access import roles
from lianfang.accounts.models import User


def name_of_role(code: str) -> str:
    role = roles.get(code)
    return str(role.name) if role else code


def name_of_actor(name: str) -> str:
    """``user:<id>`` as the login name, anything else as it stands in the log."""
    return names_of_actors([name])[name]


def names_of_actors(names: Iterable[str]) -> dict[str, str]:
    """The same for many at once, with one query."""
    wanted = set(names)
    ids = {name: name.removeprefix("user:") for name in wanted if name.startswith("user:")}
    logins = {str(pk): login for pk, login in User.objects.filter(pk__in=ids.values()).values_list("pk", "username")}
    return {name: logins.get(ids[name], name) if name in ids else _worded(name) for name in wanted}


def _worded(name: str) -> str:
    kind, _colon, what = name.partition(":")
    known = {
        "system": _("the program (%(what)s)"),
        "link": _("a personal link (%(what)s)"),
        "paper": _("whoever wrote on page %(what)s"),
    }
    return known[kind] % {"what": what} if kind in known else name
