"""A table of organisations below a unit."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.orgs.access import MANAGE_UNITS
from lianfang.orgs.exchange import COLUMNS
from lianfang.orgs.selectors import get_unit_for, require_lookup
from lianfang.orgs.services import apply_units, plan_units
from lianfang.orgs.views.units import url_of
from lianfang.territory.tables import TableDoor, template_answer


@login_required
def import_units(request: StaffRequest, unit_id: UUID) -> HttpResponseBase:
    """Choose a table, see what it would found, bring it in."""
    actor, unit = request.actor, get_unit_for(request.actor, unit_id, action=MANAGE_UNITS)
    door = TableDoor(
        salt=f"orgs.units.{unit.pk}",
        template="orgs/import.html",
        plan=lambda content, name: plan_units(actor=actor, unit=unit, content=content, filename=name),
        apply=lambda content, name: apply_units(actor=actor, unit=unit, content=content, filename=name),
        done=_("%(count)s units were founded."),
        back=url_of(unit),
        context={"unit": unit},
    )
    return door.answer(request)


@login_required
def units_template(request: StaffRequest) -> HttpResponse:
    """An empty table of organisations to fill in."""
    require_lookup(request.actor)
    return template_answer(COLUMNS, "units")
