"""Which characters look alike (形近字): ``python -m lianfang.engines.matching.training.shapes`` writes ``shapes.txt``.

The 6,763 characters of GB 2312 are drawn with Noto Sans CJK SC, 24 points a side, blurred a little, and compared by the
cosine of their pictures. Two are near from ``NEAR`` on: 己 and 已, 末 and 未, 峰 and 蜂.
"""

import struct
import zlib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import typst
from numpy.typing import NDArray

NEAR = 0.93
SIDE = 24
_ACROSS = 82
_NOTE = f"""# Characters that look alike (形近字): the first of a line with each of those behind it.
# Made by `python -m lianfang.engines.matching.training.shapes`: cosine of {NEAR} or more between their pictures.
"""


def main() -> None:
    """Draw, compare, write."""
    characters = [character for character in map(chr, range(0x4E00, 0x9FA6)) if _in_gb2312(character)]
    pictures = _blurred(_cells(_drawn(characters), len(characters)))
    flat = pictures.reshape(len(characters), -1)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    near = np.triu(flat @ flat.T, 1) >= NEAR
    found = [[characters[at] for at in np.flatnonzero(row)] for row in near]
    lines = [character + "".join(others) for character, others in zip(characters, found, strict=True) if others]
    target = Path(str(resources.files("lianfang.engines.matching").joinpath("shapes.txt")))
    target.write_text(_NOTE + "\n".join(lines) + "\n", encoding="utf-8")


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _drawn(characters: list[str]) -> NDArray[np.float32]:
    """All of them on one page, as lightness turned round: ink is 1."""
    down = -(-len(characters) // _ACROSS)
    cells = ",".join(f"[{character}]" for character in characters)
    page = (
        f"#set page(width: {_ACROSS * SIDE}pt, height: {down * SIDE}pt, margin: 0pt)\n"
        f'#set text(font: "Noto Sans CJK SC", size: 20pt, lang: "zh")\n'
        f"#grid(columns: ({SIDE}pt,) * {_ACROSS}, rows: {SIDE}pt, align: center + horizon, {cells})\n"
    )
    compiled: Any = typst.compile(page.encode(), format="png", ppi=72.0)
    return np.asarray(1 - _pixels(compiled)[:, :, :3].mean(axis=2) / np.float32(255))


def _pixels(png: bytes) -> NDArray[np.float32]:
    """The pixels of a PNG of 8 bits a channel (ISO/IEC 15948)."""
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + size]
        at += 12 + size
    width, height, _, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    raw = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width * channels)
    above = np.zeros((width, channels), np.int64)
    rows = []
    for line in raw:
        above = _unfiltered(int(line[0]), line[1:].reshape(width, channels).astype(np.int64), above)
        rows.append(above)
    return np.array(rows, dtype=np.float32)


def _unfiltered(kind: int, line: NDArray[np.int64], above: NDArray[np.int64]) -> NDArray[np.int64]:
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0) % 256
    if kind == 2:
        return (line + above) % 256
    left, corner = np.zeros(line.shape[1], np.int64), np.zeros(line.shape[1], np.int64)
    result = np.empty_like(line)
    for at, (rest, up) in enumerate(zip(line, above, strict=True)):
        result[at] = left = (rest + (_paeth(left, up, corner) if kind == 4 else (left + up) // 2)) % 256
        corner = up
    return result


def _paeth(left: NDArray[np.int64], up: NDArray[np.int64], corner: NDArray[np.int64]) -> NDArray[np.int64]:
    guess = left + up - corner
    by_left, by_up, by_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    first = (by_left <= by_up) & (by_left <= by_corner)
    return np.where(first, left, np.where(by_up <= by_corner, up, corner))


def _cells(page: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    down = page.shape[0] // SIDE
    cells = page[: down * SIDE, : _ACROSS * SIDE].reshape(down, SIDE, _ACROSS, SIDE).swapaxes(1, 2)
    return cells.reshape(-1, SIDE, SIDE)[:count]


def _blurred(cells: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each point with its neighbours, so that a stroke moved a little is still the stroke."""
    padded = np.pad(cells, ((0, 0), (1, 1), (1, 1)))
    parts = [
        padded[:, row : row + SIDE, column : column + SIDE] * np.float32(weight)
        for row, weights in enumerate(((0.05, 0.1, 0.05), (0.1, 0.4, 0.1), (0.05, 0.1, 0.05)))
        for column, weight in enumerate(weights)
    ]
    return np.asarray(np.sum(parts, axis=0, dtype=np.float32))


if __name__ == "__main__":
    main()
