"""What a list hands to whoever writes files; `exchange` stands above and brings the writer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http.response import HttpResponseBase

FORMATS = ("xlsx", "csv")
CHUNK = 2000


@dataclass(frozen=True)
class Export:
    """Exactly what is shown: view, filters, order and columns of the page, without its end."""

    name: str
    """Of the file, without its ending."""
    title: str
    format: str
    headings: Sequence[str]
    codes: Sequence[str]
    rows: Iterable[Sequence[Any]]
    """Read while they are written; instants are local wall-clock times."""


Writer: TypeAlias = Callable[[Export], HttpResponseBase]
