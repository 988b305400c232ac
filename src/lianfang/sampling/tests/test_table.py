"""The table at a desk: every mistake that really happens is answered by one sentence."""

import pytest
from django.urls import reverse

from lianfang.codes.services import codes_for
from lianfang.kernel.ids import new_id
from lianfang.people.models import Person
from lianfang.sampling.models import Swab, Tube
from lianfang.sampling.rules import HOUSEHOLD_MOST, Pool
from lianfang.sampling.tests.make import SYSTEM, fill, make_code, make_session

pytestmark = pytest.mark.django_db


def scan(browser, session, tube="", who="", **more):
    return browser.post(reverse("sampling:table", args=[session.pk]), {"tube": tube, "who": who, **more})


def code_of(person):
    return codes_for("people.person", [person.pk], actor=SYSTEM)[person.pk]


@pytest.fixture
def codes(cast, watcher):
    with watcher.resting():
        return [code_of(person) for person in cast.people]


def test_it_binds_by_scanning_in_any_order(cast, sampler, codes):
    tube = make_code()
    first = scan(sampler, cast.session, who=codes[0])
    assert first.context["desk"].who == codes[0] and not Swab.objects.exists()
    assert "1 of 10" in scan(sampler, cast.session, tube=tube, who=codes[0]).content.decode()
    swapped = scan(sampler, cast.session, tube=codes[1], who=tube)
    assert swapped.context["desk"].tube == tube and Tube.objects.get().people == 2
    number = str(Person.objects.get(pk=cast.people[2].pk).id_number)
    scan(sampler, cast.session, tube=tube, who=number or codes[2])
    assert Tube.objects.get().people == 3


def test_it_begins_the_next_tube_when_one_is_scanned(cast, sampler, codes):
    first, second = make_code(), make_code()
    scan(sampler, cast.session, tube=first, who=codes[0])
    page = scan(sampler, cast.session, tube=first, who=second)
    assert page.context["desk"].tube == second
    scan(sampler, cast.session, tube=second, who=codes[1])
    assert set(Tube.objects.values_list("code", "people")) == {(first, 1), (second, 1)}


def test_it_offers_the_people_of_a_door_and_of_a_name(cast, sampler, watcher):
    with watcher.resting():
        home = codes_for("people.household", [cast.homes[0].pk], actor=SYSTEM)[cast.homes[0].pk]
    tube = make_code()
    offered = scan(sampler, cast.session, tube=tube, who=home).context["desk"].offered
    assert [each.pk for each in offered] == [person.pk for person in cast.people[:2]]
    by_door = scan(sampler, cast.session, tube=tube, who=cast.homes[1].door).context["desk"]
    assert [each.pk for each in by_door.offered] == [person.pk for person in cast.people[2:4]] and by_door.tube == tube
    by_name = scan(sampler, cast.session, tube=tube, who="李一").context["desk"].offered
    assert len(by_name) == 3
    scan(sampler, cast.session, tube=tube, who="", person=str(offered[0].pk))
    assert Swab.kept.get().person_id == offered[0].pk


def test_it_says_what_is_wrong(cast, sampler, codes, watcher):
    with watcher.resting():
        tube = fill(cast.session, *cast.people[:2], closes=False)
        closed = fill(cast.session, cast.people[2])
        elsewhere = fill(make_session(cast.site), cast.people[3], closes=False)
        full = fill(cast.session, cast.people[4], closes=False)
        Tube.objects.filter(pk=full.pk).update(size=1)
    said = {
        "in this tube already": scan(sampler, cast.session, tube.code, codes[0]),
        f"already, into tube {closed.code}": scan(sampler, cast.session, tube.code, codes[2]),
        "This tube is closed": scan(sampler, cast.session, closed.code, codes[5]),
        "belongs to another session": scan(sampler, cast.session, elsewhere.code, codes[5]),
        "full with 1": scan(sampler, cast.session, full.code, codes[5]),
        "misread": scan(sampler, cast.session, "#", codes[5]),
        "Nobody is found": scan(sampler, cast.session, tube.code, "查无此人"),
    }
    for sentence, page in said.items():
        assert sentence in page.content.decode()
    assert Swab.kept.count() == 5


def test_it_keeps_another_household_out_of_a_household_tube(cast, sampler, codes, watcher):
    with watcher.resting():
        session = make_session(cast.site, pool=Pool(HOUSEHOLD_MOST, of_household=True))
        tube = fill(session, cast.people[0], closes=False)
    assert "for one household" in scan(sampler, session, tube.code, codes[2]).content.decode()
    scan(sampler, session, tube.code, codes[1])
    assert Tube.objects.get(pk=tube.pk).people == 2


def test_whoever_is_sampled_again_has_a_tube_alone(cast, sampler, codes, watcher):
    with watcher.resting():
        pooled = fill(cast.session, cast.people[0], closes=False)
    again = {"why": "resample_positive"}
    assert "another purpose" in scan(sampler, cast.session, pooled.code, codes[0], **again).content.decode()
    alone = make_code()
    assert "1 of 1" in scan(sampler, cast.session, alone, codes[0], **again).content.decode()
    assert "full with 1" in scan(sampler, cast.session, alone, codes[1], **again).content.decode()
    assert Tube.objects.get(code=alone).why == "resample_positive"


def test_it_checks_the_code_of_our_own_label(cast, sampler, codes, watcher):
    with watcher.resting():
        session = make_session(cast.site, own_labels=True)
        label = codes_for("sampling.label", [session.pk], actor=SYSTEM)[session.pk]
    wrong = label[:-1] + ("0" if label[-1] != "0" else "1")
    assert "misread" in scan(sampler, session, wrong, codes[0]).content.decode()
    scan(sampler, session, f"{label[:4]} {label[4:8].lower()} {label[8:]}", codes[0])
    assert Tube.objects.get().code == label


def test_it_takes_no_one_while_the_session_is_not_open(cast, sampler, codes, watcher):
    with watcher.resting():
        session = make_session(cast.site, opens=False)
    assert "not open" in scan(sampler, session, make_code(), codes[0]).content.decode()


def test_it_enters_somebody_who_is_on_no_record(cast, sampler):
    tube = make_code()
    address = reverse("sampling:unknown", args=[cast.session.pk])
    wrong = sampler.post(address, {"tube": tube, "name": "周远航", "id_number": "12345", "phone": ""})
    assert wrong.status_code == 422 and not Swab.objects.exists()
    sampler.post(address, {"tube": tube, "name": "周远航", "id_number": "", "phone": "13800001111"})
    met = Swab.kept.get().person
    assert (met.name, met.response_id) == ("周远航", cast.response.pk)


def test_it_closes_a_tube_and_shows_a_difference(cast, sampler, codes):
    tube = make_code()
    scan(sampler, cast.session, tube, codes[0])
    address = reverse("sampling:close_tube", args=[cast.session.pk])
    page = sampler.post(address, {"tube": tube, "counted": "2"})
    assert "Counted 2, recorded 1" in page.content.decode()
    assert "closed already" in sampler.post(address, {"tube": tube, "counted": "1"}).content.decode()
    assert "Nobody is in this tube" in sampler.post(address, {"tube": make_code(), "counted": "0"}).content.decode()


def test_it_takes_back_the_last_of_ones_own(cast, sampler, codes):
    tube = make_code()
    scan(sampler, cast.session, tube, codes[0])
    scan(sampler, cast.session, tube, codes[1])
    address = reverse("sampling:undo", args=[cast.session.pk])
    sampler.post(address)
    assert Tube.objects.get().people == 1 and Swab.kept.get().person_id == cast.people[0].pk
    sampler.post(address)
    assert "Nothing of yours" in sampler.post(address).content.decode()


def test_it_counts_a_page_sent_twice_once(cast, sampler, codes):
    stamp, tube = str(new_id()), make_code()
    for _each in range(2):
        scan(sampler, cast.session, tube, codes[0], stamp=stamp)
    assert Swab.objects.count() == 1 and Tube.objects.get().people == 1


def test_it_is_no_table_of_a_stranger(cast, stranger, codes):
    assert scan(stranger, cast.session, make_code(), codes[0]).status_code == 404
