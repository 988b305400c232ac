"""What follows a unit to its new path: every column of a table that holds the path of a unit now. Acts keep theirs."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import Grant
from lianfang.kernel.registry import Registry
from lianfang.messaging.models import Channel, Message
from lianfang.orgs.models import Unit
from lianfang.territory.movers import Mover, holding_grants, path_column

unit_movers: Registry[Mover] = Registry("mover of units")
"""A module registers its columns in its ``handlers.py``: ``unit_movers.add("checkpoints.post", path_column(...))``."""

unit_movers.add("accounts.grant", path_column(Grant, "unit_path", label=_("grants"), counted=holding_grants))
unit_movers.add("messaging.message", path_column(Message, "unit_path", label=_("messages")))
unit_movers.add("messaging.channel", path_column(Channel, "unit_path", label=_("channels")))
unit_movers.add("orgs.unit", path_column(Unit, "successor_path", label=_("units that continued there")))
