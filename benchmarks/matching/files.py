"""What the contenders are given and give back, as files: the truth is in none of them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

REGISTER, LIST, ANSWERS = "register.parquet", "list.parquet", "answers.parquet"
FIELDS = ("name", "sex", "id_number", "birth", "phone", "address")


def write(file: Path, rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> None:
    kept = list(rows)
    pq.write_table(pa.table({name: [row[name] for row in kept] for name in columns}), file)


def write_answers(folder: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One row an answer: row of the list, key of the resident, verdict, weight, and who else where it is ``several``."""
    write(
        folder / ANSWERS, ({"several": [], **row} for row in rows), ("row", "resident", "verdict", "weight", "several")
    )


def read(file: Path) -> list[dict[str, Any]]:
    return list(pq.read_table(file).to_pylist())
