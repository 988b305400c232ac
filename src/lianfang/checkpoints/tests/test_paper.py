"""A shift on paper: printed, written on by hand, keyed in by somebody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.names import name_of_actor
from lianfang.checkpoints.models import PersonCheck, Tally
from lianfang.checkpoints.selectors import counts_of
from lianfang.checkpoints.services import man_post
from lianfang.checkpoints.tests.make import CREW, logged_in, make_cast, make_risk_area
from lianfang.codes.rules import spaced
from lianfang.codes.selectors import codes_of
from lianfang.kernel.clock import day_of, pretending, start_of, today
from lianfang.orgs.tests.make import make_unit, make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.tests.keying import key, printed, row_of
from lianfang.people.tests.make import id_number
from lianfang.risk.tests.make import PLACE

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(watcher):
    """As elsewhere, and the response is two days old: what is keyed in today was written yesterday."""
    with watcher.resting(), pretending(start_of(today() - timedelta(days=2))):
        cast = make_cast()
        make_risk_area(cast.response)
    return cast


@pytest.fixture
def typist(cast, watcher):
    """A colleague of the crew who keys in what it wrote."""
    with watcher.resting():
        make_worker("writer", cast.post.unit, *CREW)
        return logged_in(make_worker("typist", cast.post.unit, *CREW, KEY_IN))


@pytest.fixture
def yesterday():
    return today() - timedelta(days=1)


@pytest.fixture
def page(cast, typist, yesterday, watcher):
    """The printed shift from 8 to 16 of yesterday."""
    with watcher.resting():
        cast.post.from_at = start_of(yesterday)
        cast.post.save(update_fields=["from_at"])
    return printed(typist, "checkpoints.shift", f"{cast.post.pk}:{cast.post.area_path}:08", yesterday)[0]


def test_an_hour_in_both_directions_is_two_presses_of_who_wrote(cast, typist, page, yesterday):
    answer = key(
        typist, page, head={"writer": "writer"}, hours_2={"in.vehicles": "12", "in.people": "２０", "out.people": "5"}
    )

    assert answer.status_code == 302
    way_in, way_out = Tally.kept.order_by("direction")
    assert (way_in.direction, way_in.vehicles, way_in.people) == ("in", 12, 20)
    assert (way_out.direction, way_out.vehicles, way_out.people) == ("out", 0, 5)
    writer, key_punch = User.objects.get(username="writer"), User.objects.get(username="typist")
    assert (way_in.recorded_by, way_in.typed_by) == (f"user:{writer.pk}", f"user:{key_punch.pk}")
    assert (day_of(way_in.happened_at), way_in.happened_at) == (yesterday, start_of(yesterday) + timedelta(hours=9))
    assert counts_of(cast.post, start_of(yesterday))["people_in"] == 20


def stopped(**more):
    """A traveller without a fever who is let through."""
    return {
        "at": "0930",
        "direction": "1",
        "plate": "辽F12345",
        "occupants": "2",
        "people-0-first_reading": "365",
        **more,
    }


def test_who_was_stopped_is_judged_by_the_rules_of_the_post(cast, typist, page, yesterday):
    assert key(typist, page, stopped_1=stopped()).status_code == 302, row_of(page, "stopped_1").problems
    check = PersonCheck.kept.select_related("vehicle").get()
    assert (check.decision, check.vehicle.plate, check.vehicle.occupants) == ("pass", "辽F12345", 2)
    assert check.happened_at == start_of(yesterday) + timedelta(hours=9, minutes=30)


def test_a_fever_and_a_plate_that_cannot_be_wait_beside_their_cells(cast, typist, page):
    key(typist, page, stopped_1=stopped(**{"plate": "12345", "people-0-first_reading": "38,5"}))
    assert set(row_of(page, "stopped_1").problems) == {"plate"}
    key(typist, page, stopped_1=stopped(**{"people-0-first_reading": "38,5"}))
    assert set(row_of(page, "stopped_1").problems) == {"people-0-second_reading"}, row_of(page, "stopped_1").wrong
    assert not PersonCheck.objects.exists()


def test_a_traveller_who_was_sent_on_is_not_taken_back_on_the_page(cast, typist, page):
    told = {"people-0-been_in": PLACE.split("|")[0], "people-0-name": "张远行", "people-0-id_number": id_number()}
    goes = {"people-0-phone": "13812345678", "people-0-destination_path": "河东社区"}
    key(typist, page, stopped_1=stopped(**told, **goes))
    assert PersonCheck.kept.get().decision == "hand_over", row_of(page, "stopped_1").problems

    key(typist, page, stopped_1={})
    assert PersonCheck.kept.count() == 1
    assert "sent_on_already" in str(row_of(page, "stopped_1").wrong)
    key(typist, page, stopped_2=stopped())
    key(typist, page, stopped_2={})
    assert PersonCheck.kept.count() == 1


def test_the_crew_does_not_take_back_from_the_pad_what_stands_on_paper(cast, typist, page):
    key(typist, page, head={"writer": "writer"}, hours_1={"in.people": "5"})
    writer = logged_in(User.objects.get(username="writer"))
    assert writer.post(reverse("checkpoints:undo", args=[cast.post.pk])).status_code == 403
    assert Tally.kept.count() == 1


def test_whoever_wrote_without_an_account_is_named_by_the_page(cast, typist, page):
    key(typist, page, head={"writer": "张三"}, hours_1={"in.people": "5"})
    assert Tally.kept.get().recorded_by == f"paper:{page.code}"
    assert page.code in name_of_actor(f"paper:{page.code}")


def test_a_row_with_one_wrong_number_waits_as_a_whole(typist, page):
    key(typist, page, hours_1={"in.people": "999", "out.people": "1"})
    assert set(row_of(page, "hours_1").problems) == {"in.people"}
    assert not Tally.objects.exists(), "the way out waits with the way in: a row is one thing"


def test_the_shift_prints_its_hours_in_both_languages(typist, page):
    answer = typist.get(reverse("paper:batch_pdf", args=[page.batch]))
    said = "".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
    for words in (
        "08:00–09:00",
        "15:00–16:00",
        page.code,
        "卡口班次登记表",
        "Shiftatacheckpoint",
        "车牌号",
        "numberplate",
    ):
        assert words in said, words


def test_the_code_of_a_post_is_printed_for_its_wall(cast, typist):
    answer = typist.post(reverse("paper:codes", args=["checkpoints.post"]), {"area": "河西社区"})
    said = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert spaced(codes_of("checkpoints.post", [cast.post.pk])[cast.post.pk]) in said


def test_the_crew_of_a_partner_prints_and_keys_for_its_own_unit(cast, typist, yesterday, watcher):
    with watcher.resting():
        police = make_unit("和安区交警大队", area=cast.areas["和安区"], below=cast.units["和安区指挥部"], kind="police")
        man_post(actor=Actor.system("tests"), post=cast.post.pk, with_units=[police])
        officer = logged_in(make_worker("officer", police, *CREW, KEY_IN))
        cast.post.from_at = start_of(yesterday)
        cast.post.save(update_fields=["from_at"])
    own = printed(officer, "checkpoints.shift", f"{cast.post.pk}:{cast.post.area_path}:16", yesterday)[0]
    key(officer, own, head={"writer": "officer", "from_at": "16"}, hours_1={"in.vehicles": "4"})
    assert (Tally.kept.get().vehicles, own.unit_path) == (4, police.path)
