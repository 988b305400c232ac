"""A thing has one code for ever, a code one thing, and labels are codes before there is a tube."""

from uuid import uuid4

import pytest

from lianfang.accounts.actors import Actor
from lianfang.codes import services
from lianfang.codes.models import Code
from lianfang.codes.rules import is_code, spaced
from lianfang.codes.selectors import codes_of, thing_of
from lianfang.codes.services import LABEL, codes_for, draw_labels
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
DOOR = "people.household"


def test_the_same_thing_keeps_its_code():
    doors = [uuid4(), uuid4()]
    first = codes_for(DOOR, [doors[0]], actor=SYSTEM)
    both = codes_for(DOOR, doors, actor=SYSTEM)

    assert both[doors[0]] == first[doors[0]] != both[doors[1]]
    assert codes_of(DOOR, doors) == both
    assert [entry.detail["count"] for entry in AuditEntry.objects.filter(verb="codes.made")] == [1, 1]


def test_a_code_leads_to_its_thing_and_to_no_other_kind():
    door = uuid4()
    code = codes_for(DOOR, [door], actor=SYSTEM)[door]

    assert thing_of(spaced(code).lower(), DOOR) == door
    misread = code[:-1] + ("A" if code[-1] != "A" else "B")
    for text, kind, why in [(code, "people.person", "codes.unknown"), (misread, DOOR, "codes.not_a_code")]:
        with pytest.raises(NotFound) as refused:
            thing_of(text, kind)
        assert refused.value.reason.code == why


def test_a_code_that_is_taken_is_drawn_again(monkeypatch):
    one, other = uuid4(), uuid4()
    taken = codes_for(DOOR, [one], actor=SYSTEM)[one]
    drawn = iter([taken, "3F7K92QM4"])
    monkeypatch.setattr(services, "draw", lambda: next(drawn))

    assert codes_for(DOOR, [other], actor=SYSTEM) == {other: "3F7K92QM4"}
    assert thing_of(taken, DOOR) == one


def test_labels_are_drawn_in_advance():
    labels = draw_labels(actor=SYSTEM, count=40)

    assert len(set(labels)) == 40
    assert all(is_code(label) for label in labels)
    assert Code.objects.filter(subject_kind=LABEL).count() == 40


@pytest.mark.parametrize("count", [0, -1, services.MOST_LABELS + 1])
def test_no_labels_and_too_many_are_refused(count):
    with pytest.raises(Invalid) as refused:
        draw_labels(actor=SYSTEM, count=count)
    assert set(refused.value.fields) == {"count"}
    assert not Code.objects.exists()
