"""A box from the table to the laboratory: packed, sealed, carried, received, with what is missing and too many."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from lianfang.kernel.clock import now
from lianfang.laboratory import services
from lianfang.laboratory.models import Box, Leg, Packed, Resample
from lianfang.laboratory.rules import BoxState, Place, Side
from lianfang.laboratory.services import Taken
from lianfang.laboratory.subjects import DELIVER, FIND, HAND_OUT, PACK, RESULTS
from lianfang.laboratory.tests.make import (
    SYSTEM,
    in_state,
    make_box,
    make_people,
    make_session,
    make_tube,
    page,
    send,
    waiting,
)
from lianfang.sampling.models import Tube
from lianfang.sampling.rules import TubeState
from lianfang.tasks.clocks import fire_due
from lianfang.tasks.services import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def tubes(cast):
    return [make_tube(cast, make_people(cast, 1)) for _each in range(3)]


def test_a_table_packs_seals_and_gives_away_a_box_in_the_browser(cast, browse, tubes):
    table = browse("table")
    assert tubes[0].session.site.name in table.get(page("choose")).content.decode()

    table.post(page("pack", cast.session.pk), {"to_unit": cast.laboratory.pk})
    box = Box.objects.get()
    for tube in tubes:
        table.post(page("act", box.pk, "scan"), {"tube": tube.code.lower()})
    assert [in_state(tube) for tube in tubes] == [TubeState.PACKED] * 3

    wrong = table.post(page("act", box.pk, "seal"), {"counted": 2, "temperature": "4.5"})
    assert (wrong.status_code, "You counted 2, scanned are 3" in wrong.content.decode()) == (422, True)
    table.post(page("act", box.pk, "seal"), {"counted": 3, "temperature": "4.5"})
    assert waiting(HAND_OUT).get().unit == cast.community

    table.post(page("act", box.pk, "hand"), {"carrier": "辽F12345 李师傅"})
    box.refresh_from_db()
    assert (box.state, box.tubes, box.temperature) == (BoxState.UNDER_WAY, 3, Decimal("4.5"))
    assert not waiting(HAND_OUT).exists()
    assert waiting(DELIVER).get().unit == cast.laboratory
    shown = table.get(page("box", box.pk)).content.decode()
    assert "辽F12345 李师傅" in shown
    assert "courier" in shown


def test_the_laboratory_receives_it_in_the_browser_and_results_are_due(cast, browse, tubes):
    box = send(cast, make_box(cast, *tubes))
    laboratory = browse("laboratory")

    laboratory.post(page("receive", box.pk), {"counted": 3, "temperature": "6"})

    box.refresh_from_db()
    assert box.state == BoxState.RECEIVED
    assert [in_state(tube) for tube in tubes] == [TubeState.RECEIVED] * 3
    assert not waiting(DELIVER).exists()
    due = waiting(RESULTS).get()
    assert (due.unit, due.due_at) == (cast.laboratory, box.results_due_at)
    assert list(box.legs.values_list("from_side", "to_side", "counted")) == [
        ("site", "courier", 3),
        ("courier", "laboratory", 3),
    ]


def test_another_number_is_not_taken_until_every_tube_is_scanned(cast, browse, tubes):
    box = send(cast, make_box(cast, *tubes))
    laboratory = browse("laboratory")

    refused = laboratory.post(page("receive", box.pk), {"counted": 2})
    assert (refused.status_code, "Scan every tube" in refused.content.decode()) == (422, True)

    scanned = "\n".join([tubes[0].code, tubes[1].code, "UNKNOWN-77"])
    laboratory.post(page("receive", box.pk), {"counted": 3, "scanned": scanned})
    leg = Leg.objects.get(box=box, number=2)
    assert (leg.missing, leg.extra, leg.unknown) == (1, 1, "UNKNOWN-77")
    assert "nobody knows: UNKNOWN-77" in laboratory.get(page("box", box.pk)).content.decode()
    lost = Packed.objects.get(tube=tubes[2])
    assert (lost.place, lost.in_charge) == (Place.MISSING, Side.COURIER)
    assert waiting(FIND).get().unit == cast.community


def test_a_missing_tube_is_found_or_given_up_and_its_people_sampled_again(cast, browse, tubes):
    box = send(cast, make_box(cast, *tubes))
    services.receive(actor=cast.actor("laboratory"), box=box, taken=Taken(counted=1), scanned=[tubes[0].code])
    found, lost = Packed.objects.get(tube=tubes[1]), Packed.objects.get(tube=tubes[2])
    laboratory = browse("laboratory")

    laboratory.post(page("act_on_tube", found.pk, "found"))
    assert in_state(tubes[1]) == TubeState.RECEIVED
    assert waiting(FIND).exists()

    assert laboratory.post(page("act_on_tube", lost.pk, "lost"), {"because": ""}).status_code == 422
    laboratory.post(page("act_on_tube", lost.pk, "lost"), {"because": "箱盖松开"})
    assert in_state(tubes[2]) == TubeState.LOST
    assert not waiting(FIND).exists()
    assert Resample.objects.get().why == "resample_invalid"

    laboratory.post(page("act_on_tube", lost.pk, "found"))
    assert (in_state(tubes[2]), Resample.objects.get().because) == (TubeState.RECEIVED, "found")


def test_each_wrong_tube_is_told_in_one_sentence(cast, browse, tubes):
    other = make_session(cast.response, cast.areas["河东社区"], cast.community)
    elsewhere = make_tube(cast, make_people(cast, 1), session=other)
    still_open = make_tube(cast, make_people(cast, 1), closed=False)
    first, second = make_box(cast, tubes[0]), make_box(cast)
    table = browse("table")

    said = {
        "NOSUCHTUBE": "No tube has this code",
        elsewhere.code: "belongs to another session",
        still_open.code: "still open",
        tubes[0].code: f"in box {first.code} already",
    }
    for code, sentence in said.items():
        answer = table.post(page("act", second.pk, "scan"), {"tube": code})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), code
    answer = table.post(page("act", first.pk, "scan"), {"tube": tubes[0].code})
    assert "in this box already" in answer.content.decode()
    assert second.contents.count() == 0


def test_a_tube_taken_out_lies_at_the_site_again(cast, browse, tubes):
    box = make_box(cast, tubes[0])
    table = browse("table")

    for _twice in range(2):
        table.post(page("act_on_tube", box.contents.get().pk, "out"))

    assert in_state(tubes[0]) == TubeState.CLOSED
    assert make_box(cast, tubes[0]).contents.count() == 1


def test_a_sealed_box_is_opened_again_and_an_empty_one_not_sealed(cast, browse, tubes):
    box, empty = make_box(cast, tubes[0]), make_box(cast)
    services.seal(actor=cast.actor("table"), box=box, counted=1)
    table = browse("table")

    assert table.post(page("act", empty.pk, "seal"), {"counted": 0}).status_code == 422
    assert table.post(page("act", box.pk, "scan"), {"tube": tubes[1].code}).status_code == 403
    table.post(page("act", box.pk, "open"))
    box.refresh_from_db()
    assert (box.state, box.legs.count(), waiting(HAND_OUT).count()) == (BoxState.PACKING, 0, 0)


def test_another_courier_and_the_way_back_are_hand_overs_too(cast, browse, tubes):
    box = send(cast, make_box(cast, *tubes))
    table = browse("table")

    table.post(page("act", box.pk, "pass_on"), {"carrier": "辽F77777"})
    table.post(page("act", box.pk, "back"))

    ways = list(box.legs.values_list("from_side", "to_side"))
    assert ways == [("site", "courier"), ("courier", "courier"), ("courier", "site"), ("site", "courier")]
    box.refresh_from_db()
    assert (box.state, box.legs.filter(done_at=None).count()) == (BoxState.SEALED, 1)
    assert waiting(DELIVER).count() == 0
    assert waiting(HAND_OUT).count() == 1


def test_a_known_tube_too_many_is_received_and_leaves_the_list_of_its_own_box(cast, tubes):
    mine, other = send(cast, make_box(cast, tubes[0])), send(cast, make_box(cast, tubes[1]))
    actor = cast.actor("laboratory")

    services.receive(actor=actor, box=mine, taken=Taken(counted=3), scanned=[tube.code for tube in tubes])

    assert [in_state(tube) for tube in tubes] == [TubeState.RECEIVED] * 3
    assert list(other.contents.values_list("place", flat=True)) == ["taken_out"]
    services.receive(actor=actor, box=other, taken=Taken(counted=0))
    assert Packed.objects.exclude(place="taken_out").count() == 3


def test_a_laboratory_outside_is_a_name_and_a_paper(cast, browse, tubes):
    box = make_box(cast, *tubes, outside="市疾控中心检验所")
    send(cast, box)

    paper = browse("table").get(page("waybill", box.pk)).content.decode()
    assert all(tube.code in paper for tube in tubes)
    assert f"{box.code[:4]} {box.code[4:8]} {box.code[8:]}" in paper
    assert "市疾控中心检验所" in paper
    assert "周晓岚" not in paper
    assert waiting(DELIVER).get().unit == cast.community

    browse("table").post(page("receive", box.pk), {"counted": 3})
    assert in_state(tubes[0]) == TubeState.RECEIVED


def test_a_box_without_a_laboratory_is_not_begun(cast, browse):
    answer = browse("table").post(page("pack", cast.session.pk), {"to_name": " "})
    assert (answer.status_code, "to which laboratory" in answer.content.decode()) == (422, True)
    assert not Box.objects.exists()


def test_a_late_box_rises_and_stands_among_the_late_ones(cast, browse, tubes):
    box = send(cast, make_box(cast, *tubes))
    with time_machine.travel(box.due_at + timedelta(minutes=1), tick=False):
        fire_due()
        assert waiting(DELIVER).get().level == 1
        late = browse("laboratory").get(page("boxes"), {"view": "late"}).content.decode()
        assert box.code[:4] in late
        assert box.code[:4] not in browse("stranger").get(page("boxes")).content.decode()


def test_tubes_that_lie_too_long_are_asked_for_once_and_no_longer_when_packed(cast, tubes):
    assert services.ask_for_packing() == 0
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        assert [services.ask_for_packing(), services.ask_for_packing()] == [1, 0]
        assert waiting(PACK).get().unit == cast.community
        services.seal(actor=cast.actor("table"), box=make_box(cast, *tubes), counted=3)
    assert not waiting(PACK).exists()
    assert Tube.objects.filter(state=TubeState.PACKED.value).count() == 3


def test_a_press_does_not_deliver_a_box(cast, tubes):
    """What somebody calls done is asked again, by the same time, until it is recorded."""
    send(cast, make_box(cast, *tubes))
    before = waiting(DELIVER).get()

    answer(actor=SYSTEM, task=before, outcome="done")

    again = waiting(DELIVER).get()
    assert (again.pk != before.pk, again.due_at, again.unit) == (True, before.due_at, before.unit)


def test_a_stranger_does_not_find_the_box(cast, browse, tubes):
    box = make_box(cast, *tubes)
    for name in ("stranger", "elsewhere", "volunteer"):
        client = browse(name)
        assert client.get(page("box", box.pk)).status_code == 404
        assert client.post(page("act", box.pk, "seal"), {"counted": 3}).status_code == 404
        assert client.post(page("act_on_tube", box.contents.first().pk, "out")).status_code == 404
