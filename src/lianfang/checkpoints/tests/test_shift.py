"""A shift is handed over by who leaves and taken over by who comes; the book shows what was counted and what was stated."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianfang.accounts.actors import Actor
from lianfang.acts.stamps import Stamp
from lianfang.checkpoints import carrying, selectors, services
from lianfang.checkpoints.access import SEE_POSTS
from lianfang.checkpoints.models import Shift, ShiftTaken
from lianfang.checkpoints.rules import Direction, HelpKind, Kit, kit_compared
from lianfang.checkpoints.seen import Passing, TravellerSeen, VehicleSeen
from lianfang.checkpoints.sheets import SHIFT
from lianfang.checkpoints.tests.make import CREW, logged_in
from lianfang.checkpoints.tests.test_api import call, stamped  # noqa: F401 - a fixture
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.orgs.tests.make import make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_crew(cast, watcher):
    with watcher.resting():
        return make_worker("next", cast.post.unit, *CREW)


def ago(**time):
    return Stamp(at=now() - timedelta(**time))


def press(cast, stamp, people=3):
    services.tally(
        actor=cast.actor, stamp=stamp, post=cast.post.pk, passing=Passing(Direction.IN, vehicles=1, people=people)
    )


def hand_over(cast, stamp=None, by=None, **said):
    values = SHIFT.read({"stated_vehicles": 1, "kit_thermometers": 4, **said})
    return services.hand_over_shift(actor=by or cast.actor, stamp=stamp or Stamp(), post=cast.post.pk, values=values)


def book(cast):
    return list(selectors.shifts_visible_to(Actor.of(cast.chief)))


def test_the_book_shows_what_was_counted_beside_what_was_stated(cast, crew):
    press(cast, ago(hours=5), people=50)
    hand_over(cast, ago(hours=4))
    press(cast, ago(hours=3))
    press(cast, ago(hours=2), people=4)
    stop = VehicleSeen(occupants=2, people=(TravellerSeen(),))
    services.check_vehicle(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, seen=stop)
    crew.post(
        reverse("checkpoints:hand_over", args=[cast.post.pk]),
        {"stated_vehicles": "3", "stated_people": "7", "kit_thermometers": "３", "open_matters": "发电机缺油"},
    )
    latest, first = book(cast)
    assert (latest.vehicles, latest.people, latest.stopped) == (2, 7, 2)
    assert (latest.stated_vehicles, latest.stated_people, latest.stated_stopped) == (3, 7, None)
    assert latest.began_at == first.happened_at and first.people == 50
    page = crew.get(reverse("checkpoints:shift", args=[latest.pk])).content.decode()
    assert "counted otherwise" in page and "发电机缺油" in page
    assert [row.pk for row in selectors.shifts_visible_to(cast.actor).filter(selectors.stated_otherwise())] == [
        latest.pk
    ]


def test_a_press_that_a_phone_sends_later_comes_to_the_shift_in_which_it_was_made(cast):
    hand_over(cast, ago(hours=4))
    hand_over(cast, ago(minutes=5))
    press(cast, ago(hours=3), people=9)
    assert [shift.people for shift in book(cast)] == [9, 0]


def test_the_arriving_crew_signs_at_the_desk_and_nobody_for_oneself(cast, crew, next_crew):
    handed = hand_over(cast)
    address = reverse("checkpoints:take_shift", args=[handed.pk])
    assert crew.post(address, {"remark": ""}).status_code == 403
    with pytest.raises(Refused):
        services.take_shift(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, shift=handed.pk)

    assert logged_in(next_crew).post(address, {"remark": "少一支测温枪"}).status_code == 302
    (shown,) = book(cast)
    assert shown.taken_by == f"user:{next_crew.pk}"
    assert "少一支测温枪" in crew.get(reverse("checkpoints:shift", args=[handed.pk])).content.decode()


@pytest.mark.parametrize(("minutes", "is_late"), [(29, False), (31, True)])
def test_who_signs_late_is_seen_to(cast, crew, next_crew, minutes, is_late):
    handed = hand_over(cast, ago(hours=2))
    stamp = Stamp(at=handed.happened_at + timedelta(minutes=minutes))
    services.take_shift(actor=Actor.of(next_crew), stamp=stamp, post=cast.post.pk, shift=handed.pk)
    assert selectors.shifts_visible_to(cast.actor).filter(selectors.taken_late()).exists() is is_late
    page = crew.get(reverse("checkpoints:shift", args=[handed.pk])).content.decode()
    assert ("min late" in page) is is_late


@pytest.mark.parametrize(("minutes", "is_late"), [(29, False), (31, True)])
def test_a_shift_that_nobody_takes_over_becomes_late_by_itself(cast, minutes, is_late):
    hand_over(cast, ago(minutes=minutes))
    assert selectors.shifts_visible_to(cast.actor).filter(selectors.taken_late()).exists() is is_late


def test_from_phones_the_signature_may_arrive_before_the_shift(cast, call, client, next_crew):  # noqa: F811
    shift = stamped(kind="checkpoints.shift", about=str(cast.post.pk), values={"kit_masks": 40})
    take = stamped(kind="checkpoints.take_shift", about=str(cast.post.pk), values={"shift": {"id": shift["id"]}})
    services.take_shift(actor=Actor.of(next_crew), stamp=Stamp(), post=cast.post.pk, shift=shift["id"])
    said = call("/records", {"records": [shift, take]}).json()["answers"]
    assert [answer["state"] for answer in said] == ["accepted", "rejected"]
    assert said[1]["code"] == "checkpoints.own_shift"
    assert book(cast)[0].taken_by == f"user:{next_crew.pk}"


def test_a_signature_of_one_who_left_counts_for_nothing_though_it_came_first(cast):
    handed = Stamp()
    services.take_shift(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, shift=handed.id)
    hand_over(cast, handed)
    assert book(cast)[0].taken_at is None


@pytest.mark.parametrize("given", ["", "x", None])
def test_which_shift_must_be_said(cast, call, given):  # noqa: F811
    take = stamped(kind="checkpoints.take_shift", about=str(cast.post.pk), values={"shift": {"id": given}})
    answer = call("/records", {"records": [take]}).json()["answers"][0]
    assert [wrong["field"] for wrong in answer["errors"]] == ["shift"]
    assert not ShiftTaken.objects.exists()


def test_an_empty_sheet_hands_nothing_over(cast, crew):
    answer = crew.post(reverse("checkpoints:hand_over", args=[cast.post.pk]), {"stated_vehicles": ""})
    assert answer.status_code == 422 and "Nothing is handed over" in answer.content.decode()
    assert not Shift.objects.exists()


def test_the_crew_of_another_post_neither_hands_over_nor_takes_over(cast, stranger):
    handed = hand_over(cast)
    assert stranger.get(reverse("checkpoints:hand_over", args=[cast.post.pk])).status_code == 404
    assert stranger.get(reverse("checkpoints:shift", args=[handed.pk])).status_code == 404
    assert stranger.post(reverse("checkpoints:take_shift", args=[handed.pk])).status_code == 404
    with pytest.raises(NotFound):
        services.take_shift(actor=Actor.of(cast.stranger), stamp=Stamp(), post=cast.post.pk, shift=handed.pk)


def test_free_text_is_for_the_crew_and_whoever_reads_checks(cast, crew, watcher):
    with watcher.resting():
        looker = make_worker("looker", cast.units["和安区指挥部"], SEE_POSTS)
    handed = hand_over(cast, open_matters="张某在车里等")
    office = logged_in(looker)
    page = office.get(reverse("checkpoints:shift", args=[handed.pk]))
    assert page.status_code == 200 and "张某" not in page.content.decode()
    assert "张某" in crew.get(reverse("checkpoints:shift", args=[handed.pk])).content.decode()


def test_the_book_is_a_list_with_a_file(cast, crew):
    hand_over(cast, ago(hours=1), stated_people=5)
    page = crew.get(reverse("checkpoints:shifts"))
    assert cast.post.name in page.content.decode() and "not taken over yet" in page.content.decode()
    for view in ("open", "late", "other"):
        assert crew.get(reverse("checkpoints:shifts"), {"view": view}).status_code == 200
    file = b"".join(crew.get(reverse("checkpoints:shifts"), {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert cast.post.name in file.splitlines()[1]


def test_a_phone_carries_the_last_shift_and_what_is_open(cast, next_crew):
    handed = hand_over(cast, kit_masks=40, open_matters="换班后补消毒液")
    services.call_for_help(actor=cast.actor, stamp=Stamp(), post=cast.post.pk, kind=HelpKind.EQUIPMENT)
    press(cast, Stamp(at=now() + timedelta(minutes=1)), people=6)
    (shift,) = carrying.shifts(Actor.of(next_crew))
    (count,) = carrying.counts(Actor.of(next_crew))
    last = shift.data["last"]
    assert (last["id"], last["is_mine"], last["taken_at"]) == (str(handed.pk), False, None)
    assert (last["kit"]["masks"], last["open_matters"]) == (40, "换班后补消毒液")
    assert len(shift.data["calls"]) == 1 and shift.data["on_their_way"] == 0
    assert count.data["shift"]["people_in"] == 6


def test_kit_is_compared_with_the_shift_before():
    seen = {
        each.item: (each.now, each.before, each.change)
        for each in kit_compared({"masks": 3, "tents": 1}, {"masks": 5, "lights": 2})
    }
    assert seen == {Kit.MASKS: (3, 5, -2), Kit.TENTS: (1, None, 0), Kit.LIGHTS: (None, 2, 0)}
