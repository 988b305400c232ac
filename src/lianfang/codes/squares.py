"""A code as a square (二维码): QR of version 1 at the highest level of repair, so that a third of it may be dirty."""

from functools import lru_cache

import segno

BORDER = 4
"""White around the square, in its own points; a reader needs it (ISO/IEC 18004)."""


@lru_cache(maxsize=2048)
def square_of(code: str) -> str:
    """The square of a plain code as an SVG drawing, without size: whoever shows it says how large."""
    drawn = segno.make(code, error="h", micro=False, boost_error=False)
    return drawn.svg_inline(border=BORDER, omitsize=True, svgclass="code-square", lineclass=None)
