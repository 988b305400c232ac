"""What may be recorded about an arrival from any door."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import record_kind
from lianfang.acts.stamps import Stamp
from lianfang.arrivals import selectors, services
from lianfang.arrivals.access import VERIFY
from lianfang.arrivals.models import Verification
from lianfang.arrivals.services import Checked
from lianfang.arrivals.sheets import VERIFICATION


def _verify(*, actor: Actor, stamp: Stamp, about: UUID, values: dict[str, Any]) -> Act:
    found = selectors.get_arrival_for(actor, about, action=VERIFY)
    services.verify(actor=actor, stamp=stamp, arrival=found, checked=Checked.of(values))
    return Verification.objects.get(pk=stamp.id)


record_kind(VERIFICATION, about=_("arrival"), take=_verify)
