"""The cases that the table's rules at the desk and on the phone are held together by: ``vectors/tubes.json``.

    python -m lianfang.sampling.tests.vectors

writes the file anew after a rule changed; a test refuses a file that is not what the rules say. The cases of ``scan`` are
written by hand: what one scans or types, as the phone understands it and as the desk does.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

from lianfang.checkpoints.tests.vectors import lines
from lianfang.kernel.clock import now
from lianfang.sampling.rules import Coming, Filling, Why, can_be_tube, trouble_with, tube_code

FILE = Path(__file__).parents[4] / "vectors" / "tubes.json"
READ = ("typed", "own_labels", "code", "can_be_tube")
JUDGED = (
    "size",
    "of_household",
    "same_session",
    "tube_why",
    "closed",
    "inside",
    "person",
    "household",
    "other_tube",
    "session_open",
    "why",
    "trouble",
)
SCANNED = ("typed", "own_labels", "has_open", "phone", "desk")


def made() -> dict[str, Any]:
    """The whole file."""
    return {
        "codes": {"columns": READ, "cases": [_read(*case) for case in product(TEXTS, (False, True))]},
        "judge": {"columns": JUDGED, "cases": list(_judged())},
        "scan": {"columns": SCANNED, "people": PEOPLE, "cases": SCANS},
    }


# -- reading the code of a tube ----------------------------------------------------------------------------------------

OURS, MISREAD, LETTERS = "3F7K92QM4", "3F7K92QMX", "ABCDEFGHV"
"""A label of ours, the same with a slip, and one of ours without a digit."""
TEXTS = (
    *(OURS, MISREAD, LETTERS),
    *("3f7k 92qm 4", "3f7k-92qm-4", "３Ｆ７Ｋ９２ＱＭ４", " 3F7K92QM4\n", "ABCDEFGHX"),
    *(
        "T0000123",
        "t0000123-h",
        "T 0000 123",
        "HBKW-2022-00017",
        "123",
        "1234",
        "-1234",
        "A" * 29 + "1",
        "A" * 30 + "1",
    ),
    *(
        "HEBEI",
        "#?",
        "李一",
        "3-2-601",
        "3-2-601室",
        "",
        "   ",
        "2102021990010112",
        "110105194912310029",
        "11010519491231002x",
        "0210 7781",
    ),
)


def _read(text: str, own_labels: bool) -> list[Any]:
    code = tube_code(text)
    return [text, own_labels, code, can_be_tube(code, own_labels=own_labels)]


# -- who may go into it ------------------------------------------------------------------------------------------------

INSIDE: tuple[list[list[str]], ...] = ([], [["ann", "east"]], [["ann", "east"], ["bob", "east"]], [["", ""]])
"""Who is in the tube, each with their household; "" is somebody on no list."""
COMING = (("ann", "east"), ("eve", "east"), ("kim", "west"), ("", ""))
NAMES = {name: UUID(int=number) for number, name in enumerate(("ann", "bob", "eve", "kim", "east", "west"), start=1)}
HERE, ELSEWHERE = UUID(int=100), UUID(int=101)


def _judged() -> Iterator[list[Any]]:
    """Every mistake alone and each two of them together, so that the graver one is named on both sides."""
    usual: dict[str, Any] = {
        "same_session": True,
        "tube_why": Why.ROUND,
        "closed": False,
        "session_open": True,
        "why": Why.ROUND,
        "other_tube": False,
    }
    mistakes: list[dict[str, Any]] = [
        {"same_session": False},
        {"tube_why": Why.RECHECK},
        {"why": Why.RESAMPLE_POSITIVE},
        {"closed": True},
        {"session_open": False},
        {"other_tube": True},
    ]
    both = [one | other for at, one in enumerate(mistakes) for other in mistakes[at + 1 :]]
    for terms, inside, coming in product(((10, False), (2, False), (20, True)), INSIDE, COMING):
        for wrong in [{}, *mistakes, *both]:
            yield _one(terms, inside, coming, **usual | wrong)


def _one(
    terms: tuple[int, bool], inside: list[list[str]], coming: tuple[str, str], *, tube_why: Why, why: Why, **rest: Any
) -> list[Any]:
    at = now()
    tube = Filling(*terms, HERE if rest["same_session"] else ELSEWHERE, tube_why, at if rest["closed"] else None)
    for person, household in inside:
        tube.add(NAMES.get(person), NAMES.get(household))
    person, household = coming
    other_tube = "T0000999" if rest["other_tube"] and person else ""
    who = Coming(
        HERE,
        at.replace(year=at.year + 1),
        NAMES.get(person),
        NAMES.get(household),
        other_tube,
        rest["session_open"],
        why,
    )
    trouble = trouble_with(tube, who)
    given = [*terms, rest["same_session"], tube_why.value, rest["closed"], inside, person, household, other_tube]
    return [*given, rest["session_open"], why.value, trouble.value if trouble else None]


# -- what was scanned --------------------------------------------------------------------------------------------------

PEOPLE = [
    {"person": "ann", "name": "李一", "door": "3-2-601", "person_code": "0000AAAA4", "code": "0000BBBBY"},
    {"person": "bob", "name": "李二", "door": "3-2-601", "person_code": "0000CCCCR", "code": "0000BBBBY"},
]
"""Whom the session calls: two of one door."""
UNKNOWN = "0000DDDDJ"
"""A code of ours that stands on nobody."""
SCANS = [
    *(["0000AAAA4", own, there, "person", "person"] for own, there in product((False, True), (False, True))),
    ["0000-aaaa 4", False, True, "person", "person"],
    ["0000BBBBY", False, True, "household", "offered"],
    ["0000BBBBY", True, False, "household", "offered"],
    *([UNKNOWN, own, False, "tube", "tube"] for own in (False, True)),
    *([UNKNOWN, own, True, "either", "tube"] for own in (False, True)),
    *([LETTERS, own, False, "tube", "tube"] for own in (False, True)),
    ["T0000123", False, True, "tube", "tube"],
    ["T0000123", True, True, "words", "nothing"],
    *([MISREAD, True, there, "misread", "nothing"] for there in (False, True)),
    [MISREAD, False, False, "misread", "tube"],
    ["李一", False, True, "words", "offered"],
    ["李一", True, False, "words", "offered"],
    ["3-2-601", False, True, "words", "offered"],
    ["赵无名", False, True, "words", "nothing"],
    ["110105194912310029", False, True, "number", "nothing"],
]
"""The phone asks what a code of nobody is while a tube is open, and takes a slip for one even of a maker's label; the desk has
a field for the tube."""


def written() -> str:
    """The file's text, a case a line."""
    return f"{lines(made())}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
