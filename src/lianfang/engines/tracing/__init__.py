"""Tracing (流调追踪): who met whom in time, to how many degrees, how surely, and by which chain.

`reference` is the definition; the store (`build`, `open`) answers the same from memory-mapped indexes in milliseconds,
`relational` in SQL on DuckDB and Spark. A *visit* is a person at a place from when to when, an *index person* somebody
who can pass it on within a window, a *meeting* two visits of two people at one place with a moment in common. The
engine proposes; a person decides.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianfang.engines.tracing.columns import Visits
    from lianfang.engines.tracing.native.api import Store
    from lianfang.engines.tracing.native.building import Progress


def build(visits: "Visits", folder: str | Path, progress: "Progress | None" = None) -> None:
    """Build a store of visits in a new or empty folder: from `Visit`s or Arrow data with the columns of `columns.VISITS`.

    `progress(doing, visits)` is told how far it is. Raises TracingError.
    """
    from lianfang.engines.tracing.native import api, building  # compiled code is loaded when it is needed

    api.build(visits, Path(folder), progress or building.silent)


def open(folder: str | Path, warm: bool = True) -> "Store":
    """The store in a folder; `warm`: read it once, so that the first question is quick and damage is found."""
    from lianfang.engines.tracing.native.api import Store

    return Store(Path(folder), warm)
