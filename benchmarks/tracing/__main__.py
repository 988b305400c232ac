"""One engine over one world; see `run`."""

import json
import sys
from pathlib import Path

from benchmarks.tracing.run import Job, run

if __name__ == "__main__":
    place = Path(sys.argv[2])
    given = json.loads((place / "job.json").read_text())
    run(sys.argv[1], place, Job(**{**given, "questions": {int(n): times for n, times in given["questions"].items()}}))
