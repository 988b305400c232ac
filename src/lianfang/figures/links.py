"""Addresses of figures: of a figure's page for a question, and of the rows behind a number."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime

from lianfang.figures.asking import Ask


def query_of(ask: Ask, **more: str) -> str:
    """A question as it stands in an address."""
    given = {
        "from_at": f"{localtime(ask.from_at):%Y-%m-%dT%H:%M}",
        "until_at": f"{localtime(ask.until_at):%Y-%m-%dT%H:%M}",
        "area": ask.area,
        "unit": ask.unit,
        "by": "".join(ask.by[:1]),
        "response": str(ask.response or ""),
        "as_known_at": ask.as_known_at.isoformat() if ask.as_known_at else "",
        **more,
    }
    return urlencode({name: value for name, value in given.items() if value})


def figure_url(code: str, ask: Ask) -> str:
    """The page of a figure for a question."""
    return f"{reverse('figures:figure', args=[code])}?{query_of(ask)}"


def rows_url(code: str, ask: Ask) -> str:
    """The rows behind a number."""
    return f"{reverse('figures:rows', args=[code])}?{query_of(ask)}"
