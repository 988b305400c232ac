"""Doors on a list that somebody pastes: a code, or a building and a door, in each line."""

from collections import defaultdict
from uuid import UUID

from lianfang.codes.rules import is_code, plain
from lianfang.codes.selectors import thing_of
from lianfang.kernel.errors import Invalid, NotFound
from lianfang.kernel.paths import under
from lianfang.kernel.wording import Reason
from lianfang.people.models import Household
from lianfang.people.rules import door_of
from lianfang.territory.names import full_name, names_of

MOST_NAMED = 5
"""Lines that a refusal names; more are counted."""
_AT_ONCE = 500


def households_on(text: str, within: str) -> tuple[UUID, ...]:
    """The households that the lines of a list mean, below an area. Raises Invalid, naming the lines that mean none or several."""
    lines = {number: line.strip() for number, line in enumerate(text.splitlines(), start=1) if line.strip()}
    codes = {number: line for number, line in lines.items() if is_code(plain(line))}
    found = {number: _of_code(line) for number, line in codes.items()}
    found |= _of_doors({number: line for number, line in lines.items() if number not in codes}, within)
    if wrong := sorted(number for number, household in found.items() if household is None):
        named = ", ".join(map(str, wrong[:MOST_NAMED]))
        raise Invalid({"listed": Reason.of("screening.lines_unknown", lines=named, number=len(wrong))})
    return tuple(dict.fromkeys(each for _number, each in sorted(found.items()) if each is not None))


def _of_code(line: str) -> UUID | None:
    try:
        return thing_of(line, "people.household")
    except NotFound:
        return None


def _of_doors(lines: dict[int, str], within: str) -> dict[int, UUID | None]:
    """Lines such as ``3号楼 1-101``: the door is the last word, what stands before narrows where."""
    spelt = {number: _parts(line) for number, line in lines.items()}
    homes = _homes({door for _place, door in spelt.values()}, within)
    names_of({path for some in homes.values() for _home, path in some})
    return {number: _meant(homes[door], place) for number, (place, door) in spelt.items()}


def _parts(line: str) -> tuple[str, str]:
    place, _space, door = line.replace("\t", " ").replace("\u3000", " ").replace("/", " ").rpartition(" ")
    return place.replace(" ", ""), door_of(door)


def _homes(doors: set[str], within: str) -> dict[str, list[tuple[UUID, str]]]:
    homes: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    wanted = sorted(doors)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Household.objects.filter(under("area_path", within), door__in=wanted[start : start + _AT_ONCE])
        for pk, door, path in rows.values_list("pk", "door", "area_path"):
            homes[door].append((pk, path))
    return homes


def _meant(homes: list[tuple[UUID, str]], place: str) -> UUID | None:
    """The one household that a line can mean; None where there is none, or more than one."""
    fitting = [home for home, path in homes if full_name(path).replace(" ", "").replace("/", "").endswith(place)]
    return fitting[0] if len(fitting) == 1 else None
