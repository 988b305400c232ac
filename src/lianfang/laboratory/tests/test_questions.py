"""A person decides what does not fit: taken with what was put right, or dropped with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianfang.kernel.clock import now
from lianfang.laboratory.models import Doubt, Resample, Result
from lianfang.laboratory.rules import Reading, Step, Value, What
from lianfang.laboratory.subjects import CLEAR, FREE, SAMPLE, STAY
from lianfang.laboratory.tests.make import bring, give, in_state, make_people, make_tube, page, say, waiting
from lianfang.sampling.rules import TubeState

pytestmark = pytest.mark.django_db


@pytest.fixture
def laboratory(browse):
    return browse("laboratory")


@pytest.fixture
def tube(cast):
    made = make_tube(cast, make_people(cast, 2))
    bring(cast, made)
    return made


def asked(cast, *readings):
    say(cast, *readings)
    return list(Doubt.objects.filter(decided_at=None).order_by("row", "raised_at", "id"))


def local(moment):
    return f"{timezone.localtime(moment):%FT%H:%M}"


def test_a_misread_code_is_put_right(cast, laboratory, tube):
    doubt = asked(cast, Reading("NOSUCHTUBE", Value.NEGATIVE))[0]
    assert "Read the label again" in laboratory.get(page("question", doubt.pk)).content.decode()

    wrong = laboratory.post(page("decide", doubt.pk, "take"), {"code": "ALSONONE"})
    assert (wrong.status_code, Result.objects.count()) == (422, 0)
    laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code})

    assert (Result.kept.get().tube, waiting(CLEAR).count()) == (tube, 0)


def test_a_tube_that_arrives_later_is_marked_and_asked_on(cast, laboratory):
    doubt = asked(cast, Reading("LATE0001", Value.NEGATIVE))[0]
    make_tube(cast, make_people(cast, 1), code="LATE0001")
    assert "known by now" in laboratory.get(page("question", doubt.pk)).content.decode()

    laboratory.post(page("decide", doubt.pk, "take"), {"code": "LATE0001"})
    doubt.refresh_from_db()
    assert (doubt.what, doubt.decided_at) == (What.NOT_RECEIVED, None)

    laboratory.post(page("decide", doubt.pk, "take"), {"code": "LATE0001"})
    assert Result.kept.get().tube.code == "LATE0001"


def test_who_takes_the_result_of_a_tube_never_received_has_it_received(cast, laboratory):
    tube = make_tube(cast, make_people(cast, 1))
    doubt = asked(cast, Reading(tube.code, Value.NEGATIVE))[0]

    laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code})

    assert (in_state(tube), Result.kept.get().tube) == (TubeState.RECEIVED, tube)


def test_one_of_two_lines_is_taken_and_the_other_falls_with_it(cast, laboratory, tube):
    one, other = asked(cast, Reading(tube.code, Value.NEGATIVE, row=2), Reading(tube.code, Value.POSITIVE, row=3))
    assert "Row 3 says: positive" in laboratory.get(page("question", one.pk)).content.decode()

    laboratory.post(page("decide", other.pk, "take"), {"code": tube.code})

    assert Result.kept.get().value == "positive"
    assert set(Doubt.objects.values_list("decision", flat=True)) == {"taken", "dropped"}
    assert laboratory.post(page("decide", one.pk, "take"), {"code": tube.code}).status_code == 403


def test_a_time_before_the_sampling_is_put_right(cast, laboratory, tube):
    doubt = asked(cast, Reading(tube.code, Value.NEGATIVE, tested_at=now() - timedelta(days=3)))[0]

    assert laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code}).status_code == 422
    laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code, "tested_at": local(now())})

    assert Result.kept.get().tested_at > now() - timedelta(hours=1)


def test_a_result_that_changes_takes_back_what_followed_and_frees(cast, laboratory, tube):
    give(cast, tube, Value.POSITIVE)
    assert waiting(STAY, SAMPLE).count() == 4
    doubt = asked(cast, Reading(tube.code, Value.NEGATIVE))[0]

    assert laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code}).status_code == 422
    laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code, "because": "串孔"})

    assert Result.kept.get().value == "negative"
    assert Result.objects.count() == 2
    assert waiting(STAY, SAMPLE).count() == 0
    assert waiting(FREE).count() == 2
    assert set(Resample.objects.values_list("step", "because")) == {(Step.ENDED, "corrected")}


def test_a_negative_that_turns_positive_begins_what_follows(cast, laboratory, tube):
    give(cast, tube, Value.NEGATIVE)
    doubt = asked(cast, Reading(tube.code, Value.POSITIVE))[0]
    laboratory.post(page("decide", doubt.pk, "take"), {"code": tube.code, "because": "复查"})
    assert waiting(SAMPLE).count() == 2


def test_a_line_is_dropped_with_a_reason_and_not_asked_again(cast, laboratory):
    line = Reading("NOSUCHTUBE", Value.POSITIVE)
    doubt = asked(cast, line)[0]

    assert laboratory.post(page("decide", doubt.pk, "drop"), {"because": " "}).status_code == 422
    laboratory.post(page("decide", doubt.pk, "drop"), {"because": "别区的管"})

    assert asked(cast, line) == []
    doubt.refresh_from_db()
    assert (doubt.decision, str(doubt.because)) == ("dropped", "别区的管")


def test_a_result_is_put_right_on_the_page_of_its_tube(cast, laboratory, tube):
    give(cast, tube, Value.POSITIVE)

    same = laboratory.post(page("tube", tube.pk), {"value": "positive", "because": "核对"})
    assert same.status_code == 422
    laboratory.post(page("tube", tube.pk), {"value": "invalid", "ct_n": "", "because": "加样错误"})

    assert Result.kept.get().value == "invalid"
    assert set(Resample.objects.filter(step="waiting").values_list("why", "stays")) == {("resample_invalid", False)}
    shown = laboratory.get(page("tube", tube.pk)).content.decode()
    assert "is-voided" in shown


def test_nobody_else_decides(cast, browse, laboratory):
    doubt = asked(cast, Reading("NOSUCHTUBE", Value.POSITIVE))[0]
    for name in ("elsewhere", "table", "stranger"):
        assert browse(name).get(page("question", doubt.pk)).status_code == 404
        assert browse(name).post(page("decide", doubt.pk, "drop"), {"because": "x"}).status_code == 404
    assert doubt.code in laboratory.get(page("questions"), {"view": "open"}).content.decode()
