"""Remembers in the database when each job of `kernel.jobs` last ran."""

from collections.abc import Mapping
from datetime import datetime

from lianfang.kernel.clock import now
from lianfang.kernel.jobs import Run
from lianfang.privacy.models import JobRun


class DatabaseMemory:
    """A job is claimed by a conditional update, so that of several workers one runs it."""

    def runs(self) -> Mapping[str, Run]:
        return {row.code: Run(row.began_at, bool(row.failure)) for row in JobRun.objects.all()}

    def claim(self, code: str, last: Run | None, at: datetime) -> bool:
        if last is None:
            return JobRun.objects.get_or_create(code=code, defaults={"began_at": at})[1]
        again = {"began_at": at, "ended_at": None, "failure": ""}
        return JobRun.objects.filter(code=code, began_at=last.began_at).update(**again) == 1

    def ended(self, code: str, failure: str) -> None:
        JobRun.objects.filter(code=code).update(ended_at=now(), failure=failure)
