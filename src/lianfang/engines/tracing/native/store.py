"""The store on disk: names, shapes and segments under one manifest."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.native.building import WHO, Progress, Spill, fill, rename, silent, write_names
from lianfang.engines.tracing.native.encoding import Encoded, Encoder
from lianfang.engines.tracing.native.files import (
    MANIFEST,
    Entry,
    Mapped,
    read_manifest,
    write_array,
    write_manifest,
)
from lianfang.engines.tracing.native.names import Kind, Names, Numbering, sorted_order
from lianfang.engines.tracing.native.packing import Texts
from lianfang.engines.tracing.native.segments import Census, Segment, map_segment, write_segments
from lianfang.engines.tracing.native.shapes import RECORD, Shapes, number_shapes, records_of
from lianfang.engines.tracing.native.tables import Ints

NONE: Ints = np.zeros(0, np.int32)
LOCK = "writer.lock"
TIMES = 4  # a segment is merged with the one before while that is less than so many times its size
MOST_CHUNKS = 8  # of names, before they are merged


@dataclass(frozen=True)
class Snapshot:
    """A store as it stood at one manifest; later updates change nothing here."""

    folder: Path
    manifest: dict[str, Any]
    people: Names
    places: Names
    shapes: Shapes
    segments: tuple[Segment, ...]

    @property
    def visits(self) -> int:
        return sum(segment.visits for segment in self.segments)


def read_snapshot(folder: Path, warm: bool = True) -> Snapshot:
    """Map the store in a folder; `warm`: read all of it once, and check that nothing was changed. Raises TracingError."""
    for _ in range(8):
        manifest = read_manifest(folder)
        try:
            return _snapshot(folder, manifest, warm)
        except TracingError:
            if read_manifest(folder)["serial"] == manifest["serial"]:
                raise
    raise TracingError("store_busy", folder=str(folder))


def _snapshot(folder: Path, manifest: dict[str, Any], warm: bool) -> Snapshot:
    mapped = Mapped(folder, manifest["files"])

    def names(who: str) -> Names:
        return Names(manifest["kinds"].get(who, Kind.TEXT), [_chunk(mapped, name) for name in manifest["names"][who]])

    shapes = Shapes(mapped.array(manifest["shapes"]).view(RECORD), tuple(manifest["settings"]))
    segments = tuple(map_segment(mapped, segment) for segment in manifest["segments"])
    snapshot = Snapshot(folder, manifest, names("person"), names("place"), shapes, segments)
    if warm:
        mapped.verify()
    return snapshot


def _chunk(mapped: Mapped, name: str) -> tuple[Texts, Ints]:
    offsets, data, positions = (mapped.array(f"{name}-{part}") for part in ("offsets", "data", "positions"))
    return Texts(offsets, data), positions


def create(folder: Path, batches: Iterable[pa.RecordBatch], progress: Progress = silent) -> None:
    """Build a store in a folder that is empty or not there. Raises TracingError."""
    _claim(folder)
    encoder = Encoder(Numbering(), Numbering(), Numbering(), [""])
    with _writing(folder), Spill(folder) as spill:
        fill(spill, encoder, batches, progress)
        progress("sort", spill.visits)
        census, files, renamed = spill.census(encoder), {}, {}
        for who, numbering in zip(WHO, (encoder.people, encoder.places), strict=True):
            texts, renamed[who] = rename(numbering)
            files.update(write_names(folder, f"1-{who}", texts, NONE))
        segments, written = write_segments(
            folder, "1", lambda: spill.chunks(renamed["person"], renamed["place"]), census
        )
        names = {who: [f"1-{who}"] for who in WHO}
        _publish(folder, {"serial": 1, "names": names, "segments": segments}, {**files, **written}, encoder)


def _claim(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TracingError("store_unwritable", folder=str(folder), problem=error.strerror) from None
    if (folder / MANIFEST).exists():
        raise TracingError("store_exists", folder=str(folder))
    if any(each.name != LOCK for each in folder.iterdir()):
        raise TracingError("store_not_empty", folder=str(folder))


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """One writer at a time."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TracingError("store_busy", folder=str(folder)) from None
        yield


def _publish(folder: Path, manifest: dict[str, Any], files: dict[str, Entry], encoder: Encoder) -> None:
    """Write the shapes and the manifest, then remove the files that no manifest names any more."""
    shapes = f"{manifest['serial']}-shapes"
    raw = records_of(encoder.shapes).view(np.uint8).reshape(-1)
    files = {**files, shapes: write_array(folder, shapes, raw)}
    write_manifest(
        folder, {**manifest, "kinds": encoder.kinds, "settings": encoder.settings, "shapes": shapes, "files": files}
    )
    for path in folder.iterdir():
        if path.name not in files and path.name not in (MANIFEST, LOCK) and path.is_file():
            path.unlink()


class Writer:
    """Adds to the store of a folder; keeps what is known by name in memory between additions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._serial = -1

    def _follow(self) -> Snapshot:
        """The store as it is now, and an encoder that knows its names."""
        snapshot = read_snapshot(self.folder, warm=False)
        if snapshot.manifest["serial"] != self._serial:
            people, places = (_known(names) for names in (snapshot.people, snapshot.places))
            shapes = Numbering()
            number_shapes(shapes, np.array(snapshot.shapes.records))
            self._encoder = Encoder(people, places, shapes, snapshot.shapes.settings)
            self._encoder.kinds.update(snapshot.manifest["kinds"])
        return snapshot

    def add(self, batches: Iterable[pa.RecordBatch], progress: Progress = silent) -> None:
        """Add visits as a segment of their own, merging the small ones before it. Raises TracingError, adding nothing."""
        with _writing(self.folder), Spill(self.folder) as spill:
            snapshot = self._follow()
            self._serial = -1  # until all is well, what the encoder knows is not what the store knows
            fill(spill, self._encoder, batches, progress)
            if spill.visits:
                self._write(snapshot, spill)
            self._serial = snapshot.manifest["serial"] + bool(spill.visits)

    def _write(self, snapshot: Snapshot, spill: Spill) -> None:
        manifest, encoder = snapshot.manifest, self._encoder
        serial, files = manifest["serial"] + 1, dict(manifest["files"])
        names = {}
        for who, old, now in (("person", snapshot.people, encoder.people), ("place", snapshot.places, encoder.places)):
            names[who], written = self._names(f"{serial}-{who}", manifest["names"][who], old, now)
            files.update(written)
        merged = _to_merge(snapshot.segments, spill.visits)
        kept = manifest["segments"][: len(snapshot.segments) - len(merged)]
        census = _census_with(spill.census(encoder), merged)

        def chunks() -> Iterator[Encoded]:
            yield from spill.chunks(NONE, NONE)
            for segment in merged:
                yield from segment.chunks()

        segments, written = write_segments(self.folder, str(serial), chunks, census)
        files.update(written)
        parts = {"serial": serial, "names": names, "segments": [*kept, *segments]}
        _publish(self.folder, parts, _named(files, parts), encoder)

    def _names(self, name: str, before: list[str], old: Names, now: Numbering) -> tuple[list[str], dict[str, Entry]]:
        """The chunks of names afterwards, and the file of a new one where there are new names."""
        if now.count == len(old):
            return before, {}
        known = now.known
        first = 0 if len(before) >= MOST_CHUNKS else len(old)
        offsets = known.offsets[first:]
        texts = Texts(offsets - offsets[0], known.data[offsets[0] :])
        chunks = [name] if first == 0 else [*before, name]
        return chunks, write_names(self.folder, name, texts, sorted_order(texts))


def _known(names: Names) -> Numbering:
    whole = names.whole()
    return Numbering(Texts(np.array(whole.offsets), np.array(whole.data)), len(names))


def _to_merge(segments: tuple[Segment, ...], visits: int) -> list[Segment]:
    """The last segments, as far as each is less than TIMES as large as all after it together."""
    merged: list[Segment] = []
    for segment in reversed(segments):
        if segment.visits >= TIMES * visits:
            break
        merged.append(segment)
        visits += segment.visits
    return merged


def _census_with(census: Census, merged: list[Segment]) -> Census:
    first, last, unit = census.first, census.last, census.unit
    for segment in merged:
        base, step, who_bits, shape_bits, _ = (int(each) for each in segment.place.layout)
        first, unit = min(first, base), int(np.gcd.reduce([unit, step, abs(base - census.first)]))
        last = max(last, base + int(segment.place.words.max() >> (who_bits + shape_bits)) * step)
    return Census(census.people, census.places, census.spans, first, last, max(unit, 1))


def _named(files: dict[str, Entry], manifest: dict[str, Any]) -> dict[str, Entry]:
    """The files that the manifest still names."""
    heads = {f"{each['name']}-" for each in manifest["segments"]} | {
        f"{chunk}-" for chunks in manifest["names"].values() for chunk in chunks
    }
    return {name: entry for name, entry in files.items() if any(name.startswith(head) for head in heads)}
