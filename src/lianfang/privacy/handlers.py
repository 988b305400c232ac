"""What the packages below cannot write down themselves."""

from lianfang.accounts.events import AccountChanged
from lianfang.kernel.events import handles
from lianfang.privacy.audit import audit


@handles(AccountChanged)
def note(changed: AccountChanged) -> None:
    audit(changed.actor, changed.verb, changed.subject, **changed.detail)
