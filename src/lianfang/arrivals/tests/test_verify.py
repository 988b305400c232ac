"""A worker verifies an arrival with the person; exposure decides, an officer orders."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.arrivals.access import VERIFY
from lianfang.arrivals.models import Arrival, Departure, Verification
from lianfang.arrivals.rules import Origin, Result, Source, State
from lianfang.arrivals.services import Checked, verify
from lianfang.arrivals.tests.make import been, make_arrival, told
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Conflict, NotFound
from lianfang.measures.models import Measure
from lianfang.orgs.tests.make import make_member
from lianfang.people.identity import Identity
from lianfang.people.models import Person
from lianfang.people.tests.make import id_number
from lianfang.tasks.models import Task
from lianfang.tasks.rules import Channel, Handing
from lianfang.tasks.selectors import left_alone, responsible_for
from lianfang.tasks.services import accept_hand_over, mark_not_arrived, mark_seen
from lianfang.tasks.tests.make import make_hand_over, make_resident
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrival(reception, watcher):
    with watcher.resting():
        return make_arrival(reception)


@pytest.fixture
def opens(client):
    def go(user, page, /, *args, **post):
        client.force_login(user)
        url = reverse(page, args=args)
        return client.post(url, post) if post else client.get(url)

    return go


def check(reception, arrival, *, user=None, stamp=None, **found):
    given = {
        "channel": Channel.PHONE,
        "result": Result.CONFIRMED,
        "identity": Identity(arrival.name, arrival.id_number, arrival.phone),
        "visits": (been(),),
        **found,
    }
    actor = Actor.of(user or reception.worker)
    return verify(actor=actor, stamp=stamp or Stamp(), arrival=arrival, checked=Checked(**given))


def test_the_edition_proposes_a_measure_for_whoever_was_in_a_risk_area(reception, arrival):
    done = check(reception, arrival)
    measure = Measure.objects.get()
    assert (done.state, done.origin, done.measure) == (State.VERIFIED, Origin.MEDIUM, measure)
    assert (measure.kind, measure.counted_from) == ("home_observation", today() - timedelta(days=1))
    assert (responsible_for(done.person), left_alone().count()) == (reception.cast.receiver, 0)


def test_nothing_more_is_asked_of_whoever_was_not(reception, arrival):
    done = check(reception, arrival, visits=(been("成都市武侯区"),))
    assert (done.state, done.origin, done.closed_as) == (State.CLOSED, Origin.NONE, "no_measure")
    assert not Measure.objects.exists() and responsible_for(done.person) is None


@pytest.mark.parametrize("number", [id_number(region="210102"), id_number(region="510107")])
def test_the_prefix_of_an_id_number_decides_nothing(reception, watcher, number):
    with watcher.resting():
        arrival = make_arrival(reception, id_number=number, visits=())
    assert check(reception, arrival, visits=()).origin == Origin.NONE


def test_a_stay_before_the_window_does_not_count(reception, arrival, watcher):
    done = check(reception, arrival, visits=(been(days_ago=20, until_days_ago=8),))
    assert done.origin == Origin.NONE


def test_the_task_is_answered_by_the_verification(reception, arrival):
    check(reception, arrival)
    task = Task.objects.get(subject_id=arrival.pk)
    assert (task.state, task.answered_by_id) == ("done", Verification.kept.get().pk)


@pytest.mark.parametrize("result", [Result.ALREADY_KNOWN, Result.WRONG_DATA, Result.NOT_COMING, Result.OUT_OF_WINDOW])
def test_another_result_closes_it_and_nobody_is_met(reception, arrival, result):
    people = Person.objects.count()
    done = check(reception, arrival, result=result, identity=None, visits=())
    assert (done.state, done.result, Person.objects.count()) == (State.CLOSED, result, people)


def test_whoever_was_not_reached_is_tried_again(reception, arrival):
    done = check(reception, arrival, result=Result.NOT_REACHED, identity=None, visits=())
    assert done.state == State.REPORTED
    assert Task.objects.get(subject_id=arrival.pk).state == "open"


def test_the_same_verification_sent_twice_is_one(reception, arrival):
    stamp = Stamp()
    check(reception, arrival, stamp=stamp)
    check(reception, arrival, stamp=stamp)
    assert Verification.kept.count() == 1


def test_a_closed_one_is_not_verified_again(reception, arrival):
    check(reception, arrival, result=Result.WRONG_DATA, identity=None, visits=())
    with pytest.raises(Conflict, match="closed already"):
        check(reception, arrival)


def test_it_is_not_found_for_a_stranger(reception, arrival):
    with pytest.raises(NotFound):
        check(reception, arrival, user=reception.stranger)


def test_a_family_report_is_confirmed_with_the_person(reception, watcher):
    with watcher.resting():
        arrival = make_arrival(reception, source=Source.FAMILY, reporter_name="周父", reporter_phone="13800003333")
    check(reception, arrival)
    assert arrival.reports.get().confirmed_at is not None


# -- from a hand-over ----------------------------------------------------------------------------------------------


@pytest.fixture
def sent(reception, watcher):
    with watcher.resting():
        return make_hand_over(reception.cast)


def accepted(reception, sent):
    return accept_hand_over(actor=reception.cast.actor(reception.cast.receives), hand_over=sent)


def test_a_hand_over_makes_an_expected_arrival_of_the_receiver(reception, sent):
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.person, arrival.unit) == (State.EXPECTED, sent.person, reception.cast.receiver)


def test_a_hand_over_joins_what_was_reported_before(reception, watcher):
    number = id_number()
    with watcher.resting():
        arrival = make_arrival(reception, id_number=number)
        person = make_resident(reception.cast.areas["河西社区"], "周远航", id_number=number)
        sent = make_hand_over(reception.cast, person=person)
    arrival.refresh_from_db()
    assert (Arrival.objects.count(), arrival.state, arrival.hand_over_id) == (1, State.EXPECTED, sent.pk)


def test_it_follows_what_becomes_of_the_hand_over(reception, sent):
    accepted(reception, sent)
    mark_not_arrived(actor=reception.cast.actor(reception.cast.receives), hand_over=sent)
    assert Arrival.objects.get().state == State.NOT_ARRIVED
    mark_seen(actor=reception.cast.actor(reception.cast.receives), hand_over=sent)
    assert Arrival.objects.get().state == State.SEEN


def test_verifying_at_the_door_sees_the_person(reception, sent):
    accepted(reception, sent)
    done = check(reception, Arrival.objects.get(), channel=Channel.DOOR)
    sent.refresh_from_db()
    assert (sent.state, sent.seen_act_id) == (Handing.SEEN, Verification.kept.get().pk)
    assert (done.closed_as, left_alone().count()) == ("measure_proposed", 0)


def test_whoever_needs_nothing_is_released_at_the_door(reception, sent):
    accepted(reception, sent)
    done = check(reception, Arrival.objects.get(), channel=Channel.DOOR, visits=())
    assert done.state == State.CLOSED
    assert responsible_for(sent.person) is None
    assert not Task.objects.filter(person=sent.person, state__in=["open", "accepted", "returned"]).exists()


def test_two_arrivals_that_turn_out_to_be_one_person_join(reception, watcher):
    number = id_number()
    with watcher.resting():
        person = make_resident(reception.cast.areas["河西社区"], "周远航", id_number=number)
        sent = make_hand_over(reception.cast, person=person)
        other = make_arrival(reception)
    check(reception, other, identity=Identity("周远航", number, "13800002222"))
    other.refresh_from_db()
    assert (other.person, other.hand_over) == (person, sent)
    assert Arrival.objects.exclude(pk=other.pk).get().closed_as == "duplicate"


def test_whoever_leaves_is_no_longer_waited_for(reception, arrival, opens, watcher):
    with watcher.resting():
        verifier = make_user("verifier", VERIFY, unit_path=None, area=reception.cast.areas["和安区"])
        person = make_resident(reception.cast.areas["河东社区"], "周远航")
        Arrival.objects.update(person=person)
        make_member(reception.cast.receiver, user=verifier, from_on=today())
    opens(verifier, "arrivals:departure", person.pk, leaves_on=today().isoformat(), goes_to="大连")
    arrival.refresh_from_db()
    assert (Departure.kept.get().person, arrival.closed_as) == (person, "left")


# -- pages ---------------------------------------------------------------------------------------------------------


def test_the_list_is_masked_and_the_page_is_open_to_whoever_verifies(reception, arrival, opens):
    assert "周远航" not in opens(reception.worker, "arrivals:list").content.decode()
    page = opens(reception.worker, "arrivals:arrival", arrival.pk).content.decode()
    assert "周远航" in page and "Was in" in page
    assert opens(reception.stranger, "arrivals:arrival", arrival.pk).status_code == 404


def test_the_form_verifies(reception, arrival, opens):
    page = opens(reception.worker, "arrivals:arrival", arrival.pk)
    given = {
        "stamp": page.context["form"]["stamp"].value(),
        "channel": "phone",
        "result": "confirmed",
        "name": "周远航",
        "id_number": arrival.id_number,
        "phone": "13800002222",
        "place_0": been().place_name,
        "from_0": been().from_on.isoformat(),
        "until_0": been().until_on.isoformat(),
    }
    wrong = opens(reception.worker, "arrivals:arrival", arrival.pk, **{**given, "id_number": "210203198005170011"})
    assert wrong.status_code == 422 and "id_id_number_error" in wrong.content.decode()
    assert opens(reception.worker, "arrivals:arrival", arrival.pk, **given).status_code == 302
    assert Measure.objects.count() == 1


def test_a_worker_enters_what_was_told_at_the_counter(reception, opens):
    given = told(reception)
    post = {
        "name": given.identity.name,
        "phone": given.identity.phone,
        "area": reception.community,
        "expected_at": now().strftime("%Y-%m-%dT%H:%M"),
    }
    answer = opens(reception.worker, "arrivals:enter", **post)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Arrival.objects.get().source == Source.WORKER


@pytest.mark.parametrize("view", ["", "?view=open", "?view=late", "?view=unit", "?view=missing", "?origin=medium"])
def test_the_list_opens_with_its_views(reception, arrival, client, view):
    client.force_login(reception.worker)
    assert client.get(reverse("arrivals:list") + view).status_code == 200
