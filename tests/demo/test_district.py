"""The invented district shows everything that it is there to show, whatever the hour at which it is built."""

from collections import Counter
from random import Random

import pytest

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.declare import Measure as Counted
from lianfang.figures.declare import figures
from lianfang.figures.engine import evaluate
from lianfang.kernel.clock import now
from lianfang.kernel.identifiers import parse_id, parse_phone
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import Ending, State
from lianfang.measures.services import end_early, refuse
from lianfang.people.models import Person
from lianfang.privacy import integrity, sunset
from lianfang.project.demo import check, logins
from lianfang.project.demo.accounts import PASSWORD
from lianfang.project.demo.numbers import DISTRICT_CODE
from lianfang.project.demo.plans import plan_district
from lianfang.project.demo.world import SCALES
from lianfang.response.models import Response
from lianfang.response.services import end
from tests.district import District

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")


def test_it_leaves_nothing_out(district: District) -> None:
    checked = check()

    assert checked.missing == []
    assert checked.counts["people.Person"] > 280
    assert checked.counts["territory.Area"] > 15


def test_it_has_an_account_for_every_role(district: District) -> None:
    roles = Counter(login.role_name for login in logins())

    assert len(roles) == 10
    assert {login.password for login in logins()} == {PASSWORD}
    assert all(district.user(login.username).check_password(PASSWORD) for login in logins())


def test_it_lets_nobody_else_in(district: District) -> None:
    from lianfang.accounts.models import User

    assert not any(user.has_usable_password() for user in User.objects.filter(is_demo=False))


@pytest.mark.parametrize(
    "username",
    [
        "crew",
        "worker",
        "volunteer",
        "secretary",
        "clinic",
        "sampler",
        "laboratory",
        "office",
        "command",
        "dpo",
        "admin",
    ],
)
def test_it_opens_for_every_account(district: District, username: str) -> None:
    assert district.client(username).get("/", follow=True).status_code == 200


def test_it_has_numbers_that_belong_to_nobody(district: District) -> None:
    residents = Person.objects.filter(response=None)
    ids = [parse_id(person.id_number) for person in residents if person.id_number]
    phones = [parse_phone(person.phone) for person in residents if person.phone]

    assert {number.area_code for number in ids} == {DISTRICT_CODE}
    assert len({number.number for number in ids}) == len(ids)
    assert all(phone.number.startswith("145") for phone in phones)


def test_it_has_children_in_the_families_of_their_parents(district: District) -> None:
    heads = {person.household_id: person for person in Person.objects.filter(relation="head")}
    children = Person.objects.filter(relation="child")

    assert children
    for child in children:
        assert child.name[0] == heads[child.household_id].name[0]
        assert child.birth_year - heads[child.household_id].birth_year >= 18


def test_it_is_the_same_for_the_same_seed() -> None:
    def planned(seed: int) -> object:
        district, lattice = plan_district(SCALES["tiny"], Random(seed), str(seed))
        return district, lattice.outline(district.cells)

    assert planned(1) == planned(1)
    assert planned(1) != planned(2)


# -- its end ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def over(district: District, watcher, settings, tmp_path) -> Response:
    """The response has ended, and every proposal, measure and appeal with it."""
    settings.LIANFANG_FILES, settings.LIANFANG_ANCHORS = tmp_path / "files", tmp_path / "anchors.jsonl"
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
