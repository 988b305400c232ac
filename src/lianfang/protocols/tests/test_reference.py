"""The files against the collected rules, where these lie beside the checkout."""

import csv
import re
from pathlib import Path

import pytest

from lianfang.protocols import editions, load_edition

RULES = Path(__file__).parents[5] / "shared" / "data" / "rules" / "rules.csv"
ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9+-]+)?(?=[:,])")

pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not RULES.exists(), reason="left out: no reference data beside the checkout"),
]


def rules():
    with RULES.open(encoding="utf-8-sig", newline="") as file:
        return {row["rule_id"]: row for row in csv.DictReader(file)}


def cited():
    """(edition, path, value, rule ids, source) of every value that cites a rule."""
    for edition in map(load_edition, editions()):
        said = [(path, entry.value, entry.origin) for path, entry in edition.entries.items()]
        for path, value, origin in [*said, *((path, None, origin) for path, origin in edition.without.items())]:
            if origin.kind == "source" and (ids := ID.findall(origin.text)):
                yield edition.code, path, value, ids, origin.text


def test_every_collected_rule_stands_in_an_edition():
    assert set(rules()) - {rule for *_, ids, _ in cited() for rule in ids} == set()


EDITIONS = {
    "第二版": "covid19-2020-ed2",
    "第五版": "covid19-2020-ed5",
    "第七版": "covid19-2020-ed7",
    "第八版": "covid19-2021-ed8",
    "第九版": "covid19-2022-ed9",
    "二十条": "covid19-2022-twenty",
    "新十条": "covid19-2022-ten",
}


def test_every_rule_of_an_edition_stands_in_that_edition():
    there = {(code, rule) for code, _, _, ids, _ in cited() for rule in ids}
    asked = {(EDITIONS[row["edition"]], rule) for rule, row in rules().items() if row["edition"] in EDITIONS}
    assert len(asked) > 30
    assert asked - there == set()


def test_every_cited_rule_exists_with_its_edition_and_date():
    known = rules()
    for code, path, _, ids, source in cited():
        for rule in ids:
            assert rule in known, (code, path)
            assert known[rule]["edition"].split(" (")[0] in source, (code, path, source)
            assert known[rule]["in_force_from"][:4] in source, (code, path, source)


def test_every_cited_number_stands_in_the_words_of_its_rule():
    known = rules()
    for code, path, value, ids, _ in cited():
        if type(value) is int and path not in IN_OTHER_WORDS:
            said = {each for rule in ids for each in numbers_in(known[rule])}
            assert value in said, (code, path, value, said)


def numbers_in(rule):
    text = " ".join((rule["value"], rule["note"], rule["parameter"])).replace(" million", "000000")
    words = {"daily": 1, "double": 2, "one more": 1}
    return {int(each) for each in re.findall(r"\d+", text)} | {n for word, n in words.items() if word in text}


IN_OTHER_WORDS = {
    "contacts.classes.close.window_days_before",  # CC-2: from onset, so no day before it
    "contacts.classes.secondary.degree",  # the contact of a contact
    "contacts.classes.general.degree",  # GC-8: with a case, so one meeting away
    "measures.home_isolation.release_tests",  # the one test of day 5
    "measures.home_isolation.grounds.case.release_tests",  # Q-10I: both tests
}
