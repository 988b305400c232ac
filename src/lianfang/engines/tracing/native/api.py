"""The door of the native engine: build a store, open one, add to it, ask it."""

from collections.abc import Sequence
from pathlib import Path

from lianfang.engines.tracing.columns import Visits, batches_of
from lianfang.engines.tracing.model import Index, Rules
from lianfang.engines.tracing.native.answers import Answer
from lianfang.engines.tracing.native.building import Progress, silent
from lianfang.engines.tracing.native.search import Search
from lianfang.engines.tracing.native.store import Snapshot, Writer, create, read_snapshot


class Store:
    """Visits to be asked about (到访记录库). It sees what was there when it was opened, and what it adds itself."""

    def __init__(self, folder: Path, warm: bool = True) -> None:
        """Raises TracingError where there is no store in the folder, or a damaged one."""
        self.folder = folder
        self._writer: Writer | None = None
        self._search = Search(read_snapshot(folder, warm))

    @property
    def snapshot(self) -> Snapshot:
        return self._search.snapshot

    @property
    def visits(self) -> int:
        """How many visits there are."""
        return self.snapshot.visits

    def add(self, visits: Visits, progress: Progress = silent) -> None:
        """Add visits; other open stores of this folder do not see them. Raises TracingError, adding nothing."""
        self._writer = self._writer or Writer(self.folder)
        self._writer.add(batches_of(visits), progress)
        self._search = Search(read_snapshot(self.folder, warm=False))

    def trace(self, indexes: Sequence[Index], rules: Rules, degrees: int = 3) -> Answer:
        """The contacts of the index persons. Raises ValueError for a question that can't be answered."""
        return Answer(self._search, indexes, rules, degrees)


def build(visits: Visits, folder: Path, progress: Progress = silent) -> None:
    """Build a store from visits in a new or empty folder. Raises TracingError."""
    create(folder, batches_of(visits), progress)
