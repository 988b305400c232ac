"""What follows a unit to its new path, and what of ours follows an area. Acts keep theirs."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.models import Grant
from lianfang.kernel.registry import Registry
from lianfang.messaging.models import Channel, Message
from lianfang.orgs.models import Charge, Member, Unit
from lianfang.orgs.selectors import on_the_day
from lianfang.sync.models import SharedPhone
from lianfang.territory.movers import Mover, holding_grants, movers, path_column, stays

unit_movers: Registry[Mover] = Registry("mover of units")


def goes_along_with_unit(model: type[models.Model], field: str, *, while_open: Callable[[], Q] = Q) -> None:
    """The paths of units in this column follow the unit: all of them, or those of rows that are still open."""
    code = f"{model._meta.label_lower}.{field}"
    unit_movers.add(code, path_column(model, field, label=model._meta.verbose_name or "", keeps=while_open))


def at_work() -> Q:
    return Q(ended_on=None)


stays(Unit, "path")  # the tree's own, moved with it
movers.add("orgs.unit", path_column(Unit, "area_path", label=_("units"), counted=at_work))
movers.add("orgs.member", path_column(Member, "grid_path", label=_("members with a grid"), counted=on_the_day))
movers.add("orgs.charge", path_column(Charge, "area_path", label=_("responsibilities for places"), counted=on_the_day))

unit_movers.add("accounts.grant", path_column(Grant, "unit_path", label=_("grants"), counted=holding_grants))
unit_movers.add("messaging.message", path_column(Message, "unit_path", label=_("messages")))
unit_movers.add("messaging.channel", path_column(Channel, "unit_path", label=_("channels")))
unit_movers.add("sync.sharedphone", path_column(SharedPhone, "unit_path", label=_("shared phones")))
unit_movers.add("orgs.unit", path_column(Unit, "successor_path", label=_("units that continued there")))
