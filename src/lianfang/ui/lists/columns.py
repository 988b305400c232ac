"""Columns: what a row says in one of them, on the page and in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lianfang.kernel.wording import Text, label_of
from lianfang.ui.due import daytime


@dataclass(frozen=True)
class Column:
    """One column of a list.

    ``value`` gives what is shown and exported (text, number, instant, day, yes or no, member of an enumeration; masked where
    it is personal). ``draw`` gives markup instead, for the page alone. ``order`` names the database columns to sort by;
    without it the column does not sort. ``total`` sums the whole filtered list in the foot.
    """

    code: str
    label: Text
    value: Callable[[Any], Any]
    order: tuple[str, ...] = ()
    draw: Callable[[Any], str] | None = None
    is_number: bool = False
    is_shown: bool = True
    """Whether it stands there before anybody chose."""
    total: models.Aggregate | None = None

    def on_page(self, row: Any) -> str:
        return self.draw(row) if self.draw is not None else shown(self.value(row))

    def in_file(self, row: Any) -> Any:
        return plain(self.value(row))


def shown(value: Any) -> str:
    """A value in words for a cell of a page."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return label_of(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return daytime(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return f"{value:,}" if isinstance(value, (int, float)) else value if isinstance(value, str) else str(value)


def plain(value: Any) -> Any:
    """A value for a cell of a file: numbers and days stay what they are, instants become local wall-clock times."""
    if isinstance(value, datetime):
        return localtime(value).replace(tzinfo=None)
    return value if isinstance(value, (int, float, date)) and not isinstance(value, bool) else shown(value)
