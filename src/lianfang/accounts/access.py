"""Actions and roles. Modules declare their actions in a file of this name; the project puts roles together from them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text


@dataclass(frozen=True)
class Action:
    """Something that may be granted; ``says`` completes "may ..." for the page that explains a decision."""

    code: str
    says: Text
    personal: bool = False
    """Whether it opens personal data, so that the page about a role can say so."""
    guarded: bool = False
    """Whether it opens personal data in bulk or manages accounts: a role with it needs a second factor."""

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Role:
    """A named set of actions (角色)."""

    code: str
    name: Text
    actions: frozenset[str]

    @property
    def is_guarded(self) -> bool:
        """Whether whoever holds it needs a second factor."""
        return any(actions[code].guarded for code in self.actions)


actions: Registry[Action] = Registry("action")
roles: Registry[Role] = Registry("role")


def action(code: str, says: Text, *, personal: bool = False, guarded: bool = False) -> Action:
    return actions.add(code, Action(code, says, personal, guarded))


def role(code: str, name: Text, *of: Action) -> Role:
    return roles.add(code, Role(code, name, frozenset(each.code for each in of)))


MANAGE_USERS = action("accounts.manage_users", _("create accounts, give and withdraw roles"), guarded=True)
GIVE_ANY_ROLE = action("accounts.give_any_role", _("give roles that hold more than one's own"), guarded=True)
EXPLAIN_ACCESS = action("accounts.explain", _("ask why somebody can or cannot do something"))
"""Asking about oneself needs no grant."""
