"""Each contender works in a process of its own, with a time limit, so that its memory is its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.place import tell


@dataclass(frozen=True)
class Ran:
    """Seconds by stage, and the most memory the process held, in MB."""

    seconds: dict[str, float]
    memory: float


def apart(contender: str, folder: Path, limit: int) -> Ran | None:
    """Let a contender answer the list in a folder; None, with a line of progress, where it could not in ``limit`` seconds.

    Raises CalledProcessError with its last words where it failed otherwise.
    """
    command = [sys.executable, "-m", "benchmarks.matching.contenders", contender, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        tell(f"match: {contender} left out, it takes more than {limit} s")
        return None
    if done.returncode:
        tell(done.stderr[-2000:])
        raise subprocess.CalledProcessError(done.returncode, command)
    said = json.loads(done.stdout.splitlines()[-1])
    return Ran(said["seconds"], said["memory"])


def most_memory() -> float:
    """The most this process has held, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("This system does not tell how much memory a process held.")
