"""How grants read on pages: {% load accounts %}."""

from django import template
from django.utils.translation import gettext as _

from lianfang.accounts import names, places
from lianfang.accounts.models import Grant

register = template.Library()

register.filter("role_name", names.name_of_role)
register.filter("actor_name", names.name_of_actor)


@register.simple_tag
def grant_place(grant: Grant) -> str:
    """Where a grant holds, in words."""
    if grant.unit_path is not None:
        return places.name_of_unit(grant.unit_path)
    return places.name_of_area(grant.area_path) if grant.area_path else _("everywhere")
