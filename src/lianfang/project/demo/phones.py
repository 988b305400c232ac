"""Enrolled phones: of workers who go from door to door, and one that the crew of the motorway exit uses in turn."""

from datetime import timedelta

from lianfang.project.demo.world import Staff, World
from lianfang.sync.purposes import Purpose
from lianfang.sync.services import add_person, open_pairing, open_shared_phone, pair

PEOPLE = 3
"""Colleagues with a phone of their own, in as many communities; the visitors enrol their own."""


def build_phones(world: World) -> None:
    world.then(world.began + timedelta(days=1), _enrol)


def _enrol(world: World) -> None:
    office, street = world.staff_of(world.units["office:0"]), world.streets[0]
    inside = [each for each in world.communities if each.path.startswith(street.path)]
    for community in inside[1 : PEOPLE + 1]:
        _own(office, world.staff_of(world.committee_of(community.path), "worker"))
    if world.posts:
        _shared(world, office)


def _own(office: Staff, worker: Staff) -> None:
    label = f"{worker.unit.name}黑色手机"
    _made, code = open_pairing(actor=office.actor, user=worker.user.pk, label=label)
    pair(code=code)


def _shared(world: World, office: Staff) -> None:
    unit = world.posts[0].unit
    phone = open_shared_phone(actor=office.actor, unit_path=unit.path, label="东侧车道手机", doors=[Purpose.POST])
    for one in world.staff[unit.path][1:]:
        _made, code = add_person(actor=office.actor, phone=phone.pk, user=one.user.pk)
        pair(code=code)
