"""What a run costs the machine: peak memory, files that are no longer in the page cache, bytes a second."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import numpy as np

MIB = 1 << 20


def peak_memory() -> float:
    """The most this process has held at once since ``forget_peak``, in MiB, mapped files that were touched included."""
    return _status("VmHWM")


def forget_peak() -> None:
    """Count the peak from here; where the system does not let us, it stays that of the whole process."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _status(key: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    raise LookupError(key)


def drop_from_cache(folder: Path) -> None:
    """Let the system forget what it holds of these files, so that the next read comes from the disk."""
    for file in filter(Path.is_file, sorted(folder.rglob("*")) if folder.is_dir() else [folder]):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def size_of(folder: Path) -> float:
    """MiB on the disk."""
    files = [folder] if folder.is_file() else folder.rglob("*")
    return sum(each.stat().st_size for each in files if each.is_file()) / MIB


@contextmanager
def memory_of(parent: int) -> Iterator[list[float]]:
    """The peak of a server and its children while something runs, looked at every 50 ms; MiB, shared pages counted once."""
    peak, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            peak[0] = max(peak[0], sum(map(_proportional, [parent, *_children(parent)])))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _children(parent: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def bandwidth(size: int = 256 * MIB) -> float:
    """Bytes a second that one core reads from memory in order, the best of three."""
    block = np.ones(size // 8, dtype=np.int64)
    taken = []
    for _ in range(3):
        began = perf_counter()
        block.sum()
        taken.append(perf_counter() - began)
    return size / min(taken)


def latency(size: int = 256 * MIB, steps: int = 1_000_000) -> float:
    """Seconds for one dependent read anywhere in memory: what a chain of look-ups pays at least."""
    order = np.random.default_rng(1).permutation(size // 8)
    chain = np.empty_like(order)
    chain[order] = np.roll(order, -1)
    return _follow(chain, steps)


def _follow(chain: np.ndarray, steps: int) -> float:  # type: ignore[type-arg]
    import numba

    @numba.njit  # type: ignore[untyped-decorator]
    def walk(chain, steps):  # type: ignore[no-untyped-def]
        at = 0
        for _ in range(steps):
            at = chain[at]
        return at

    walk(chain, 10)
    began = perf_counter()
    walk(chain, steps)
    return (perf_counter() - began) / steps
