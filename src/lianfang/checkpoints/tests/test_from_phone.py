"""What a phone carries of a post, and stops that were judged there while the rules changed here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import carrying, services
from lianfang.checkpoints.models import PersonCheck, VehicleCheck
from lianfang.checkpoints.seen import TravellerSeen, VehicleSeen
from lianfang.checkpoints.services import checking
from lianfang.checkpoints.tests.make import PLACE, id_number, make_risk_area
from lianfang.checkpoints.tests.test_api import call, stamped  # noqa: F401 - a fixture
from lianfang.kernel.clock import today
from lianfang.kernel.errors import Invalid
from lianfang.protocols import load_edition

pytestmark = pytest.mark.django_db


def stop(cast, *people, proposed=(), edition="covid19-2022-ed9"):
    values = {"plate": "辽F12345", "occupants": len(people), "people": list(people)}
    if proposed:
        values["proposed"] = {"edition": edition, "decisions": list(proposed)}
    return stamped(kind="checkpoints.stop", about=str(cast.post.pk), values=values)


def traveller(**more):
    return {"first_reading": "36.5", **more}


WHO = {"name": "张远行", "id_number": id_number(), "phone": "13812345678"}
STAY = {"place_name": PLACE, "from_on": str(today() - timedelta(days=2)), "until_on": str(today())}


def sent(call, record):  # noqa: F811
    return call("/records", {"records": [record]}).json()["answers"][0]


def test_a_phone_carries_what_it_needs_to_propose_and_nothing_personal(cast):
    actor = Actor.of(cast.crew)
    (protocol,) = carrying.protocols(actor)
    (area,) = carrying.risk_areas(actor)
    (post,) = carrying.posts(actor)
    (count,) = carrying.counts(actor)

    assert protocol.data["rules"]["fever_at"] == "37.3"
    assert protocol.data["says"]["fever"]["zh"] != protocol.data["says"]["fever"]["en"]
    assert (area.data["name"], area.data["level"]) == (PLACE, "high")
    assert post.data["protocol"] == protocol.key == area.data["protocol"] == str(cast.response.pk)
    assert post.data["code"] and count.key == post.key and count.data["vehicles_in"] == 0
    assert not any(each.persons for each in (protocol, area, post, count))


def test_a_phone_without_a_post_carries_nothing_of_them(cast, django_assert_num_queries):
    nobody = Actor("user:nobody")
    with django_assert_num_queries(0):
        assert [*carrying.posts(nobody), *carrying.counts(nobody), *carrying.protocols(nobody)] == []


def test_what_both_propose_is_accepted(cast, call):  # noqa: F811
    assert sent(call, stop(cast, traveller(), proposed=["pass"]))["state"] == "accepted"
    check = PersonCheck.kept.get()
    assert (check.proposed_on_phone, check.would_have_been_refused) == ("pass", None)


def test_what_the_phone_proposed_otherwise_is_taken_and_flagged_with_both(cast, call):  # noqa: F811
    """The area was noted after the phone had its slice: it let the traveller pass, and nobody can undo that."""
    said = sent(call, stop(cast, traveller(been_in=[STAY]), proposed=["pass"]))
    check = PersonCheck.kept.get()
    assert said["state"] == "flagged"
    assert "let through" in said["says"] and "hand over to the community" in said["says"]
    assert (check.decision, check.proposed, check.proposed_on_phone) == ("pass", "hand_over", "pass")
    assert not check.overridden, "the crew did as it was told"
    assert check.would_have_been_refused.params == {"on_phone": "pass", "in_force": "hand_over"}
    assert VehicleCheck.kept.get().would_have_been_refused is not None


def test_a_second_reading_that_the_phone_did_not_ask_for_is_no_reason_to_lose_the_stop(cast, call):  # noqa: F811
    ill = traveller(first_reading="37.4", decision="to_clinic", **WHO)
    assert sent(call, stop(cast, ill, proposed=["to_clinic"], edition="as if"))["state"] == "flagged"
    check = PersonCheck.kept.get()
    assert (check.decision, check.edition_on_phone) == ("to_clinic", "as if")
    assert check.would_have_been_refused.params["in_force"] == "second_reading"


@pytest.mark.parametrize(("lives_here", "state"), [(False, "flagged"), (True, "rejected")])
def test_whom_an_older_edition_turned_back_is_flagged_and_an_own_resident_never_taken(
    cast, call, monkeypatch, lives_here, state  # noqa: F811
):  # fmt: skip
    now = load_edition("covid19-2022-ed9")
    strict = replace(now, checkpoints=replace(now.checkpoints, turn_back_allowed=False))
    monkeypatch.setattr(checking, "edition_in_force", lambda *_args: strict)
    turned = traveller(been_in=[STAY], decision="turn_back", told="沈阳市", lives_here=lives_here, **WHO)
    said = sent(call, stop(cast, turned, proposed=["turn_back"]))
    assert said["state"] == state
    assert PersonCheck.kept.count() == (0 if lives_here else 1)


def test_other_than_the_phone_proposed_needs_a_reason_still(cast, call):  # noqa: F811
    other = traveller(been_in=[STAY], decision="to_clinic", **WHO)
    assert sent(call, stop(cast, other, proposed=["pass"]))["errors"][0]["field"] == "people-0-overridden_because"
    assert sent(call, stop(cast, {**other, "overridden_because": "咳嗽"}, proposed=["pass"]))["state"] == "flagged"
    assert PersonCheck.kept.get().overridden


@pytest.mark.parametrize("proposed", [{"decisions": "pass"}, {"decisions": ["nothing"]}, {"edition": 7}])
def test_a_proposal_that_cannot_be_read_is_none(cast, call, proposed):  # noqa: F811
    record = stop(cast, traveller())
    record["values"]["proposed"] = proposed
    assert sent(call, record)["state"] == "accepted"
    assert PersonCheck.kept.get().proposed_on_phone == ""


def test_a_repeat_stays_what_it_was_though_an_area_was_noted_since(cast, call):  # noqa: F811
    elsewhere = {**STAY, "place_name": "沈阳市铁西区保工街道某小区"}
    record = stop(cast, traveller(been_in=[elsewhere]))
    assert sent(call, record)["state"] == "accepted"
    make_risk_area(cast.response, name=elsewhere["place_name"], code="")
    assert sent(call, record)["state"] == "accepted"
    assert PersonCheck.kept.count() == 1


def test_at_the_desk_nothing_is_proposed_by_a_phone(cast):
    seen = VehicleSeen(people=(TravellerSeen(first_reading=None, symptoms=("cough",)),))
    with pytest.raises(Invalid):
        services.check_vehicle(actor=Actor.of(cast.crew), stamp=Stamp(), post=cast.post.pk, seen=seen)
