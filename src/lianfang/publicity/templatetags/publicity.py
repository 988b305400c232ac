"""How a public number is written."""

from django import template
from django.utils.translation import gettext as _

from lianfang.figures.suppression import Published, Shown

register = template.Library()


@register.filter
def published(number: Published) -> str:
    """The number by thousands, or what stands in its place."""
    if number == Shown.UNDER_5:
        return _("under 5")
    return _("not shown") if number == Shown.WITHHELD else f"{number:,}"
