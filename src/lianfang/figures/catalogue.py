"""The catalogue of figures: finding one by its name or by another office's wording of it."""

from lianfang.accounts.access import roles
from lianfang.accounts.actors import Actor
from lianfang.figures.access import SEE_FIGURES
from lianfang.figures.declare import Figure, figures
from lianfang.figures.rules import Tree
from lianfang.kernel.wording import Text


def find_figures(text: str = "") -> list[Figure]:
    """Figures whose name, other wording, code or definition holds every word of the text, best first."""
    words = text.casefold().split()
    found = [(rank, figure) for figure in figures.values() if (rank := _rank(figure, words)) is not None]
    return [figure for _, figure in sorted(found, key=lambda pair: (pair[0], pair[1].code))]


def _rank(figure: Figure, words: list[str]) -> int | None:
    """0 when the name or a wording holds all words, 1 when code or definition are needed, None when they do not help."""
    called = " ".join([str(figure.name), *figure.also]).casefold()
    if all(word in called for word in words):
        return 0
    described = f"{called} {figure.code} {figure.means}".casefold()
    return 1 if all(word in described for word in words) else None


def who_may_open(figure: Figure) -> list[Text]:
    """The roles that may open the rows behind the figure."""
    return [role.name for role in roles.values() if figure.action.code in role.actions]


def home_of(actor: Actor) -> tuple[Tree, str]:
    """The widest place whose figures the actor may see: where a page begins when nothing was asked."""
    seen = [held for held in actor.held if held.permits(SEE_FIGURES)]
    areas = sorted((held.area_path for held in seen if held.area_path is not None), key=len)
    units = sorted((held.unit_path for held in seen if held.unit_path is not None), key=len)
    if units and not areas:
        return Tree.UNIT, units[0]
    return Tree.AREA, next(iter(areas), "")
