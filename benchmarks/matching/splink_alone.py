"""Splink 5 by itself, with the settings its own documentation shows for such tables.

Febrl 4: its example "Febrl4 link-only", the detailed model. Febrl 1: the example of Febrl 3, the same tables for
deduplication. fake_1000: its example of accuracy from a labels column. A register: the model of Febrl 4 carried over,
an ID number for the social security number and a phone for the postcode. Only the seed is not of the examples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SEED, PAIRS = 1, 1e6


@dataclass(frozen=True)
class Model:
    """Settings, the rules that nearly only matches obey with the share of matches they find, and training blocks."""

    settings: SettingsCreator
    rules: Sequence[Any]
    recall: float
    training: Sequence[Any]


LEAST = 0.01
"""The least probability of a pair that is looked at, for the curve."""


def trained(tables: Sequence[Any], model: Model) -> Linker:
    """Trained without labels on one Arrow table to deduplicate, or on two to link."""
    api = DuckDBAPI()
    registered = [api.register(table) for table in tables]
    linker = Linker(registered if len(registered) > 1 else registered[0], model.settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(list(model.rules), recall=model.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=SEED)
    for block in model.training:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block, estimate_without_term_frequencies=True
        )
    return linker


def _febrl_comparisons() -> list[Any]:
    return [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison(
            "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
        ),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ]


def febrl_4() -> Model:
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=_febrl_comparisons(),
    )
    rules = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    return Model(settings, rules, 0.8, [block_on("date_of_birth"), block_on("postcode")])


def febrl_1() -> Model:
    fields = ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(field) for field in fields],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
    )
    rules = [
        block_on("soc_sec_id"),
        block_on("given_name", "surname", "date_of_birth"),
        "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
    ]
    return Model(settings, rules, 0.9, [block_on("date_of_birth"), block_on("postcode")])


def fake_1000() -> Model:
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name"),
            block_on("surname"),
            block_on("dob"),
            block_on("email"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
    )
    rules = [
        "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
        "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
        "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
        "l.email = r.email",
    ]
    return Model(settings, rules, 0.7, [block_on("dob"), block_on("email"), block_on("first_name", "surname")])


def register() -> Model:
    """The model of Febrl 4 on the fields of a register."""
    settings = SettingsCreator(
        unique_id_column_name="key",
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on(field) for field in ("id_number", "name", "phone", "birth", "address")
        ],
        comparisons=[
            cl.NameComparison("name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth", input_is_string=True, invalid_dates_as_null=True),
            cl.DamerauLevenshteinAtThresholds("id_number", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
            cl.JaroWinklerAtThresholds("address").configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
        ],
    )
    rules = [block_on("id_number"), block_on("name", "phone")]
    return Model(settings, rules, 0.8, [block_on("birth"), block_on("address")])


def pairs_of(name: str, tables: Sequence[Sequence[Mapping[str, str]]]) -> dict[tuple[str, str], float]:
    """The weight of each pair of records of a public table, ids as given, from a probability of a hundredth up."""
    model = {"febrl_4": febrl_4, "febrl_1": febrl_1, "fake_1000": fake_1000}[name]()
    column = "unique_id" if name == "fake_1000" else "rec_id"
    linker = trained([_as_table(records, column) for records in tables], model)
    found = linker.inference.predict(threshold_match_probability=LEAST)
    rows = found.query_sql(
        f"SELECT {column}_l AS one, {column}_r AS other, match_weight FROM {{this}}"
    ).as_record_list()
    return {(row["one"], row["other"]): row["match_weight"] for row in rows}


def _as_table(records: Sequence[Mapping[str, str]], id_column: str) -> pa.Table:
    """Nothing instead of an empty text."""
    columns = {name: [row[name] or None for row in records] for name in records[0]}
    return pa.table({id_column: columns.pop("id"), **columns})
