import random

import numpy as np
import pytest

from lianfang.engines.matching import Field, Register, describe, learn
from lianfang.engines.matching.fields import PERSONS
from lianfang.engines.matching.records import columns_of, read_records
from lianfang.engines.matching.training.people import district
from lianfang.engines.matching.training.worsening import listed
from lianfang.engines.matching.weights import shipped, weights_from

pytestmark = pytest.mark.engine

FIELDS = describe(tuple(Field(name, "choice") for name in ("a", "b", "c", "d")))
AGREE = {"a": 0.95, "b": 0.9, "c": 0.8, "d": 0.7}
"""How often a field is copied without an error."""


def invented(size=1500, seed=5):
    """Rows of four codes, and records copied from them with errors."""
    draw = random.Random(seed)
    values = {"a": 400, "b": 300, "c": 200, "d": 100}
    rows = [{name: f"v{draw.randrange(many)}" for name, many in values.items()} for _ in range(size)]
    copies = [
        {
            name: text if draw.random() < AGREE[name] else f"v{draw.randrange(values[name])}"
            for name, text in row.items()
        }
        for row in rows
    ]
    return rows, copies


@pytest.fixture(scope="module", autouse=True)
def few_strangers():
    """Fewer pairs are drawn at random than for real: these tables are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lianfang.engines.matching.learning.RANDOM_PAIRS", 60_000)
        yield


@pytest.fixture(scope="module")
def learned(few_strangers):
    rows, copies = invented()
    return learn(read_records(columns_of(copies, FIELDS), FIELDS), Register.build(rows, fields=FIELDS))


def test_it_finds_how_often_a_field_is_copied_right(learned):
    for name, share in AGREE.items():
        assert learned.same[name][1] == pytest.approx(share, abs=0.03)


def test_it_agrees_with_splink(learned):
    """The same pairs, levels and kind of estimate, by another program: shares among matches within 0.03."""
    import pyarrow as pa
    import splink
    from splink import blocking_rule_library, comparison_library

    rows, copies = invented()
    tables = [
        pa.table({"unique_id": list(range(len(part)))} | {name: [row[name] for row in part] for name in AGREE})
        for part in (copies, rows)
    ]
    api = splink.DuckDBAPI()
    settings = splink.SettingsCreator(
        link_type="link_only",
        comparisons=[comparison_library.ExactMatch(name) for name in AGREE],
        blocking_rules_to_generate_predictions=[blocking_rule_library.block_on(name) for name in AGREE],
        probability_two_random_records_match=1 / len(rows),
    )
    named = [
        api.register(table, dataset_display_name=name) for table, name in zip(tables, ("copies", "rows"), strict=True)
    ]
    linker = splink.Linker(named, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for name in ("a", "b"):
        linker.training.estimate_parameters_using_expectation_maximisation(blocking_rule_library.block_on(name))
    by_name = {each.output_column_name: each for each in linker._settings_obj.comparisons}
    for name in AGREE:
        theirs = next(
            level.m_probability for level in by_name[name].comparison_levels if level.comparison_vector_value == 1
        )
        assert learned.same[name][1] == pytest.approx(theirs, abs=0.03)


def test_what_a_person_decided_moves_the_weights():
    rows, copies = invented(400)
    register = Register.build(rows, fields=FIELDS)
    records = read_records(columns_of(copies, FIELDS), FIELDS)
    differ = {(at, at): True for at, (row, copy) in enumerate(zip(rows, copies, strict=True)) if row["a"] != copy["a"]}
    swapped = {(at, at): False for at in range(400) if rows[at]["a"] == copies[at]["a"]}
    plain = learn(records, register).same["a"][1]
    assert learn(records, register, differ).same["a"][1] < plain
    assert learn(records, register, differ | swapped).same["a"][1] < 0.5


def test_the_shipped_weights_are_those_of_residents():
    weights = shipped(PERSONS)
    for name, field in ((field.name, field) for field in PERSONS.fields):
        bits = np.log2(weights.same[name] / weights.strangers[name])
        assert len(bits) == len(field.how.levels)
        assert bits[-1] < 0
    assert weights.household["address"][1] > 0.5


def test_they_are_learned_again_from_other_people():
    people = district(31, 2500)
    records = [record for record, _ in listed(people, 32, 600, known=0.7)]
    learned = learn(read_records(columns_of(records, PERSONS), PERSONS), Register.build(people))
    for name, level in (("name", 1), ("id", 1), ("phone", 1), ("birth", 1), ("address", 1)):
        assert learned.same[name][level] == pytest.approx(shipped(PERSONS).same[name][level], abs=0.05)


def test_weights_that_lack_something_are_refused():
    with pytest.raises(ValueError, match="lack"):
        weights_from({"name": {}}, PERSONS)
