from datetime import UTC, datetime, timedelta

import pytest

from lianfang.kernel import jobs
from lianfang.kernel.jobs import Run, due_jobs, job, remember_with, run_due
from lianfang.kernel.registry import Registry

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)


class Notebook:
    """A memory that other workers may have written in."""

    def __init__(self):
        self.known, self.failures = {}, {}
        self.snatched = set()

    def runs(self):
        return dict(self.known)

    def claim(self, code, last, at):
        if code in self.snatched or self.known.get(code) != last:
            return False
        self.known[code] = Run(at)
        return True

    def ended(self, code, failure):
        self.known[code] = Run(self.known[code].began_at, bool(failure))
        self.failures[code] = failure


@pytest.fixture
def notebook(monkeypatch):
    monkeypatch.setattr(jobs, "_jobs", Registry("job"))
    monkeypatch.setattr(jobs, "_memory", [])
    notebook = Notebook()
    remember_with(notebook)
    return notebook


@pytest.fixture
def daily(notebook):
    calls = []
    job("t.daily", hours=24)(lambda: calls.append("daily"))
    return calls


def test_it_runs_what_never_ran_and_then_waits(daily):
    assert run_due(NOON) == ["t.daily"]
    assert run_due(NOON + timedelta(hours=23, minutes=59)) == []
    assert run_due(NOON + timedelta(hours=24)) == ["t.daily"]
    assert daily == ["daily", "daily"]


def test_it_leaves_to_another_worker_what_that_one_claimed(notebook, daily):
    notebook.snatched.add("t.daily")
    assert [each.code for each in due_jobs(NOON)] == ["t.daily"]
    assert run_due(NOON) == []
    assert daily == []


def test_a_job_that_fails_takes_no_other_with_it_and_is_tried_again_soon(notebook, caplog):
    job("t.broken", hours=24)(lambda: {}["王小明"])
    job("t.whole", hours=24)(lambda: None)

    assert run_due(NOON) == ["t.whole"]
    assert notebook.failures == {"t.broken": "KeyError", "t.whole": ""}
    assert [each.code for each in due_jobs(NOON + timedelta(minutes=9))] == []
    assert [each.code for each in due_jobs(NOON + timedelta(minutes=10))] == ["t.broken"]


def test_a_code_is_taken_once(notebook):
    job("t.one", hours=1)(lambda: None)
    with pytest.raises(ValueError, match="registered twice"):
        job("t.one", hours=2)(lambda: None)
