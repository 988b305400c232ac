"""An edition of the national divisions comes in: planned first, then carried out."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.privacy.audit import audit
from lianfang.territory.access import IMPORT_DIVISIONS
from lianfang.territory.divisions.carry_out import carry_out, hold_all
from lianfang.territory.divisions.edition import read_edition
from lianfang.territory.divisions.plan import Plan, compare, standing_areas
from lianfang.territory.models import Area


def plan_import(*, actor: Actor, files: Iterable[tuple[str, bytes]], into: Mapping[str, str] | None = None) -> Plan:
    """What these files (name and content) would change; nothing is written. ``into``: abolished code to its successor.

    Raises Refused, and Invalid with the lines that cannot be accepted.
    """
    actor.require(IMPORT_DIVISIONS, area_path="")
    known = standing_areas()
    return compare(read_edition(files, frozenset(known)), known, into or {})


@transaction.atomic
def apply_import(
    *,
    actor: Actor,
    files: Iterable[tuple[str, bytes]],
    into: Mapping[str, str] | None = None,
    document: str = "",
) -> Plan:
    """Bring these files into the tree, as `plan_import` shows it at this moment. The same files again change nothing.

    Raises Refused where something still stands at an area that nothing continues; then nothing is changed.
    """
    hold_all()
    plan = plan_import(actor=actor, files=files, into=into)
    if plan.changes:
        carry_out(actor, plan, document)
        kinds = ("added", "named", "renamed", "recoded", "moved", "merged", "retired")
        counts = {kind: len(getattr(plan, kind)) for kind in kinds}
        audit(actor, "divisions.imported", Area._meta.label_lower, **counts, document=document)
    return plan
