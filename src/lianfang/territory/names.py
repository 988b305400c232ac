"""Names of areas by their paths, remembered for as long as one request is answered.

Outside a request nothing is remembered, so that a long-running worker never shows a name that was changed.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started

from lianfang.kernel.paths import line_of, parent_of
from lianfang.territory.models import Area
from lianfang.territory.rules import Level

_held = threading.local()

ABOVE = {Level.PROVINCE.value, Level.CITY.value, Level.DISTRICT.value}
"""Levels that go without saying in the full name of something below them."""


def names_of(paths: Iterable[str]) -> dict[str, Area]:
    """The areas of these paths and of everything above them, in one query for those not yet remembered."""
    wanted = {each for path in paths for each in line_of(path)}
    known: dict[str, Area] = getattr(_held, "areas", {})
    if missing := wanted - known.keys():
        known |= {area.path: area for area in _read(missing)}
    return {path: known[path] for path in wanted if path in known}


def name_of(path: str) -> str:
    """The name of the area at a path, retired ones included; "" where there is none."""
    return str(_one(path) or "")


def full_name(path: str) -> str:
    """The names from the street down to the area: 云溪街道 / 河东社区 / 第三网格. Of a district, a city or a province its own."""
    _one(path)
    line = [area for _, area in sorted(names_of([path]).items())]
    below = [area for area in line if area.level not in ABOVE]
    return " / ".join(str(area) for area in below or line[-1:])


def forget() -> None:
    """Names have changed."""
    if hasattr(_held, "areas"):
        _held.areas = {}


@contextmanager
def remembering() -> Iterator[None]:
    """Names asked for inside are read once."""
    _begin()
    try:
        yield
    finally:
        _end()


def _one(path: str) -> Area | None:
    """The area with its neighbours: who asks for one name of a list mostly asks for those beside it next."""
    known: dict[str, Area] | None = getattr(_held, "areas", None)
    if known is None:
        return names_of([path]).get(path)
    if path not in known:
        known |= {area.path: area for area in Area.objects.filter(parent__path=parent_of(path)).defer("geometry")}
        names_of([path])
    return known.get(path)


def _read(paths: set[str]) -> Iterator[Area]:
    return Area.objects.filter(path__in=paths).defer("geometry").iterator()


def _begin(**_: Any) -> None:
    _held.areas = {}


def _end(**_: Any) -> None:
    _held.__dict__.pop("areas", None)


request_started.connect(_begin, dispatch_uid="territory.names")
request_finished.connect(_end, dispatch_uid="territory.names")
