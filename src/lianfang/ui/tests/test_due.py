"""When something is due, in words and tones, at its thresholds and in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.translation import override

from lianfang.ui.due import clock_of, daytime, words_of

AT = datetime(2022, 3, 24, 8, 0, tzinfo=UTC)  # 16:00 in China


@pytest.mark.parametrize(
    ("minutes", "tone", "words"),
    [
        (-1, "late", "1 min late"),
        (0, "late", "1 min late"),
        (1, "soon", "due in 1 min"),
        (60, "soon", "due in 1 h"),
        (61, "", "due 24 Mar 17:01"),
        (-130, "late", "2 h 10 min late"),
        (-60 * 50, "late", "2 days late"),
    ],
)
def test_a_due_time_has_a_tone_and_words(minutes, tone, words):
    with time_machine.travel(AT, tick=False):
        clock = clock_of(AT + timedelta(minutes=minutes))

    assert (clock.tone, clock.words) == (tone, words)


@pytest.mark.parametrize(("done", "words"), [(-5, "done 24 Mar 15:55"), (30, "done 24 Mar 16:30, 30 min late")])
def test_what_is_done_says_whether_it_was_late(done, words):
    with time_machine.travel(AT, tick=False):
        clock = clock_of(AT, done=AT + timedelta(minutes=done))

    assert (clock.tone, clock.words) == ("done", words)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (125, "2 h 5 min"),
        (6 * 60 + 5, "6 h"),
        (47 * 60, "47 h"),
        (48 * 60, "2 days"),
    ],
)
def test_lengths_have_two_units_at_most(minutes, words):
    assert words_of(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(("language", "words"), [("en", "24 Mar 16:00"), ("zh-hans", "3月24日 16:00")])
def test_times_are_local_and_in_the_order_of_the_language(language, words):
    with override(language), time_machine.travel(AT, tick=False):
        assert daytime(AT) == words


@pytest.mark.parametrize(("language", "words"), [("en", "24 Mar 2021 16:00"), ("zh-hans", "2021年3月24日 16:00")])
def test_another_year_is_named(language, words):
    with override(language), time_machine.travel(AT, tick=False):
        assert daytime(AT.replace(year=2021)) == words
