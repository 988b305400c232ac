"""What becomes of the numbers of a response at its sunset (日落): small sums go up, rows that are left forget their place.

Whole days of the whole of the response count as before. Below it stand sums of at least five; rows without the person,
which the sums do not need, end where their table promises it, and the others say only that they belong to the response.
Done again it changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Substr

from lianfang.figures.declare import figures
from lianfang.figures.folding import fold
from lianfang.figures.merging import Sums, merged
from lianfang.figures.models import DAYS, MonthSum
from lianfang.figures.rebuilding import keep_writers_out
from lianfang.figures.rules import Tree, split_of
from lianfang.kernel.paths import WIDTH, PathField, depth_of, under
from lianfang.privacy import sunset
from lianfang.privacy.declare import Ending, declared
from lianfang.privacy.endings import Rows, erase, promises

Month: TypeAlias = dict[str, dict[str, list[int]]]
"""Place -> cell -> what each of the 31 days counts."""
Group: TypeAlias = tuple[int, date, str]
"""Tree, month and figure."""

ORGANISATIONS = 1
"""The depth in the tree of units above which nothing is merged."""


def settle(response: UUID) -> dict[str, int]:
    """Merge the small sums of a response, and let the rows that its figures counted forget where they were.

    Returns how many emptied rows of each table were erased, by label.
    """
    erased: dict[str, int] = {}
    top = str(getattr(sunset.find(str(response)), "area_path", ""))
    with transaction.atomic():
        _fold_everything()
        for group in _groups(response):
            _merge(response, group, depth_of(top) if group[0] == Tree.AREA else ORGANISATIONS)
        for model in _counted_models():
            if (rows := sunset.rows_of(model, response)) is not None:
                erased[model._meta.label_lower] = _erase_what_sums_hold(rows)
                _lift(rows, top)
    return erased


def _fold_everything() -> None:
    keep_writers_out()
    while fold():
        pass


# -- sums ----------------------------------------------------------------------------------------------------------


def _groups(response: UUID) -> list[Group]:
    """What has sums of this response."""
    found = MonthSum.objects.filter(response=response).values_list("tree", "month", "cell").distinct()
    return sorted({(tree, month, split_of(cell)[0]) for tree, month, cell in found})


def _merge(response: UUID, group: Group, top: int) -> None:
    """Write the sums of one figure anew, where merging changes them."""
    tree, month, figure = group
    rows = MonthSum.objects.filter(response=response, tree=tree, month=month).filter(
        models.Q(cell=figure) | models.Q(cell__startswith=f"{figure}/")
    )
    before = _read(rows)
    after = _merged_days(before, top)
    if before == after:
        return
    rows.delete()
    made = [
        MonthSum(tree=tree, depth=depth_of(place), cell=cell, month=month, place=place, response=response, **days)
        for place, cells in after.items()
        for cell, numbers in cells.items()
        if (days := {day: number for day, number in zip(DAYS, numbers, strict=True) if number})
    ]
    MonthSum.objects.bulk_create(made, batch_size=500)


def _read(rows: "models.QuerySet[MonthSum]") -> Month:
    month: Month = defaultdict(dict)
    for place, cell, *numbers in rows.values_list("place", "cell", *DAYS).iterator():
        if any(numbers):
            month[place][cell] = numbers
    return dict(month)


def _merged_days(month: Month, top: int) -> Month:
    after: Month = defaultdict(dict)
    for number in range(len(DAYS)):
        for place, numbers in merged(_day(month, number), top).items():
            for cell, counted in numbers.items():
                after[place].setdefault(cell, [0] * len(DAYS))[number] = counted
    return dict(after)


def _day(month: Month, number: int) -> Sums:
    days = ((place, {cell: days[number] for cell, days in cells.items()}) for place, cells in month.items())
    return {place: numbers for place, numbers in days if any(numbers.values())}


# -- rows ----------------------------------------------------------------------------------------------------------


def _counted_models() -> list[type[models.Model]]:
    """The tables that figures count and that do not stay as they are, those that point to others first."""
    counted = {rows.model for figure in figures.values() for rows in figure.rows}
    return [each.model for each in promises() if each.model in counted and each.ending is not Ending.KEEP]


def _erase_what_sums_hold(rows: Rows) -> int:
    """Rows that were to be erased or handed over, and were left only because they are counted."""
    promise = declared[rows.model._meta.label_lower]
    ends = promise.ending is not Ending.KEEP_WITHOUT_PERSON and is_held_by_sums(rows.model)
    return erase(rows) if ends else 0


def is_held_by_sums(model: type[models.Model]) -> bool:
    """Whether whole days of every figure over this table, with every split, are answered from the sums."""
    counting = [figure for figure in figures.values() if any(rows.model is model for rows in figure.rows)]
    return all(figure.is_summed and len(figure.summed_by) == len(figure.by) for figure in counting)


def _lift(rows: Rows, top: str) -> None:
    """Rows that stay say no longer where in the response's area, and for which part of an organisation."""
    for field in _paths(rows.model):
        elsewhere = rows
        if "unit" not in field and top:
            rows.filter(under(field, top)).update(**{field: top})
            elsewhere = rows.exclude(under(field, top))
        elsewhere.update(**{field: Substr(field, 1, WIDTH)})
    if any(field.name == "with_units" for field in rows.model._meta.concrete_fields):
        for row in rows.exclude(with_units=[]).only("pk", "unit_path", "with_units").iterator():
            row.with_units = sorted({path[:WIDTH] for path in row.with_units} - {row.unit_path})
            row.save(update_fields=["with_units"])


def _paths(model: type[models.Model]) -> Iterator[str]:
    return (field.name for field in model._meta.concrete_fields if isinstance(field, PathField))
