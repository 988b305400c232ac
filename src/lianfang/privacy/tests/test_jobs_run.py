from datetime import timedelta

import pytest

from lianfang.kernel import jobs
from lianfang.kernel.clock import now
from lianfang.kernel.jobs import Run, run_due
from lianfang.privacy import anchors
from lianfang.privacy.models import JobRun
from lianfang.privacy.runs import DatabaseMemory

pytestmark = pytest.mark.django_db


def test_every_job_of_the_program_runs_through(settings, tmp_path):
    settings.LIANFANG_ANCHORS = tmp_path / "anchors.jsonl"
    assert set(run_due()) == set(jobs._jobs)
    assert anchors.path().exists()
    assert run_due() == []


def test_one_of_two_workers_claims_a_job():
    memory, moment = DatabaseMemory(), now()
    assert memory.claim("t.job", None, moment)
    assert not memory.claim("t.job", None, moment)
    last = memory.runs()["t.job"]
    assert memory.claim("t.job", last, moment + timedelta(hours=1))
    assert not memory.claim("t.job", last, moment + timedelta(hours=1))


def test_it_remembers_a_failure_by_its_kind():
    memory, moment = DatabaseMemory(), now()
    memory.claim("t.job", None, moment)
    memory.ended("t.job", "KeyError")
    assert memory.runs()["t.job"] == Run(moment, failed=True)
    assert JobRun.objects.get().failure == "KeyError"
