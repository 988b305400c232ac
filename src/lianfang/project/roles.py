"""The roles of a district, put together from the actions that the modules declare.

Each role is what somebody must be able to do on an ordinary day, and no more. `docs/modules/accounts.md` says how a
district changes them.
"""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import Role, roles
from lianfang.kernel.wording import Text

READING = ["figures.see", "response.see", "risk.see", "territory.see", "orgs.see"]


def _role(code: str, name: Text, *actions: str) -> Role:
    return roles.add(code, Role(code, name, frozenset([*READING, *actions])))
