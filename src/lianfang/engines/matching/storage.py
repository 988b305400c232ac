"""A register kept in a folder, so that it is opened in a second instead of being read anew.

It holds names, numbers and addresses in clear: whoever may not see the register may not see the folder, and files are
readable by their owner only.
"""

import json
import os
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from lianfang.engines.matching.fields import PERSONS, Fields
from lianfang.engines.matching.model import MatchingError
from lianfang.engines.matching.postings import Postings, Tally
from lianfang.engines.matching.register import Register
from lianfang.engines.matching.weights import as_toml, weights_from

_VERSION = 1
_ARRAYS, _ABOUT = "register.npz", "register.json"


def save_register(register: Register, folder: Path) -> None:
    """Write all of it; a register that lies there gives way at once, never half. MatchingError if other files do."""
    folder.mkdir(parents=True, exist_ok=True)
    if strangers := {each.name for each in folder.iterdir()} - {_ARRAYS, _ABOUT}:
        raise MatchingError("folder_taken", folder=folder.name, file=min(strangers))
    about = {
        "version": _VERSION,
        "fields": _signature(register.fields),
        "weights": as_toml(register.weights, register.fields, ""),
        "decisions": [[str(record), str(row), same] for record, row, same in register.decisions],
    }
    for name, write in ((_ARRAYS, _write_arrays), (_ABOUT, _write_about)):
        fresh = folder / f"{name}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            write(file, register, about)
    for name in (_ARRAYS, _ABOUT):
        (folder / f"{name}.new").replace(folder / name)


def open_register(folder: Path, fields: Fields = PERSONS) -> Register:
    """The register in this folder. Raises MatchingError for another's, a damaged one, or one of other fields."""
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        if (about["version"], about["fields"]) != (_VERSION, _signature(fields)):
            raise MatchingError("folder_foreign", folder=folder.name)
        register = Register(fields, weights_from(tomllib.loads(about["weights"]), fields))
        for record, row, same in about["decisions"]:
            register.decisions.decide(int(record), int(row), same=bool(same))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            _fill(register, dict(arrays))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as problem:
        if isinstance(problem, MatchingError):
            raise
        raise MatchingError("folder_foreign", folder=folder.name) from None
    return register


def _signature(fields: Fields) -> str:
    parts = [f"{field.name}:{field.kind}:{','.join(field.how.levels)}" for field in fields.fields]
    return "|".join([*parts, *(f"{block}<{block.most}" for block in fields.blocks)])


def _write_about(file: Any, register: Register, about: dict[str, Any]) -> None:
    file.write(json.dumps(about, ensure_ascii=False).encode())


def _write_arrays(file: Any, register: Register, about: dict[str, Any]) -> None:
    arrays: dict[str, Any] = {
        f"record.{name}.{part}": values for name, of in register.records.items() for part, values in of.items()
    }
    for at, postings in enumerate((*register.postings.values(), register.by_fingerprint)):
        postings.settle()
        arrays[f"key.{at}"], arrays[f"row.{at}"] = postings.main
    for name, tally in register.tallies.items():
        tally.settle()
        arrays[f"value.{name}"], arrays[f"count.{name}"] = tally.main
        arrays[f"total.{name}"] = np.array(tally.total)
    arrays["gone"], arrays["fingerprints"] = register.gone, register.fingerprints
    arrays["keys"] = np.array(register.keys, dtype=np.str_)
    np.savez(file, **arrays)


def _fill(register: Register, arrays: dict[str, Any]) -> None:
    register.gone, register.fingerprints = arrays["gone"], arrays["fingerprints"]
    register.keys = arrays["keys"].tolist()
    register.records = {
        name: {part: arrays[f"record.{name}.{part}"] for part in of} for name, of in register.records.items()
    }
    for at, block in enumerate(register.fields.blocks):
        register.postings[block] = Postings(arrays[f"key.{at}"], arrays[f"row.{at}"])
    last = len(register.fields.blocks)
    register.by_fingerprint = Postings(arrays[f"key.{last}"], arrays[f"row.{last}"])
    for name in register.fields.names:
        total = int(arrays[f"total.{name}"])
        register.tallies[name] = Tally(arrays[f"value.{name}"], arrays[f"count.{name}"], total)
