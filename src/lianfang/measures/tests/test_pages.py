"""The pages of measures, through the doors that people use, with a stranger beside them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lianfang.kernel.clock import now, today
from lianfang.measures import services
from lianfang.measures.models import Appeal, Measure, PersonalLink
from lianfang.measures.tests.make import (
    BOTH,
    SYSTEM,
    WORKER,
    make_cast,
    make_measure,
    make_proposal,
)
from lianfang.people.access import SEE_PEOPLE
from lianfang.people.tests.make import make_person
from lianfang.privacy.models import Read
from lianfang.response.access import DECIDE_RESPONSE, SEE_RESPONSE
from lianfang.response.services import decide
from lianfang.tasks.models import Task
from lianfang.territory.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, watcher):
    with watcher.resting():
        return make_cast(district)


@pytest.fixture
def logged_in(client, cast):
    """The test client, logged in as one of the cast."""

    def as_(name: str):
        client.force_login(cast[name])
        return client

    return as_


def door(name: str, measure: Measure) -> str:
    return reverse(f"measures:{name}", args=[measure.pk])


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_shows_masked_names_and_logs_the_query(logged_in, district):
    make_proposal(district)

    page = text(logged_in("office").get(reverse("measures:list")))

    assert "home observation" in page
    assert "周晓岚" not in page
    assert Read.objects.filter(how="list").count() == 1


def test_it_is_found_by_a_name_that_never_stands_in_an_address(logged_in, district):
    make_proposal(district)
    office = logged_in("office")

    assert "home observation" in text(office.post(reverse("measures:list"), {"find": 1, "q": "周晓岚"}))
    assert "Nothing matches" in text(office.post(reverse("measures:list"), {"find": 1, "q": "欧阳"}))


def test_a_proposal_is_ordered_by_the_street(logged_in, district):
    measure = make_proposal(district)
    given = {"ground": measure.ground_code, "last_day": f"{measure.last_day:%F}"}

    answer = logged_in("office").post(door("order", measure), given)

    assert answer.url == door("measure", measure)
    assert Measure.objects.get(pk=measure.pk).ordered_unit == district.office


def test_what_goes_further_asks_for_authority_beside_the_field(logged_in, district):
    measure = make_proposal(district)
    given = {"ground": measure.ground_code, "last_day": f"{measure.last_day + timedelta(days=7):%F}"}
    office = logged_in("office")

    page = office.post(door("order", measure), given)
    assert page.status_code == 422
    assert "goes further than the edition" in text(page)

    office.post(door("order", measure), {**given, "excess_authority": "区指挥部", "excess_reason": "同住者确诊"})
    ordered = Measure.objects.get(pk=measure.pk)
    assert (ordered.excess, ordered.excess_days) == ("longer", 7)
    assert "Excess over the edition" in text(office.get(door("measure", measure)))


def test_many_proposals_are_ordered_at_once_after_a_look(logged_in, district):
    plain, wide = make_proposal(district), make_proposal(district, kind="home_isolation")
    office = logged_in("office")
    ticked = {"bulk": "order", "ids": [plain.pk, wide.pk]}

    assert "1 of 2 are ordered" in text(office.post(reverse("measures:list"), ticked))
    office.post(reverse("measures:list"), {**ticked, "go": 1})

    assert Measure.objects.get(pk=plain.pk).state == "ordered"
    assert Measure.objects.get(pk=wide.pk).state == "proposed"


@pytest.mark.parametrize("name", ["measure", "order", "notice", "extend", "release", "appeal"])
def test_another_street_finds_nothing(logged_in, district, name):
    assert logged_in("elsewhere").get(door(name, make_measure(district))).status_code == 404


@pytest.mark.parametrize("name", ["order", "refuse", "extend", "end"])
def test_a_worker_sees_and_does_not_decide(logged_in, district, name):
    measure = make_measure(district)
    worker = logged_in("worker")

    assert worker.get(door("measure", measure)).status_code == 200
    assert worker.get(door(name, measure)).status_code == 404


def test_opening_and_revealing_are_logged_for_the_person(logged_in, district):
    measure = make_measure(district)
    worker = logged_in("worker")

    assert "周晓岚" not in text(worker.get(door("measure", measure)))
    assert "周晓岚" in text(worker.post(door("reveal", measure)))

    assert set(Read.objects.filter(person_id=district.person.pk).values_list("how", flat=True)) == {"detail", "reveal"}


def test_the_notice_says_what_why_until_when_who_whom_and_how(logged_in, district):
    measure = make_measure(district)

    page = text(logged_in("worker").get(door("notice", measure)))

    for words in ("What, and until when", "Why", "Who can see this", "Whom to ask", "How to appeal", "call 120"):
        assert words in page
    assert f"{measure.last_day:%Y-%m-%d}" in page
    assert "和安区指挥部" in page
    assert Read.objects.filter(how="print", person_id=district.person.pk).exists()


def test_a_proposal_has_no_notice(logged_in, district):
    assert logged_in("office").get(door("notice", make_proposal(district))).status_code == 404


def test_refusing_needs_a_reason(logged_in, district):
    measure = make_proposal(district)
    office = logged_in("office")

    assert office.post(door("refuse", measure), {"because": ""}).status_code == 422
    office.post(door("refuse", measure), {"because": "窗口期之外"})

    assert Measure.objects.get(pk=measure.pk).state == "refused"


def test_release_gives_a_paper(logged_in, district, cast, client):
    measure = make_measure(district)
    with time_machine.travel(now() + (measure.last_day - today()), tick=False):
        client.force_login(cast["worker"])
        assert client.post(door("release", measure), {"negative_tests": 0, "because": ""}).status_code == 422
        client.post(door("release", measure), {"negative_tests": 1, "because": ""})

        page = text(client.get(door("release_notice", measure)))

    assert "You are free to go" in page


def test_a_link_is_shown_once_with_its_code_and_can_be_stopped(logged_in, district):
    measure = make_measure(district)
    worker = logged_in("worker")

    page = text(worker.post(door("link", measure)))
    assert "/my/" in page
    assert "<svg" in page
    assert "周晓岚" not in page

    worker.post(door("revoke", measure))
    assert PersonalLink.objects.get().revoked_at is not None


def test_an_appeal_is_written_down_and_decided_elsewhere(logged_in, district, client, cast):
    measure = services.order(actor=SYSTEM, measure=make_proposal(district))
    logged_in("worker").post(door("appeal", measure), {"said": "我那几天在外地"})
    filed = Appeal.objects.get()
    assert logged_in("office").get(reverse("measures:decide_appeal", args=[filed.pk])).status_code == 404

    command = logged_in("command")
    assert measure.number in text(command.get(reverse("measures:appeals")))
    assert "我那几天在外地" in text(command.get(reverse("measures:decide_appeal", args=[filed.pk])))
    command.post(reverse("measures:decide_appeal", args=[filed.pk]), {"decision": "revoked", "because": "行程属实"})

    assert Measure.objects.get(pk=measure.pk).ending == "revoked_on_appeal"


def test_a_recompute_is_shown_line_by_line_before_it_is_done(logged_in, district):
    measure = make_measure(district, kind="home_isolation", ground="secondary_contact")
    decide(
        actor=SYSTEM,
        response=district.response,
        level=3,
        edition="covid19-2022-ten",
        authority="国务院",
        document="十条",
    )
    command = logged_in("command")
    recompute = reverse("measures:recompute", args=[district.response.pk])

    assert "A new edition asks" in text(command.get(reverse("measures:list")))
    assert measure.number in text(command.get(recompute))
    command.post(recompute)

    assert Measure.objects.get(pk=measure.pk).edition == "covid19-2022-ten"


def test_a_worker_proposes_and_sees_what_the_edition_makes_of_it(client, district, watcher):
    with watcher.resting():
        user = make_user("proposer", *WORKER, *BOTH, SEE_PEOPLE, area=district.areas["河东社区"])
    client.force_login(user)
    page = reverse("measures:propose", args=[district.person.pk])
    assert "binds nobody" in text(client.get(page))

    client.post(page, {"kind": "home_observation", "ground": "left_medium_risk_area", "counted_from": f"{today():%F}"})

    assert Measure.objects.get().unit == district.community


def test_the_number_of_queries_of_the_list_does_not_grow(logged_in, district, django_assert_max_num_queries):
    for name in ("孙宁", "李响", "王敏"):
        make_measure(district, person=make_person(name, area_path=district.grid.path))
    office = logged_in("office")
    with django_assert_max_num_queries(45):
        office.get(reverse("measures:list"))


def test_what_a_new_edition_would_change_is_said_before_the_decision(client, district, watcher):
    make_measure(district)
    with watcher.resting():
        client.force_login(make_user("decider", SEE_RESPONSE, DECIDE_RESPONSE, area=district.areas["和安区"]))
    given = {
        "level": 3,
        "edition": "covid19-2022-ten",
        "authority": "国务院",
        "document": "十条",
        "review_on": f"{today():%F}",
    }

    page = text(client.post(reverse("response:decide", args=[district.response.pk]), given))

    assert "1 running measures are to be computed anew" in page
    assert "1 measures are in force" in text(client.get(reverse("response:end", args=[district.response.pk])))


def test_the_export_is_what_is_shown_and_each_person_is_logged(logged_in, district):
    make_proposal(district)

    file = logged_in("office").get(reverse("measures:list"), {"export": "csv"})

    said = b"".join(file.streaming_content if file.streaming else [file.content]).decode("utf-8-sig")
    assert "周晓岚" not in said
    assert "home observation" in said
    assert Read.objects.filter(how="export", person_id=district.person.pk).exists()


def test_the_worker_notes_that_the_notice_is_handed_over(logged_in, district):
    measure = make_measure(district)
    worker = logged_in("worker")

    worker.post(door("serve", measure))
    worker.post(door("serve", measure))

    assert measure.changes.filter(step="served").count() == 1
    assert not Task.objects.filter(subject_id=measure.pk, kind="measures.serve", state="open").exists()


def test_the_persons_page_leads_to_their_measures_and_to_a_proposal(client, district, watcher):
    measure = make_measure(district)
    with watcher.resting():
        client.force_login(make_user("reader", *WORKER, *BOTH, SEE_PEOPLE, area=district.areas["河东社区"]))

    page = text(client.get(reverse("people:person", args=[district.person.pk])))

    assert door("measure", measure) in page
    assert reverse("measures:propose", args=[district.person.pk]) in page
