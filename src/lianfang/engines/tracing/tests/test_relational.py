"""The Ibis expression against the definition: on DuckDB for random worlds, on Spark for many of them in one query."""

import shutil
from dataclasses import replace
from importlib.util import find_spec
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lianfang.engines import tracing
from lianfang.engines.tracing import reference, relational
from lianfang.engines.tracing.backends import LOCAL
from lianfang.engines.tracing.columns import table_of
from lianfang.engines.tracing.model import Rule, Rules
from lianfang.engines.tracing.tests import worlds
from lianfang.engines.tracing.tests.make import ANY, case, was

pytestmark = pytest.mark.engine
RULES = (
    Rule(settings=frozenset({"home", "shop"}), rows=1, latent_minutes=10),
    Rule(minutes=10, protected=True),
    Rule(kin=True),
)
full = st.lists(worlds.visits(), min_size=15, max_size=40)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(full, worlds.indexes(), worlds.rules, st.integers(1, 4))
def test_duckdb_says_what_the_definition_says(visits, indexes, rules, degrees):
    assert relational.trace(visits, indexes, rules, degrees) == reference.trace(visits, indexes, rules, degrees)


def test_it_reads_parquet_files_and_names_that_are_numbers(tmp_path):
    import pyarrow.parquet as pq

    visits = [was(8, 1, 9, 10), was(9, 1, 9, 10), was(9, 2, 11, 12), was(10, 2, 11, 12)]
    expected = reference.trace(visits, [case(8)], ANY, 2)
    assert expected.found
    pq.write_table(table_of(visits[:2]), tmp_path / "a.parquet")
    pq.write_table(table_of(visits[2:]), tmp_path / "b.parquet")
    assert relational.trace(tmp_path, [case(8)], ANY, 2) == expected


def test_columns_that_are_absent_say_that_nothing_is_known_of_them():
    visits = table_of([was("case", "x", 9, 10), was("a", "x", 9, 10)])
    bare = visits.select(["person", "place", "from", "to"])
    assert relational.trace(bare, [case()], ANY, 1) == relational.trace(visits, [case()], ANY, 1)


def test_nothing_known_is_nobody_found():
    assert relational.trace([], [case()], ANY, 1) == reference.trace([], [case()], ANY, 1)


@pytest.mark.parametrize(("engine", "degrees"), [("oracle", 1), ("duckdb", 0)])
def test_it_refuses_what_it_cannot_answer(engine, degrees):
    with pytest.raises(ValueError, match=r"engine|degrees"):
        relational.trace([], [case()], ANY, degrees, engine=engine)


def test_the_store_says_what_the_definition_says(many, tmp_path):
    question, expected = many
    tracing.build(question[0], tmp_path / "store")
    answer = tracing.open(tmp_path / "store").trace(*question[1:])
    assert (answer.found, answer.counts) == (expected.found, expected.counts)


def test_duckdb_says_the_same_of_them(many):
    question, expected = many
    assert relational.trace(*question) == expected


def test_spark_says_the_same_of_them(many, spark):
    question, expected = many
    assert relational.trace(*question, engine="spark") == expected


@pytest.fixture(scope="module")
def many():
    """Thirty worlds as one question, and what the definition says of it."""
    visits, indexes, families = many_worlds()
    question = visits, indexes, Rules(RULES, families), 3
    expected = reference.trace(*question)
    assert {contact.degree for contact in expected.found} >= {1, 2}
    return question, expected


@pytest.fixture(scope="module")
def spark():
    """One small session for all: nothing compiled, since every query is asked once."""
    if not shutil.which("java") or not find_spec("pyspark"):
        pytest.skip("left out: Spark needs pyspark and Java 17, which are not on this machine")
    from pyspark.sql import SparkSession

    quick = {
        "spark.master": "local[1]",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    return SparkSession.builder.config(map={**LOCAL, **quick}).getOrCreate()


def many_worlds():
    """Thirty worlds side by side as one: nobody of one meets anybody of another."""
    numbers, visits, indexes, families = count(), [], [], {}

    @settings(max_examples=30, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(full, worlds.indexes(), worlds.families)
    def collect(their_visits, their_indexes, their_families):
        at = f"{next(numbers)}."
        visits.extend(replace(each, person=at + each.person, place=at + each.place) for each in their_visits)
        indexes.extend(replace(each, person=at + each.person) for each in their_indexes)
        families.update({at + person: at + family for person, family in their_families.items()})

    collect()
    return visits, indexes, families
