"""The emergency of the invented district ends: everything personal leaves, and what was counted stays."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.declare import Measure as Counted
from lianfang.figures.declare import figures
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import now
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import Ending, State
from lianfang.measures.services import end_early, refuse
from lianfang.people.models import Person
from lianfang.privacy import integrity, sunset
from lianfang.response.models import Response
from lianfang.response.services import end
from tests.district import District

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")


@pytest.fixture
def over(district: District, watcher, settings, tmp_path) -> Response:
    """The response has ended, and every proposal, measure and appeal with it."""
    settings.LIANFANG_FILES = tmp_path / "files"
    with watcher.resting():
        for measure in Measure.objects.filter(state=State.PROPOSED):
            refuse(actor=SYSTEM, measure=measure.pk, because="响应结束")
        for measure in Measure.objects.filter(state=State.ORDERED):
            end_early(actor=SYSTEM, measure=measure.pk, because="响应结束", ending=Ending.ENDED_EARLY)
        Appeal.objects.filter(decided_at=None).update(decided_at=now(), decision="upheld")
        return end(
            actor=SYSTEM, response=Response.objects.get(ended_at=None), authority="区指挥部", document="〔2026〕9号"
        )


def counted(response: Response) -> dict[object, object]:
    """What every figure that outlives its rows says of the whole time."""
    codes = tuple(code for code, figure in figures.items() if figure.measure is not Counted.DISTINCT)
    return dict(evaluate(Ask(codes, response.started_at, now(), response=response.pk), SYSTEM).numbers)


def test_it_ends_with_everything_it_learned_about_people(over, watcher):
    before, residents = counted(over), Person.objects.filter(response=None).count()
    with watcher.resting():
        record = sunset.run(actor=SYSTEM, response=over.pk, receipts=["区档案馆-17"])
    assert record.ended_at is not None and sum(told["erased"] for told in record.tables.values()) > 100
    assert counted(over) == before
    assert Person.objects.filter(response=None).count() == residents
    assert not [person for person in Person.objects.filter(response=over) if person.name or person.phone]
    assert list(integrity.findings()) == []
