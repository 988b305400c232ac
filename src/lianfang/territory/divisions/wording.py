"""A plan in words, line by line: for the command line and the page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianfang.kernel.wording import label_of
from lianfang.territory.divisions.plan import Plan, Standing
from lianfang.territory.tree.previews import Following

SHOWN = 30
"""Lines of a kind, unless all are asked for."""


def summary(plan: Plan) -> list[str]:
    """What the edition holds and what it changes, in numbers."""
    sizes = ", ".join(f"{label_of(level)} {count:,}" for level, count in plan.edition.sizes().items())
    lines = [_("The files hold: %(sizes)s.") % {"sizes": sizes}]
    counts = [
        (_("added"), len(plan.added)),
        (_("given a name"), len(plan.named)),
        (_("renamed"), len(plan.renamed)),
        (_("given another code"), len(plan.recoded)),
        (_("moved"), len(plan.moved)),
        (_("merged into another"), len(plan.merged)),
        (_("retired"), len(plan.retired)),
        (_("unchanged"), plan.unchanged),
    ]
    lines.append(" · ".join(f"{name} {count:,}" for name, count in counts if count))
    if plan.follows:
        lines.append(_("Goes along to the new places: %(what)s.") % {"what": amounts(plan.follows)})
    return lines


def amounts(following: list[Following]) -> str:
    return ", ".join(f"{each.count:,} {each.label}" for each in following)


def details(plan: Plan, shown: int | None = SHOWN) -> Iterator[str]:
    """The changes one by one (additions and first names are not listed), then what stands in the way."""
    kinds: list[tuple[str, list[str]]] = [
        (_("renamed"), [f"{area.code} {area.name} → {new.name}" for area, new in plan.renamed]),
        (_("given another code"), [f"{_called(area)} → {new.code} {new.name}" for area, new in plan.recoded]),
        (_("moved"), [_("%(area)s goes below %(parent)s") % _move(plan, area, new.parent) for area, new in plan.moved]),
        (_("merged into another"), [f"{_called(area)} → {_target(plan, code)}" for area, code in plan.merged]),
        (_("retired"), [_called(area) for area in plan.retired]),
    ]
    for name, lines in kinds:
        yield from (f"{name}: {line}" for line in lines[:shown])
        if shown is not None and len(lines) > shown:
            left = len(lines) - shown
            yield f"{name}: " + ngettext("and %(count)s more", "and %(count)s more", left) % {"count": f"{left:,}"}
    for area, standing in plan.blocked:
        yield _("%(area)s cannot retire, for here stand: %(what)s. Name its successor with --into %(code)s=CODE.") % {
            "area": _called(area),
            "what": amounts(standing),
            "code": area.code,
        }


def _called(area: Standing) -> str:
    return f"{area.code} {area.name}".strip()


def _target(plan: Plan, code: str) -> str:
    if division := plan.edition.divisions.get(code):
        return f"{code} {division.name}"
    return _called(plan.known[code])


def _move(plan: Plan, area: Standing, parent: str) -> dict[str, str]:
    return {"area": _called(area), "parent": _target(plan, parent)}
