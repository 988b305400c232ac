"""The cases shared with the phone are what the rules here say, and what the desk understands."""

import json

import pytest

from lianfang.codes.models import Code
from lianfang.people.tests.make import make_household, make_person
from lianfang.sampling.models import Session
from lianfang.sampling.recognising import Meant, meant_by
from lianfang.sampling.rules import Trouble
from lianfang.sampling.tests.vectors import FILE, JUDGED, PEOPLE, SCANNED, SCANS, written


@pytest.mark.engine
def test_the_file_says_what_the_rules_say():
    assert FILE.read_text(encoding="utf-8") == written(), "write it anew: python -m lianfang.sampling.tests.vectors"


@pytest.mark.engine
def test_every_trouble_of_a_tube_is_among_the_cases():
    cases = [
        dict(zip(JUDGED, case, strict=True)) for case in json.loads(FILE.read_text(encoding="utf-8"))["judge"]["cases"]
    ]
    assert {case["trouble"] for case in cases} == {None, *Trouble} - {Trouble.UNREADABLE}


@pytest.mark.django_db
def test_the_desk_understands_what_is_scanned_as_it_is_written(cast, watcher):
    with watcher.resting():
        home = make_household(cast.areas["3号楼"].path, door=PEOPLE[0]["door"])
        for each in PEOPLE:
            person = make_person(each["name"], household=home)
            Code.objects.create(text=each["person_code"], subject_kind="people.person", subject_id=person.pk)
        Code.objects.create(text=PEOPLE[0]["code"], subject_kind="people.household", subject_id=home.pk)
    for case in (dict(zip(SCANNED, each, strict=True)) for each in SCANS):
        session = Session.objects.get(pk=cast.session.pk)
        session.own_labels = case["own_labels"]
        assert kind_of(meant_by(case["typed"], session)) == case["desk"], case


def kind_of(meant: Meant) -> str:
    kinds = {"person": meant.person, "offered": list(meant.offered), "tube": meant.tube}
    return next((kind for kind, what in kinds.items() if what), "nothing")
