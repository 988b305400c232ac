import pytest
from django.urls import reverse

from lianfang.checkpoints.models import PersonCheck, VehicleCheck
from lianfang.checkpoints.tests.make import from_high_risk, typed, well
from lianfang.kernel.ids import new_id
from lianfang.people.models import Person
from lianfang.tasks.models import HandOver

pytestmark = pytest.mark.django_db


def stop(client, post, *people, confirm=True, **vehicle):
    given = typed(*people, **{"stamp": str(new_id()), **vehicle}) | ({"confirm": "1"} if confirm else {"judge": "1"})
    return client.post(reverse("checkpoints:stop", args=[post.pk]), given)


def test_judging_shows_the_proposal_with_its_reason_and_writes_nothing(cast, crew):
    page = stop(crew, cast.post, from_high_risk(), confirm=False).content.decode()

    assert "Proposed: hand over to the community" in page
    assert "within the last 7 days" in page
    assert not VehicleCheck.objects.exists()
    assert not Person.objects.exists()


def test_it_hands_a_traveller_from_a_high_risk_area_to_the_community(cast, crew):
    answer = stop(crew, cast.post, from_high_risk())

    assert answer.status_code == 302
    sent = HandOver.objects.get()
    assert (sent.to_unit, sent.from_unit) == (cast.receiver, cast.post.unit)
    assert sent.person.name == "张远行"
    assert sent.person.response_id == cast.response.pk
    assert sent.area_path == cast.areas["河东社区"].path


def test_who_simply_passes_leaves_no_identity(cast, crew):
    stop(crew, cast.post, well(name="李无名", id_number=""))

    check = PersonCheck.kept.get()
    assert (check.decision, check.person) == ("pass", None)
    assert not Person.objects.exists()


def test_a_fever_is_believed_at_the_second_reading_and_goes_to_the_clinic(cast, crew):
    asked = stop(crew, cast.post, well(first_reading="38.2"), confirm=False).content.decode()
    assert "read again after 10 minutes" in asked
    assert "Second reading" in asked

    stop(crew, cast.post, well(first_reading="38.2", second_reading="37.8", name="孙发烧"))
    assert PersonCheck.kept.get().decision == "to_clinic"
    assert str(HandOver.objects.get().to_unit) == "和安区发热门诊"


def test_somebody_who_lives_here_is_never_turned_back(cast, crew):
    own = from_high_risk(lives_here="on", decision="turn_back", overridden_because="x", told="沈阳市")
    answer = stop(crew, cast.post, own)

    assert answer.status_code == 422
    assert "never turned back" in answer.content.decode()
    assert not PersonCheck.objects.exists()


def test_who_is_turned_back_with_a_risk_is_told_to_where_they_come_from(cast, crew):
    back = from_high_risk(decision="turn_back", overridden_because="wants to go home", told="沈阳市和平区南湖街道")
    assert stop(crew, cast.post, back).status_code == 302

    letter = HandOver.objects.get()
    assert (letter.kind, letter.to_outside) == ("notice", "沈阳市和平区南湖街道")
    assert PersonCheck.kept.get().overridden


def test_deciding_otherwise_needs_a_reason(cast, crew):
    answer = stop(crew, cast.post, from_high_risk(decision="pass"))
    assert answer.status_code == 422
    assert "why you decide otherwise" in answer.content.decode()


@pytest.mark.parametrize(
    ("vehicle", "person", "says"),
    [
        ({"plate": "12345"}, {}, "not a number plate"),
        ({}, {"first_reading": "3.7"}, "read the thermometer again"),
        ({}, {"first_reading": "warm"}, "Write a number"),
        ({"occupants": "9999"}, {}, "Count everybody"),
        ({}, {"been_in": "x", "destination_path": "不存在社区"}, "No community of this name"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(cast, crew, vehicle, person, says):
    answer = stop(crew, cast.post, well(**person), **vehicle)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not VehicleCheck.objects.exists()


def test_a_wrong_id_number_is_said_beside_the_field_and_nothing_is_half_done(cast, crew):
    answer = stop(crew, cast.post, from_high_risk(id_number="210203198005170000"))

    assert answer.status_code == 422
    assert 'href="#id_people-0-id_number"' in answer.content.decode(), "the summary leads to the field"
    assert not VehicleCheck.objects.exists()


def test_the_same_stop_sent_twice_is_one(cast, crew):
    stamp, traveller = str(new_id()), from_high_risk()
    stop(crew, cast.post, traveller, stamp=stamp)
    stop(crew, cast.post, traveller, stamp=stamp)

    assert (VehicleCheck.kept.count(), PersonCheck.kept.count(), HandOver.objects.count()) == (1, 1, 1)


def test_a_group_is_judged_one_by_one(cast, crew):
    stop(crew, cast.post, well(), from_high_risk(), conveyance="train", plate="", line_number="G1234", occupants="2")
    assert sorted(PersonCheck.kept.values_list("decision", flat=True)) == ["hand_over", "pass"]


def test_neither_plate_nor_id_prefix_nor_birthplace_decides(cast, crew):
    """The plate and the ID number are those of the noted area's city; the traveller was not there."""
    stop(crew, cast.post, well(name="王路过", id_number=from_high_risk()["id_number"]), plate="辽A12345")
    assert PersonCheck.kept.get().decision == "pass"


def test_a_stranger_finds_no_form(cast, stranger):
    assert stranger.get(reverse("checkpoints:stop", args=[cast.post.pk])).status_code == 404


def test_a_pass_is_shown_while_it_holds(cast, crew, watcher):
    from datetime import timedelta

    from lianfang.checkpoints.services import issue_pass
    from lianfang.checkpoints.tests.make import SYSTEM
    from lianfang.kernel.clock import today

    with watcher.resting():
        issue_pass(
            actor=SYSTEM,
            response=cast.response,
            area_path=cast.response.area_path,
            plate="辽F12345",
            purpose="生活物资保供",
            document="和防指〔2022〕9号",
            from_on=today(),
            until_on=today() + timedelta(days=3),
        )
    assert "生活物资保供" in stop(crew, cast.post, well(), confirm=False).content.decode()


def test_a_decision_stays_while_something_else_is_put_right(cast, crew):
    """What was decided otherwise, and why, is not lost by a mistake in the address."""
    typed_wrong = from_high_risk(decision="pass", overridden_because="ambulance on duty", destination_path="无此社区")
    page = stop(crew, cast.post, typed_wrong)

    shown = page.content.decode()
    assert page.status_code == 422 and "ambulance on duty" in shown
    assert 'name="people-0-decision" value="pass"' in shown and 'name="confirm"' in shown
