"""The files of a store: plain arrays, each with its size and a checksum in the manifest, which is swapped whole."""

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.native import packing

MANIFEST = "manifest.json"
FORMAT, VERSION = "lianfang tracing store", 1
Array = np.ndarray[Any, Any]


class Entry(TypedDict):
    """What the manifest says of one file."""

    type: str
    count: int
    check: int


def write_array(folder: Path, name: str, array: Array) -> Entry:
    """Write an array as a file, filled with zero bytes to whole words."""
    flat = np.ascontiguousarray(array).reshape(-1)
    path = folder / name
    with path.open("wb") as file:
        flat.tofile(file)
        file.write(bytes(-flat.nbytes % 8))
    return {"type": array.dtype.str, "count": int(flat.size), "check": packing.checksum(_words(path))}


def _words(path: Path) -> Array:
    if path.stat().st_size < 8:
        return np.zeros(0, np.int64)
    return np.asarray(np.memmap(path, np.int64, "r"))


def map_array(folder: Path, name: str, entry: Entry) -> Array:
    """The array in a file, mapped and not read. Raises TracingError where its size is not the one written."""
    path, kind = folder / name, np.dtype(entry["type"])
    size = entry["count"] * kind.itemsize
    try:
        found = path.stat().st_size
    except FileNotFoundError:
        raise TracingError("store_file_missing", file=str(path)) from None
    if found != size + -size % 8:
        raise TracingError("store_file_cut", file=str(path), found=found, expected=size + -size % 8)
    if size == 0:
        return np.zeros(0, kind)
    return np.asarray(np.memmap(path, kind, "r", shape=(entry["count"],)))


def verify(folder: Path, entries: Iterable[tuple[str, Entry]]) -> None:
    """Read every file, which warms it, and compare its checksum. Raises TracingError for one that was changed."""

    def check(named: tuple[str, Entry]) -> None:
        name, entry = named
        if packing.checksum(_words(folder / name)) != entry["check"]:
            raise TracingError("store_file_changed", file=str(folder / name))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(check, sorted(entries, key=lambda named: -named[1]["count"])):
            pass


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a new manifest in the place of the old one, at once: a reader sees the one or the other."""
    text = json.dumps({"format": FORMAT, "version": VERSION, **manifest}, ensure_ascii=False, indent=1)
    fresh = folder / f".{MANIFEST}"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a store. Raises TracingError where there is none, or one that is not ours or not whole."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise TracingError("store_missing", folder=str(folder)) from None
    except (json.JSONDecodeError, UnicodeDecodeError, OSError):
        raise TracingError("store_foreign", file=str(path)) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise TracingError("store_foreign", file=str(path))
    if manifest.get("version") != VERSION:
        raise TracingError("store_version", file=str(path), version=str(manifest.get("version")))
    missing = {"serial", "kinds", "settings", "shapes", "names", "segments", "files"} - manifest.keys()
    if missing:
        raise TracingError("store_foreign", file=str(path))
    return manifest
