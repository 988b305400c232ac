"""How lists and rows are shown: the first rows as understood, a row beside whoever may be meant, what came of lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianfang.engines.matching.model import Reason as MatchReason
from lianfang.engines.matching.wording import reason_in
from lianfang.exchange import Mapping, Table
from lianfang.kernel.clock import today
from lianfang.kernel.identifiers import mask_id, mask_name, mask_phone
from lianfang.people.models import SEXES, Person
from lianfang.people.rules import Sex
from lianfang.people.shown import Shown, in_the_open
from lianfang.territory.selectors import full_name
from lianfang.verification.exchange import WHO
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import Outcome, State
from lianfang.verification.taking.places import Where
from lianfang.verification.taking.reading import read_rows
from lianfang.verification.taking.splitting import district_of
from lianfang.verification.yields import gains

FIRST = 8
_SEXES = dict(SEXES)


def first_rows(table: Table, mapping: Mapping, name_list: NameList) -> list[dict[str, Any]]:
    """The first rows as understood, masked; empty while a column is missing."""
    if mapping.problems or not any(field in mapping.matches for field in WHO):
        return []
    where = Where(district_of(name_list))
    lines = []
    for told in islice(read_rows(table, mapping, today()), FIRST):
        place = where.find(told)
        cells = [
            mask_name(told.name),
            mask_id(told.id_number),
            mask_phone(told.phone),
            str(told.born.year) if told.born else "",
            " / ".join(filter(None, [full_name(place.area_path), place.door])) if place else "",
        ]
        lines.append({"number": told.number, "cells": cells, "problem": told.problem})
    return lines


@dataclass(frozen=True)
class Beside:
    """Somebody who may be meant, field by field beside the row, with what speaks for and against."""

    key: str
    person: Shown
    fields: list[tuple[str, str, str]]
    reasons: list[tuple[str, str]]
    weight: float


def beside(row: NameRow) -> list[Beside]:
    """Everybody a row may mean, the likeliest first."""
    known = Person.objects.select_related("household", "response").in_bulk([each["person"] for each in row.candidates])
    people = {str(pk): person for pk, person in known.items()}
    return [_beside(row, each, people[each["person"]]) for each in row.candidates if each["person"] in people]


def _beside(row: NameRow, candidate: dict[str, Any], person: Person) -> Beside:
    open_person = in_the_open(person)
    fields = [
        (_("name"), str(row.name), open_person.name),
        (_("ID number"), str(row.id_number), open_person.id_number),
        (_("phone"), str(row.phone), open_person.phone),
        (_("date of birth"), str(row.birth_date or ""), open_person.born),
        (_("sex"), str(_SEXES[row.sex]) if row.sex != Sex.UNKNOWN else "", open_person.sex),
        (_("address"), str(row.address), " ".join(filter(None, [open_person.area, open_person.door]))),
    ]
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    reasons = [
        (reason_in(language, MatchReason(code, weight, field)), "late" if weight < 0 else "done")
        for code, field, weight in candidate["reasons"]
        if code != "prior"
    ]
    return Beside(candidate["person"], open_person, fields, reasons, candidate["weight"])


# -- what came of lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Yield:
    """What came of one list (名单效用)."""

    name_list: NameList
    rows: int
    answered: int
    here: int
    wrong: int
    gains: list[tuple[str, int]]

    @property
    def came(self) -> int:
        """Rows of which anything came."""
        return sum(count for _name, count in self.gains)


def yields_of(lists: Sequence[NameList]) -> list[Yield]:
    """What came of these lists: people found here, wrong data, and what followed, each as a number of rows."""
    counted: dict[UUID, dict[str, int]] = {
        row["name_list"]: {"all": row["all"], "answered": row["answered"], "here": row["here"], "wrong": row["wrong"]}
        for row in NameRow.objects.filter(name_list__in=[each.pk for each in lists])
        .order_by()
        .values("name_list")
        .annotate(
            all=Count("pk"),
            answered=Count("pk", filter=Q(state=State.ANSWERED.value)),
            here=Count("pk", filter=Q(outcome__in=[Outcome.DONE.value, Outcome.ALREADY_KNOWN.value])),
            wrong=Count("pk", filter=Q(outcome__in=[Outcome.WRONG_DATA.value, Outcome.NOT_FOUND.value])),
        )
    }
    return [_yield(each, counted.get(each.pk, dict.fromkeys(_COUNTED, 0))) for each in lists]


_COUNTED = ("all", "answered", "here", "wrong")


def _yield(name_list: NameList, row: dict[str, int]) -> Yield:
    came = [(str(gain.name), gain.rows_of(name_list).count()) for gain in gains.values()]
    return Yield(name_list, row["all"], row["answered"], row["here"], row["wrong"], came)
