"""The files of a store: plain arrays, each with its size and a checksum in the manifest, which is swapped whole."""

import json
import os
import zlib
from collections.abc import Mapping
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
    with (folder / name).open("wb") as file:
        flat.tofile(file)
        file.write(bytes(-flat.nbytes % 8))
    return {"type": array.dtype.str, "count": int(flat.size), "check": packing.checksum(_whole_words(flat))}


class Mapped:
    """The files of one manifest as arrays: mapped when first asked for, and read only when they are used."""

    def __init__(self, folder: Path, entries: Mapping[str, Entry]) -> None:
        self.folder, self.entries = folder, entries
        self._arrays: dict[str, Array] = {}

    def array(self, name: str) -> Array:
        """One file. Raises TracingError where it is missing or its size is not the one written."""
        if name not in self.entries:
            raise TracingError("store_foreign", file=str(self.folder / MANIFEST))
        if name not in self._arrays:
            self._arrays[name] = _map(self.folder / name, self.entries[name])
        return self._arrays[name]

    def verify(self) -> None:
        """Read every file, which brings it into memory, and compare its checksum. Raises TracingError for a changed one."""

        def check(name: str) -> None:
            entry = self.entries[name]
            if packing.checksum(_whole_words(self.array(name))) != entry["check"]:
                raise TracingError("store_file_changed", file=str(self.folder / name))

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for _ in pool.map(check, sorted(self.entries, key=lambda name: -self.entries[name]["count"])):
                pass


def _map(path: Path, entry: Entry) -> Array:
    kind = np.dtype(entry["type"])
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


def _whole_words(array: Array) -> Array:
    """The bytes of an array as words, filled up with zeros."""
    if array.nbytes % 8 == 0:
        return array.view(np.int64)
    return np.frombuffer(array.tobytes().ljust(array.nbytes + -array.nbytes % 8, b"\0"), np.int64)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a new manifest in the place of the old one, at once: a reader sees the one or the other."""
    whole = {"format": FORMAT, "version": VERSION, **manifest}
    text = json.dumps({**whole, "check": _check(whole)}, ensure_ascii=False, indent=1)
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
    if manifest.pop("check", None) != _check(manifest):
        raise TracingError("store_foreign", file=str(path))
    return manifest


def _check(manifest: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(manifest, sort_keys=True).encode())
