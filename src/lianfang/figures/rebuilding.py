"""Making the daily sums anew from the rows: after rows were brought in around the services, or when a figure is declared."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Model, QuerySet
from django.db.models.functions import TruncDate

from lianfang.figures.declare import Figure, Rows, figures
from lianfang.figures.folding import add_to_sums
from lianfang.figures.models import NO_RESPONSE, Delta, MonthSum
from lianfang.figures.rowcounts import amount_of, known_now
from lianfang.figures.rules import cell_of, cells_within, signed_units, word
from lianfang.privacy.models import SunsetRecord


def rebuild(codes: Sequence[str] = ()) -> int:
    """Throw away the sums of these figures (none named: of all) and count their rows; returns how many groups there were.

    Writers wait while it runs, so that no act is counted in both ways or in neither. The sums of a response that had its
    sunset stay: they were merged, and its rows no longer say where they were.
    """
    wanted = [figure for figure in figures.values() if figure.is_summed and (not codes or figure.code in codes)]
    with transaction.atomic():
        keep_writers_out()
        deltas = [delta for figure in wanted for delta in _counted_anew(figure)]
        add_to_sums(deltas)
    return len(deltas)


def keep_writers_out() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Delta._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _counted_anew(figure: Figure) -> Iterator[Delta]:
    _forget(figure)
    for rows in figure.rows:
        found = rows.model._base_manager.filter(rows.where).filter(known_now(rows))
        if rows.has(rows.response):
            found = found.exclude(**{f"{rows.response}__in": settled()})
        for code in ["", *figure.summed_by]:
            yield from _groups(figure, rows, code, found)


def _forget(figure: Figure) -> None:
    for table in (MonthSum, Delta):
        sums = table._base_manager.exclude(response__in=settled())
        sums.filter(cell=cell_of(figure.code)).delete()
        for code in figure.summed_by:
            first, end = cells_within(figure.code, code)
            sums.filter(cell__gte=first, cell__lt=end).delete()


def settled() -> "QuerySet[SunsetRecord, UUID]":
    """The responses that had their sunset."""
    return SunsetRecord.objects.exclude(ended_at=None).values_list("pk", flat=True)


def _groups(figure: Figure, rows: Rows, by: str, found: QuerySet[Model]) -> Iterator[Delta]:
    """One delta for all rows of a day at a place for the same units."""
    keys = {
        "_day": F(rows.when) if rows.is_day(rows.when) else TruncDate(rows.when),
        "_area": F(rows.area),
        "_unit": F(rows.unit),
    }
    keys |= {"_with": F(rows.joint)} if rows.has(rows.joint) else {}
    keys |= {"_response": F(rows.response)} if rows.has(rows.response) else {}
    keys |= {"_by": F(rows.column_of(by))} if by else {}
    for group in found.values(**keys).annotate(_amount=amount_of(figure, rows)).order_by().iterator():
        cell = cell_of(figure.code, by, word(group.get("_by"))) if by else cell_of(figure.code)
        for number, (unit, sign) in enumerate(signed_units([group["_unit"], *(group.get("_with") or [])])):
            yield Delta(
                day=group["_day"],
                cell=cell,
                response=group.get("_response") or NO_RESPONSE,
                area_path=group["_area"] if number == 0 else None,  # type: ignore[misc]
                unit_path=unit,
                amount=sign * int(group["_amount"] or 0),
            )
