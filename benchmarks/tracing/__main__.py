"""One engine over one world; see `run`."""

import json
import signal
import sys
from pathlib import Path

from benchmarks.tracing.run import Job, run

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what is cut off still stops its server
    place = Path(sys.argv[2])
    given = json.loads((place / "job.json").read_text())
    run(sys.argv[1], place, Job(**{**given, "questions": {int(n): times for n, times in given["questions"].items()}}))
