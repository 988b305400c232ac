"""Numbers for everybody: only figures declared public, with small counts suppressed."""

from collections.abc import Mapping

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask, Key
from lianfang.figures.declare import Privacy
from lianfang.figures.engine import evaluate, figure_of
from lianfang.figures.suppression import Published, Total, suppress
from lianfang.kernel.errors import Refused

REST = "rest"
"""Stands for what lies in none of the parts, which is never shown."""


def published(ask: Ask) -> dict[Key, Published]:
    """What everybody may read: the parts of one grouping with their total, or the total alone.

    Numbers that are zero are absent from the grouping. Raises Refused for a figure that is not public and for more than
    one grouping at a time, whose totals could not be guarded together.
    """
    for code in ask.figures:
        if figure_of(code).privacy is not Privacy.PUBLIC:
            raise Refused("figures.not_public", figure=code)
    if len(ask.group) + len(ask.by) > 1:
        raise Refused("figures.one_grouping")
    nobody = Actor.system("public")
    wholes = evaluate(ask.but(group=(), by=(), places=()), nobody).numbers
    parts = evaluate(ask, nobody).numbers if ask.group or ask.by else {}
    shown: dict[Key, Published] = {}
    for code in ask.figures:
        shown |= _of_figure(Key(code, ask.base), wholes, {key: n for key, n in parts.items() if key.figure == code})
    return shown


def _of_figure(whole: Key, wholes: Mapping[Key, int], parts: Mapping[Key, int]) -> dict[Key, Published]:
    total = wholes.get(whole, 0)
    rest = Key(whole.figure, REST)
    shown = suppress({whole: total, rest: total - sum(parts.values()), **parts}, [Total(whole, [*parts, rest])])
    del shown[rest]
    return shown
