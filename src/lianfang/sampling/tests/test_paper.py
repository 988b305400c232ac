"""A table without a phone: tubes on paper, a called list, keyed in afterwards with the mistakes that really happen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from lianfang.accounts.tests.make import browser_of
from lianfang.codes.rules import spaced
from lianfang.codes.services import codes_for, draw_labels
from lianfang.codes.writing import LAYOUTS
from lianfang.orgs.tests.make import make_worker
from lianfang.paper.access import KEY_IN
from lianfang.paper.tests.keying import key, printed, row_of
from lianfang.privacy.models import Read
from lianfang.sampling.models import Exemption, Swab, Tube
from lianfang.sampling.tests.make import AT_THE_TABLE, SYSTEM

pytestmark = pytest.mark.django_db
HEAD = {"writer": "sampler", "from_at": "", "until_at": ""}


@pytest.fixture
def typist(cast, watcher):
    with watcher.resting():
        return browser_of(make_worker("typist", cast.units["河东社区居委会"], *AT_THE_TABLE, KEY_IN))


@pytest.fixture
def labels(watcher):
    with watcher.resting():
        return draw_labels(actor=SYSTEM, count=3)


@pytest.fixture
def head(cast):
    """Written since five minutes after the session began."""
    return {**HEAD, "from_at": f"{localtime(cast.session.from_at + timedelta(minutes=5)):%H:%M}"}


@pytest.fixture
def called(cast, typist):
    pages = printed(typist, "sampling.called", f"{cast.session.pk}:{cast.areas['3号楼'].path}:")
    assert len(pages) == 1
    return pages[0]


@pytest.fixture
def tubes(cast, typist):
    return printed(typist, "sampling.tubes", f"{cast.session.pk}:{cast.session.area_path}:", copies="1")[0]


def test_who_is_ticked_goes_into_the_tube_written_above(cast, typist, called, labels, head):
    rows = {
        "called_1": {"came": "√", "tube": labels[0].lower()},
        "called_2": {"came": "1"},
        "called_3": {"came": "x"},
        "called_4": {"came": "√", "tube": labels[1]},
        "called_5": {"reason": "1"},
    }
    assert key(typist, called, head, **rows).status_code == 302, row_of(called, "called_1").problems

    assert dict(Tube.objects.values_list("code", "people")) == {labels[0]: 2, labels[1]: 1}
    assert Exemption.kept.get().reason == "infant"
    drawn = Swab.kept.order_by("tube__code").first()
    assert (drawn.recorded_by, drawn.typed_by.startswith("user:")) == (f"user:{cast.sampler.pk}", True)
    assert drawn.would_have_been_refused is None


def test_a_tube_whose_code_was_misread_is_mended_once_for_all_below_it(cast, typist, called, labels, head, watcher):
    with watcher.resting():
        cast.session.own_labels = True
        cast.session.save(update_fields=["own_labels"])
    wrong = labels[0][:-1] + ("A" if labels[0][-1] != "A" else "B")
    rows = {"called_1": {"came": "1", "tube": wrong}, "called_2": {"came": "1"}, "called_3": {"came": "1"}}
    key(typist, called, head, **rows)
    assert (called.taken, called.wrong) == (0, 3)
    assert not Tube.objects.exists()

    key(typist, called, head, called_1={"came": "1", "tube": labels[0]})
    assert (called.taken, called.wrong) == (3, 0)
    assert Tube.objects.get().people == 3


def test_a_tube_corrected_later_moves_everybody_below_it(cast, typist, called, labels, head):
    key(typist, called, head, called_1={"came": "1", "tube": labels[0]}, called_2={"came": "1"})
    key(typist, called, head, called_1={"came": "1", "tube": labels[1]})
    assert dict(Tube.objects.values_list("code", "people")) == {labels[0]: 0, labels[1]: 2}
    assert Swab.kept.count() == 2


def test_what_a_desk_would_refuse_is_taken_where_it_stands_so_on_the_paper(cast, typist, called, labels, head):
    key(typist, called, head, called_1={"came": "1", "tube": labels[0]})
    page = reverse("paper:page", args=[called.pk])
    again = printed(typist, "sampling.tubes", f"{cast.session.pk}:{cast.session.area_path}:", copies="1")[0]
    with_code = codes_for("people.person", [cast.people[0].pk], actor=SYSTEM)[row_of(called, "called_1").thing]
    answer = key(typist, again, head, tubes_1={"tube": labels[1], "code": with_code})

    assert answer.status_code == 422
    assert Swab.kept.count() == 1
    assert "It stands so on the paper" in answer.content.decode()
    key(typist, again, {**head, "insist": "tubes-1"})
    assert Swab.kept.count() == 2
    assert Swab.kept.get(tube__code=labels[1]).would_have_been_refused is not None
    assert typist.get(page).status_code == 200


def test_what_holds_for_one_row_holds_for_all_with_the_same_reason(cast, typist, called, labels, head):
    early = {**head, "from_at": f"{localtime(cast.session.from_at - timedelta(hours=2)):%H:%M}"}
    rows = {"called_1": {"came": "1", "tube": labels[0]}, "called_2": {"came": "1"}, "called_3": {"came": "1"}}
    key(typist, called, early, **rows)
    assert (called.taken, called.wrong) == (0, 3), "the session was not open yet"
    key(typist, called, {**early, "insist": "called-2"})
    assert (called.taken, called.wrong) == (3, 0)


def test_a_tube_list_fills_and_closes_tubes(cast, typist, tubes, labels, head):
    rows = {
        "tubes_1": {"tube": labels[0], "name": "赵远来", "phone": "13812345678"},
        "tubes_2": {"name": "钱远来", "counted": "2"},
        "tubes_3": {"tube": labels[1], "name": "孙远来", "counted": "1"},
        "tubes_4": {"name": "李迟到", "id_number": "123"},
    }
    answer = key(typist, tubes, head, **rows)
    assert (answer.status_code, tubes.taken, tubes.wrong) == (422, 3, 1)
    assert set(row_of(tubes, "tubes_4").problems) == {"id_number"}
    assert dict(Tube.objects.values_list("code", "state")) == {labels[0]: "closed", labels[1]: "closed"}
    assert Swab.kept.count() == 3

    key(typist, tubes, head, tubes_3={"tube": labels[1], "name": "孙远来"}, tubes_4={})
    assert Tube.objects.get(code=labels[1]).state == "open"


def test_names_on_paper_are_logged_for_each_person(cast, typist, called):
    Read.objects.all().delete()
    pdf = typist.get(reverse("paper:batch_pdf", args=[called.batch]))
    assert pdf["Content-Type"] == "application/pdf"
    typist.get(reverse("paper:page", args=[called.pk]))
    logged = Read.objects.values_list("how", "person_id")
    assert set(logged) == {(how, person.pk) for how in ("print", "detail") for person in cast.people}


def test_labels_for_tubes_are_printed_in_advance(cast, typist):
    page = reverse("paper:labels")
    answer = typist.post(page, {"sheets": "3x8", "count": str(LAYOUTS["3x8"].on_a_sheet), "times": "2"})
    assert answer["Content-Type"] == "application/pdf"
    assert typist.post(page, {"sheets": "3x8", "count": "0", "times": "1"}).status_code == 422


def test_the_code_of_a_site_is_printed_for_its_wall(cast, typist):
    answer = typist.post(reverse("paper:codes", args=["sampling.site"]), {"area": "河东社区"})
    assert answer["Content-Type"] == "application/pdf"


def test_names_are_not_opened_by_who_keys_in_but_draws_nothing(cast, typist, called, watcher):
    with watcher.resting():
        other = browser_of(make_worker("counts", cast.units["河东社区居委会"], KEY_IN))
    for door in (reverse("paper:page", args=[called.pk]), reverse("paper:batch", args=[called.batch])):
        assert typist.get(door).status_code == 200
        assert other.get(door).status_code == 404
    assert spaced(called.code) not in other.get(reverse("paper:forms")).content.decode()
