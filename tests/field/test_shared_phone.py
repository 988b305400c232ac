"""A phone that several people use in turn, and the allow-list of doors: through the protocol's own doors."""

import pytest

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import Grant, User
from lianfang.checkpoints.models import Tally
from lianfang.kernel.errors import NotFound
from lianfang.sync import services
from lianfang.sync.models import Device, Pairing, SharedPhone, Tray
from lianfang.sync.purposes import EVERY, Purpose
from tests.field.conftest import Phone, make_observed, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world, watcher):
    """Another of the same crew."""
    with watcher.resting():
        user = User.objects.create(username="second", name="second")
        first = Grant.objects.filter(user=world.users["crew"]).first()
        Grant.objects.create(user=user, role=first.role, area_path=first.area_path, unit_path=first.unit_path)
    world.users["second"] = user
    return user


@pytest.fixture
def office(world):
    return world.client("office")


@pytest.fixture
def shared(world, office):
    """A phone of the western committee for its post, made on the officer's page."""
    unit = world.units["河西社区居委会"]
    made = office.post("/field/phones/shared/new/", {"unit": unit.name, "label": "东门卡口手机", "doors": ["post"]})
    assert made.status_code == 302, made.content.decode()
    return SharedPhone.objects.get()


@pytest.fixture
def join(world, office, shared, client):
    """Somebody is added on the officer's page, and types the code on the phone."""

    def join(role):
        page = office.post(f"/field/phones/shared/{shared.pk}/", {"user": str(world.users[role].pk)})
        code = page.context["code"].replace(" ", "")
        answer = client.post("/api/v1/sync/pair", {"code": code}, "application/json").json()
        assert (answer["shared"], answer["person"]) == (str(shared.pk), str(world.users[role].pk))
        return Phone(client, answer)

    return join


def test_each_person_records_under_an_own_name(join, post, world, second):
    crew, other = join("crew"), join("second")
    crew.hand_in(press(post, people=1))
    other.hand_in(press(post, people=2))
    recorded = dict(Tally.kept.values_list("recorded_by", "people"))
    assert recorded == {f"user:{world.users['crew'].pk}": 1, f"user:{second.pk}": 2}


def test_who_is_taken_from_the_phone_goes_alone(join, post, office, second):
    crew, other = join("crew"), join("second")
    device = Device.objects.get(user=second)
    assert office.post(f"/field/phones/{device.pk}/revoke/").status_code == 302

    assert (other.receive().status_code, crew.receive().status_code) == (410, 200)
    last = other.hand_in(press(post, people=2)).json()
    assert (last["answers"][0]["state"], last["wipe"]) == ("flagged", True)
    mine = crew.hand_in(press(post, people=1)).json()
    assert (mine["answers"][0]["state"], mine["wipe"]) == ("accepted", False)


def test_a_shared_phone_ends_for_everybody(join, office, shared, second, world):
    crew, other = join("crew"), join("second")
    office.post(f"/field/phones/shared/{shared.pk}/revoke/")
    assert (crew.receive().status_code, other.receive().status_code) == (410, 410)
    page = office.post(f"/field/phones/shared/{shared.pk}/", {"user": str(world.users["crew"].pk)})
    assert page.status_code == 403 and "has been revoked" in page.content.decode()


def test_a_code_of_a_phone_that_has_ended_meanwhile_is_over(world, office, shared, client):
    page = office.post(f"/field/phones/shared/{shared.pk}/", {"user": str(world.users["crew"].pk)})
    code = page.context["code"].replace(" ", "")
    office.post(f"/field/phones/shared/{shared.pk}/revoke/")
    assert client.post("/api/v1/sync/pair", {"code": code}, "application/json").status_code == 422


def test_only_who_enrols_for_the_unit_makes_and_sees_its_phones(world, shared):
    for role, status in (("worker", 403), ("crew", 403)):
        assert world.client(role).get("/field/phones/shared/new/").status_code == status
    assert world.client("crew").get(f"/field/phones/shared/{shared.pk}/").status_code == 404
    stranger = Actor.of(world.users["worker"])
    with pytest.raises(NotFound):
        services.add_person(actor=stranger, phone=shared.pk, user=world.users["crew"].pk)


@pytest.mark.parametrize("given", [{"unit": "没有这个单位", "doors": ["post"]}, {"unit": "河西社区居委会"}])
def test_a_shared_phone_needs_a_unit_and_a_purpose(world, office, given):
    assert office.post("/field/phones/shared/new/", {"label": "x", **given}).status_code == 422
    assert not SharedPhone.objects.exists()


def enrolled_for(world, client, watcher, role, *doors):
    with watcher.resting():
        officer = Actor.of(world.users["office"])
        _made, code = services.open_pairing(actor=officer, user=world.users[role].pk, label="x", doors=doors)
    return Phone(client, client.post("/api/v1/sync/pair", {"code": code}, "application/json").json())


@pytest.fixture
def both(world, watcher):
    """Somebody who is of the crew and a grid worker as well."""
    with watcher.resting():
        Grant.objects.create(user=world.users["crew"], role="worker", area_path=world.areas["河东社区"].path)
        return make_observed(world)


@pytest.mark.parametrize(
    ("doors", "has_post", "has_observed"),
    [
        ((Purpose.POST,), True, False),
        ((Purpose.GRID,), False, True),
        (EVERY, True, True),
        ((Purpose.SAMPLING,), False, False),
    ],
)
def test_a_phone_carries_what_it_is_for_and_nothing_else(
    world, client, watcher, post, both, doors, has_post, has_observed
):
    phone = enrolled_for(world, client, watcher, "crew", *doors)
    phone.receive()
    carried = {key.partition("/")[0] for key in phone.items}
    assert (f"posts/{post.pk}" in phone.items, f"observed/{both.pk}" in phone.items) == (has_post, has_observed)
    assert ("counts" in carried, "parts/posts" in phone.items) == (has_post, has_post)
    assert ("sheets/checkpoints.stop" in phone.items) is has_post
    assert ("sheets/isolation.health_report" in phone.items) is has_observed


def test_what_a_phone_is_not_for_it_does_not_hand_in(world, client, watcher, post, both):
    phone = enrolled_for(world, client, watcher, "crew", Purpose.GRID)
    said = phone.hand_in(press(post)).json()["answers"][0]
    assert (said["state"], said["code"]) == ("rejected", "sync.door_closed")
    assert Tray.objects.count() == 1 and not Tally.objects.exists()


def test_a_phone_is_for_something(world):
    office = world.client("office")
    office.post("/field/phones/new/", {"user": str(world.users["worker"].pk), "label": "x", "doors": ["grid"]})
    office.post("/field/phones/new/", {"user": str(world.users["worker"].pk), "label": "y"})
    assert dict(Pairing.objects.values_list("label", "doors")) == {"x": ["grid"], "y": list(EVERY)}
