"""A table of places below an area."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.middleware import StaffRequest
from lianfang.territory.access import MANAGE_AREAS
from lianfang.territory.exchange import COLUMNS
from lianfang.territory.selectors import get_area_for, require_lookup
from lianfang.territory.services import apply_places, plan_places
from lianfang.territory.tables import TableDoor, template_answer
from lianfang.territory.views.browsing import url_of


@login_required
def places(request: StaffRequest, area_id: UUID) -> HttpResponseBase:
    """Choose a table, see what it would add, bring it in."""
    actor, area = request.actor, get_area_for(request.actor, area_id, action=MANAGE_AREAS)
    door = TableDoor(
        salt=f"territory.places.{area.pk}",
        template="territory/places.html",
        plan=lambda content, name: plan_places(actor=actor, area=area, content=content, filename=name),
        apply=lambda content, name: apply_places(actor=actor, area=area, content=content, filename=name),
        done=_("%(count)s places were added."),
        back=url_of(area),
        context={"area": area},
    )
    return door.answer(request)


@login_required
def places_template(request: StaffRequest) -> HttpResponse:
    """An empty table of places to fill in."""
    require_lookup(request.actor)
    return template_answer(COLUMNS, "places")
