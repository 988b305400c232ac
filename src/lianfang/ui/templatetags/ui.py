"""The components as template tags; `/styleguide/` shows each with its states."""

from django import template

register = template.Library()
