"""The store says what the reference says; its snapshots hold; what is damaged is refused."""

import json
import random
import shutil
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines import tracing
from lianfang.engines.tracing import reference
from lianfang.engines.tracing.columns import table_of
from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.model import Index, Rule, Rules, Visit
from lianfang.engines.tracing.tests.make import ANY, at, case, was
from lianfang.engines.tracing.tests.replay import replayed
from lianfang.engines.tracing.tests.worlds import worlds

pytestmark = pytest.mark.engine


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "store"


def change(file, old, new):
    file.write_text(file.read_text().replace(old, new))


def agree(answer, expected):
    assert answer.counts == expected.counts
    assert answer.found == expected.found


@given(world=worlds())
@settings(max_examples=60, deadline=None)
def test_it_equals_the_reference_and_its_chains_can_be_replayed(world, tmp_path_factory):
    visits, indexes, rules, degrees = world
    folder = tmp_path_factory.mktemp("store")
    tracing.build(visits, folder)
    answer = tracing.open(folder).trace(indexes, rules, degrees)
    agree(answer, reference.trace(visits, indexes, rules, degrees))
    assert all(replayed(contact, visits, indexes, rules) for contact in answer.found)
    shutil.rmtree(folder)


@given(world=worlds(), cuts=st.lists(st.integers(0, 30), max_size=5))
@settings(max_examples=30, deadline=None)
def test_adding_in_steps_equals_building_at_once(world, cuts, tmp_path_factory):
    visits, indexes, rules, degrees = world
    folder = tmp_path_factory.mktemp("store")
    bounds = [0, *sorted(min(cut, len(visits)) for cut in cuts), len(visits)]
    tracing.build(visits[: bounds[1]], folder)
    store = tracing.open(folder)
    for start, stop in pairwise(bounds[1:]):
        store.add(visits[start:stop])
    assert store.visits == tracing.open(folder).visits == len(visits)
    for each in (store, tracing.open(folder)):
        agree(each.trace(indexes, rules, degrees), reference.trace(visits, indexes, rules, degrees))
    shutil.rmtree(folder)


@pytest.mark.parametrize("seed", range(4))
def test_many_people_at_few_places_are_searched_on_every_core(folder, monkeypatch, seed):
    from lianfang.engines.tracing.native import search

    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr(search, "FEW_PEOPLE", 0)
    dice = random.Random(seed)
    begins = [(f"p{dice.randrange(70)}", f"x{dice.randrange(3)}", dice.randrange(0, 4000) / 60) for _ in range(350)]
    visits = [was(person, place, begin, begin + dice.randrange(0, 90) / 60) for person, place, begin in begins]
    each = (
        Rule(minutes=5, latent_minutes=300),
        Rule(minutes=20, latent_minutes=300),
        Rule(minutes=20, latent_minutes=600),
    )
    indexes, rules = [case("p1"), case("p2", 5, 30)], Rules(each if seed % 2 else each[::-1])
    tracing.build(visits, folder)
    agree(tracing.open(folder).trace(indexes, rules, 3), reference.trace(visits, indexes, rules, 3))


def test_small_segments_are_merged(folder):
    tracing.build([was(f"p{n}", "x", 1, 2) for n in range(100)], folder)
    store = tracing.open(folder)
    for n in range(20):
        store.add([was(f"q{n}", f"y{n}", 1, 2)])
    assert len(store.snapshot.segments) <= 4
    assert len(store.snapshot.manifest["names"]["person"]) <= 8
    assert store.visits == 120


def test_an_open_store_does_not_see_what_others_add(folder):
    tracing.build([was("case", "x", 1, 2), was("a", "x", 1, 2)], folder)
    before, writer = tracing.open(folder), tracing.open(folder)
    for n in range(12):
        writer.add([was(f"b{n}", "x", 1, 2)])
    assert [contact.person for contact in before.trace([case()], ANY).found] == ["a"]
    assert len(writer.trace([case()], ANY).found) == len(tracing.open(folder).trace([case()], ANY).found) == 13


def test_names_may_be_whole_numbers_and_sort_as_such(folder):
    visits = [was(person, place, 1, 2) for person, place in ((-3, 10), (9, 10), (10, 10), (9, 2), (-3, 2), (10, 2))]
    tracing.build(table_of(visits), folder)
    found = tracing.open(folder).trace([case(-3)], ANY).found
    assert [(contact.person, contact.chain[0].place) for contact in found] == [(9, 2), (10, 2)]
    with pytest.raises(TracingError, match="whole numbers"):
        tracing.open(folder).add([was("a", "x", 1, 2)])
    assert tracing.open(folder).visits == 6


def test_more_shapes_than_fit_a_word_make_more_segments(folder, monkeypatch):
    from lianfang.engines.tracing.native import segments

    monkeypatch.setattr(segments, "WORD", 12)
    visits = [was(f"p{n % 5}", "x", n / 10, n / 10 + n / 60) for n in range(20)]
    tracing.build(visits, folder)
    store = tracing.open(folder)
    assert len(store.snapshot.segments) > 1
    agree(store.trace([case("p0")], ANY), reference.trace(visits, [case("p0")], ANY))


def test_seconds_and_a_very_long_stay_are_kept_exactly(folder):
    visits = [was("case", "x", 0, 24 * 400), was("a", "x", 5, 5), was("b", "x", 24 * 300, 24 * 300)]
    visits = [
        replace(visit, begin=visit.begin + timedelta(seconds=7), end=visit.end + timedelta(seconds=7))
        for visit in visits
    ]
    tracing.build(visits, folder)
    agree(tracing.open(folder).trace([case()], ANY), reference.trace(visits, [case()], ANY))


def test_nobody_known_has_no_contacts(folder):
    tracing.build([], folder)
    answer = tracing.open(folder).trace([case("nobody")], ANY)
    assert answer.found == () and answer.table().num_rows == 0


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-8]), "cut off"),
        (lambda file: file.write_bytes(file.read_bytes()[:-8] + b"\1" * 8), "damaged"),
        (lambda file: file.unlink(), "missing"),
        (lambda file: (file.parent / "manifest.json").write_text("{"), "not the manifest"),
        (lambda file: (file.parent / "manifest.json").write_text('{"format": "other"}'), "not the manifest"),
        (
            lambda file: (file.parent / "manifest.json").write_text(
                json.dumps({"format": "lianfang tracing store", "version": 9})
            ),
            "version 9",
        ),
        (
            lambda file: (file.parent / "manifest.json").write_text(
                json.dumps({"format": "lianfang tracing store", "version": 1})
            ),
            "not the manifest",
        ),
        (lambda file: change(file.parent / "manifest.json", '"serial": 1', '"serial": 2'), "not the manifest"),
        (lambda file: (file.parent / "manifest.json").unlink(), "no store"),
    ],
)
def test_a_damaged_or_foreign_store_is_refused_with_a_sentence(folder, harm, sentence):
    tracing.build([was("case", "x", 1, 2), was("a", "x", 1, 2)], folder)
    harm(next(folder.glob("*-place-words")))
    with pytest.raises(TracingError, match=sentence) as refused:
        tracing.open(folder)
    assert refused.value.sentence("zh") != refused.value.sentence("en")


def test_a_store_is_built_only_where_there_is_nothing(folder, tmp_path):
    tracing.build([was("a", "x", 1, 2)], folder)
    with pytest.raises(TracingError, match="already"):
        tracing.build([], folder)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(TracingError, match="other files"):
        tracing.build([], tmp_path / "other")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [({"person": [None]}, "empty cells"), ({"to": [at(0)]}, "end before"), ({"from": [at(-24 * 365 * 90)]}, "1957")],
)
def test_visits_that_are_not_well_formed_are_refused_and_change_nothing(folder, rows, sentence):
    import pyarrow as pa

    tracing.build([was("a", "x", 1, 2)], folder)
    store = tracing.open(folder)
    bad = pa.table({"person": ["b"], "place": ["x"], "from": [at(1)], "to": [at(2)], **rows})
    with pytest.raises(TracingError, match=sentence):
        store.add(bad)
    store.add([was("c", "x", 1, 2)])
    assert {contact.person for contact in store.trace([case("a")], ANY).found} == {"c"}


@pytest.mark.parametrize(
    ("indexes", "degrees", "sentence"),
    [([case("a"), case("a")], 1, "twice"), ([case("a")], 0, "degrees"), ([case("a")], 8, "degrees")],
)
def test_a_question_that_can_not_be_answered_is_refused(folder, indexes, degrees, sentence):
    tracing.build([was("a", "x", 1, 2)], folder)
    with pytest.raises(ValueError, match=sentence):
        tracing.open(folder).trace(indexes, ANY, degrees)


@pytest.mark.parametrize("many", [0, 1000])
def test_families_are_looked_up_one_by_one_or_at_once(folder, monkeypatch, many):
    from lianfang.engines.tracing.native import names

    monkeypatch.setattr(names, "MANY", many)
    tracing.build([was(person, "x", 1, 2) for person in ("case", "a", "b", "c")], folder)
    rules = Rules((Rule(kin=True),), {"case": "Li", "b": "Li", "a": "Wang", "nobody": "Li", 7: "Li"})
    assert [contact.person for contact in tracing.open(folder).trace([case()], rules).found] == ["b"]


def test_a_search_that_is_broken_off_leaves_no_trace(folder, monkeypatch):
    from lianfang.engines.tracing.native import search

    tracing.build([was(person, "x", 1, 2) for person in ("case", "a", "b")], folder)
    store = tracing.open(folder)
    expected = store.trace([case()], ANY).found
    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(search.kernels, "settle", fail)
        store.trace([case("a")], ANY)
    assert store.trace([case()], ANY).found == expected


def fail(*_):
    raise MemoryError


def test_times_need_a_zone():
    with pytest.raises(ValueError, match="no time zone"):
        Visit("a", "x", at(1).replace(tzinfo=None), at(2))
    with pytest.raises(ValueError, match="before it begins"):
        was("a", "x", 2, 1)
    assert Index("a", at(0)).since.utcoffset() == timedelta(0)
