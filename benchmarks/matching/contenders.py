"""Those who match a list with a register: ``python -m benchmarks.matching.contenders NAME FOLDER``.

Each reads the two tables of the folder, writes its answers beside them and prints its seconds and its memory as JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import duckdb

from benchmarks.matching.apart import most_memory
from benchmarks.matching.files import ANSWERS, FIELDS, LIST, REGISTER, read, write_answers

Seconds = dict[str, float]


@contextmanager
def _taking(seconds: Seconds, stage: str) -> Iterator[None]:
    began = perf_counter()
    yield
    seconds[stage] = perf_counter() - began


# -- Lianfang ------------------------------------------------------------------------------------------------------

ONE_BY_ONE = 2_000
"""Rows of a list that are also asked for one after the other."""


def lianfang(folder: Path) -> Seconds:
    """The engine as it ships: its index, its trained defaults, the whole list, then one row at a time."""
    from lianfang.engines.matching import Register, match_list

    seconds: Seconds = {}
    known, wanted = (_as_records(folder / name) for name in (REGISTER, LIST))
    with _taking(seconds, "build"):
        register = Register.build(known)
    with _taking(seconds, "match"):
        answers = list(match_list(wanted, register))
    write_answers(folder, (_told(answer) for answer in answers if answer.matches))
    taken = [_ask(register, row) for row in wanted[:ONE_BY_ONE]]
    return {**seconds, "p50": quantiles(taken, n=2)[0], "p99": quantiles(taken, n=100)[-1]}


def _as_records(file: Path) -> list[dict[str, str]]:
    return [{**row, "key": str(row["key"]), "id": row["id_number"]} for row in read(file)]


def _told(answer: Any) -> dict[str, Any]:
    """The first of what is offered, whatever the verdict; several come with all who may be meant."""
    first = answer.matches[0]
    several = [int(match.key) for match in answer.matches] if answer.verdict == "several" else []
    return {
        "row": answer.record,
        "resident": int(first.key),
        "verdict": str(answer.verdict),
        "weight": first.weight,
        "several": several,
    }


def _ask(register: Any, record: dict[str, str]) -> float:
    began = perf_counter()
    register.answer(record)
    return perf_counter() - began


# -- what an office does today -------------------------------------------------------------------------------------


def exact(folder: Path) -> Seconds:
    """Equal ID numbers; where none is, equal name and phone; nothing where two residents have them."""
    seconds: Seconds = {}
    with _taking(seconds, "match"), duckdb.connect() as base:
        base.execute(f"CREATE VIEW wanted AS SELECT * FROM '{folder / LIST}'")
        base.execute(f"CREATE VIEW known AS SELECT * FROM '{folder / REGISTER}'")
        base.execute(
            f"COPY ({_EXACT}) TO '{folder / ANSWERS}' (FORMAT parquet)",
        )
    return seconds


_EXACT = """
WITH by_id AS (
    SELECT wanted.key AS row, any_value(known.key) AS resident
    FROM wanted JOIN known USING (id_number) WHERE id_number <> '' GROUP BY 1 HAVING count(*) = 1
), by_phone AS (
    SELECT wanted.key AS row, any_value(known.key) AS resident
    FROM wanted JOIN known USING (name, phone)
    WHERE phone <> '' AND name <> '' AND wanted.key NOT IN (SELECT row FROM by_id) GROUP BY 1 HAVING count(*) = 1
)
SELECT *, 'certain' AS verdict, 1.0::DOUBLE AS weight FROM (FROM by_id UNION ALL FROM by_phone)
"""


# -- Splink by itself ----------------------------------------------------------------------------------------------

EVEN = 0.5
"""From which probability Splink's pair counts as said."""


def splink(folder: Path) -> Seconds:
    """Trained on the two tables; the most probable resident of each row."""
    from benchmarks.matching.splink_alone import LEAST, register, trained

    seconds: Seconds = {}
    with duckdb.connect() as base:
        tables = [base.sql(_cleaned(folder / name)).to_arrow_table() for name in (LIST, REGISTER)]
    with _taking(seconds, "train"):
        linker = trained(tables, register())
    with _taking(seconds, "match"):
        pairs = linker.inference.predict(threshold_match_probability=LEAST)
        best = pairs.query_sql(_BEST).as_record_list()
    write_answers(folder, ({**row, "verdict": "likely" if row["chance"] >= EVEN else "not"} for row in best))
    return seconds


_BEST = """
SELECT key_l AS row, arg_max(key_r, match_weight) AS resident, max(match_weight) AS weight,
       max(match_probability) AS chance
FROM {this} GROUP BY key_l
"""


def _cleaned(file: Path) -> str:
    """Nothing instead of an empty text, and no spaces: as Splink's documentation asks."""
    fields = ", ".join(f"nullif(replace({name}, ' ', ''), '') AS {name}" for name in FIELDS)
    return f"SELECT key, {fields} FROM '{file}'"


# -- every row beside every resident -------------------------------------------------------------------------------

BRUTE_ROWS = 100


def rapidfuzz(folder: Path) -> Seconds:
    """The first hundred rows, each as one text, beside every resident as one text: the most alike of all."""
    from rapidfuzz import fuzz, process

    seconds: Seconds = {}
    texts = {
        name: ["".join(row[field] for field in FIELDS) for row in read(folder / name)] for name in (LIST, REGISTER)
    }
    keys = [row["key"] for row in read(folder / REGISTER)]
    wanted = texts[LIST][:BRUTE_ROWS]
    answers = []
    with _taking(seconds, "match"):
        for row, text in enumerate(wanted):
            _text, score, at = process.extractOne(text, texts[REGISTER], scorer=fuzz.ratio)
            answers.append({"row": row, "resident": keys[at], "verdict": "likely", "weight": float(score)})
    seconds["one"] = seconds["match"] / len(wanted)
    write_answers(folder, answers)
    return seconds


CONTENDERS: dict[str, Callable[[Path], Seconds]] = {
    "lianfang": lianfang,
    "exact": exact,
    "splink": splink,
    "rapidfuzz": rapidfuzz,
}

if __name__ == "__main__":
    taken = CONTENDERS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"seconds": taken, "memory": most_memory()}))
