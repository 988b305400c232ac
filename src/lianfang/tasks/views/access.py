"""What pages ask before they show anything."""

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Refused


def must_somewhere(actor: Actor, action: Action) -> None:
    """Raise Refused for whoever may not do this anywhere; which rows they see is the selector's."""
    if not actor.may_somewhere(action):
        raise Refused("accounts.no_role_permits", action=action.code)
