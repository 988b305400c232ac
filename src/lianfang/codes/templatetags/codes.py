"""``{% load codes %}``: a code under its square."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import mark_safe

from lianfang.codes import rules
from lianfang.codes.squares import square_of

register = template.Library()


@register.inclusion_tag("codes/square.html")
def code_square(code: str) -> Mapping[str, Any]:
    """{% code_square page.code %}: the square, and the nine characters below it for whoever has to type them."""
    return {"code": code, "spaced": rules.spaced(code), "square": mark_safe(square_of(code))}  # noqa: S308 - drawn here


@register.filter
def spaced(code: str) -> str:
    """3F7K 92QM X"""
    return rules.spaced(code)
