"""The tasks that lists make: verify a person, and settle who is meant and who is responsible."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.tasks import kinds
from lianfang.tasks.subjects import PERSON, Shown, Subject, resolver
from lianfang.verification.models import NameRow, Part
from lianfang.verification.selectors import get_part_for, get_row_for, lists_visible_to, rows_visible_to

ROW = "verification.row"
PART = "verification.part"
VERIFY = kinds.register(
    "verification.verify", _("verify somebody on a list"), page="verification:row", opened_by=get_row_for
)
SETTLE = kinds.register(
    "verification.settle",
    _("say whom rows of a list mean"),
    knock=False,
    page="verification:part",
    opened_by=get_part_for,
)


def about(row: NameRow) -> Subject:
    """Whom a row means: a person on record, else the row itself."""
    return Subject(PERSON, row.person_id) if row.person_id else Subject(ROW, row.pk)


def _show_rows(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    seen = rows_visible_to(actor).filter(pk__in=ids)
    return {each.pk: Shown(each.masked, reverse("verification:row", args=[each.pk])) for each in seen}


def _show_parts(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    seen = Part.objects.filter(pk__in=ids, name_list__in=lists_visible_to(actor)).select_related("name_list__sender")
    return {
        each.pk: Shown(
            f"{each.name_list.asker} · {each.name_list.get_kind_display()}",
            reverse("verification:part", args=[each.pk]),
        )
        for each in seen
    }


resolver(ROW, _show_rows)
resolver(PART, _show_parts)
