"""Places for which nobody answers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.accounts.middleware import StaffRequest
from lianfang.exchange.lists import writer_for
from lianfang.orgs import selectors
from lianfang.territory.models import LEVELS, Area
from lianfang.territory.names import full_name, names_of
from lianfang.territory.rules import Level
from lianfang.territory.selectors import areas_under
from lianfang.ui.lists import Choices, Column, ListPage, Under

WATCHED = [(value, name) for value, name in LEVELS if value in {level.value for level in selectors.WATCHED}]


def _streets(request: HttpRequest) -> list[tuple[str, str]]:
    return [(area.path, str(area)) for area in areas_under("", Level.STREET.value).defer("geometry")[:200]]


def _remember(request: HttpRequest, rows: list[Area], how: str) -> None:
    names_of({area.path for area in rows})


VACANT = ListPage(
    "orgs.vacant",
    _("Places without anybody responsible"),
    columns=(
        Column("name", pgettext_lazy("of a thing", "name"), str, order=("name",)),
        Column("where", _("where"), lambda area: full_name(area.path)),
        Column("level", _("level"), lambda area: area.get_level_display(), order=("level",)),
        Column("code", _("code"), lambda area: area.code),
    ),
    filters=(Choices("level", _("level"), WATCHED), Under("under", _("street or town"), _streets, field="path")),
    order=("path",),
    href=lambda area: reverse("territory:area", args=[area.pk]),
    tone=lambda area: "soon",
    empty=_("Every community, compound and grid has a unit, a responsible person or a grid worker."),
)


@login_required
def vacant(request: StaffRequest) -> HttpResponseBase:
    """Communities, compounds and grids without a unit, a responsible person or a grid worker."""
    selectors.require_lookup(request.actor)
    return VACANT.answer(request, selectors.places_without_anybody(), writer=writer_for(request.actor), seen=_remember)
