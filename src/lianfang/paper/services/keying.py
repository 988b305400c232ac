"""Keying in: what stands on a page becomes records, row by row; what is right is taken even if another row is not.

A row is compared as it is meant (dittos filled in, with who wrote and when) with what was taken of it: the same changes
nothing, anything else voids the earlier records and makes new ones. So a page may be typed twice, gone on with by
somebody else, and corrected at its head, in any order.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.acts import records
from lianfang.acts.models import Act
from lianfang.acts.services import void
from lianfang.acts.stamps import Stamp, derived_id
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, LianfangError, Refused
from lianfang.kernel.wording import Reason
from lianfang.paper import selectors
from lianfang.paper.adding import LINE, Additions, additions
from lianfang.paper.models import Page, Row
from lianfang.paper.reading import AND, Cells, Said, filled, names_of, understand
from lianfang.paper.registry import Block, Part
from lianfang.paper.rules import RowState, state_of
from lianfang.paper.services.heading import Head, write_head
from lianfang.privacy.audit import audit

LONGEST = 200
"""Characters of a cell."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed into a row, and the version of it that they saw.

    ``insists``: it stands so on the paper, so it is taken and flagged where a desk would refuse it.
    """

    cells: Cells
    seen: int
    insists: bool = False


@dataclass
class Keyed:
    """What became of it. ``head`` names what is wrong with the head, ``differs`` the rows somebody else keyed meanwhile."""

    page: Page
    rows: list[Row]
    head: Mapping[str, Reason] = field(default_factory=dict)
    differs: dict[UUID, Cells] = field(default_factory=dict)
    changed: set[UUID] = field(default_factory=set)


@transaction.atomic
def key_in(*, actor: Actor, page: UUID | str, head: Head, typed: Mapping[UUID, Typed]) -> Keyed:
    """Key in the head of a page and any of its rows. Raises NotFound, or Refused for a page that is set aside."""
    found = selectors.get_page_for(actor, page, alone=True)
    if found.is_set_aside:
        raise Refused("paper.is_closed")
    keyed = Keyed(found, selectors.rows_of(found), head=write_head(actor, found, head))
    for row in keyed.rows:
        if row.pk in typed:
            _note(keyed, row, typed[row.pk])
    _insist_alike(keyed, typed)
    added = additions(found, keyed.rows)
    for block in found.blocks:
        if not block.adds:
            _settle(actor, keyed, block, [row for row in keyed.rows if row.block == block.code], added)
    _settle_added(actor, keyed, added)
    if keyed.changed:
        _remember(actor, keyed)
    return keyed


def _note(keyed: Keyed, row: Row, typed: Typed) -> None:
    """Put down what was typed, unless somebody else changed the row since it was shown."""
    block = keyed.page.block(row.block)
    cells = {name: text for name in names_of(block) if (text := typed.cells.get(name, "").strip()[:LONGEST])}
    if cells == row.cells and typed.insists <= row.insists:
        row.put(tried=None)  # the same once more: what stood against it may be gone
    elif typed.seen != row.version and row.cells:
        keyed.differs[row.pk] = cells
    else:
        row.put(cells=cells, tried=None, insists=typed.insists)
        row.version += 1
        keyed.changed.add(row.pk)


def _insist_alike(keyed: Keyed, typed: Mapping[UUID, Typed]) -> None:
    """What was said to stand so on the paper holds for every row that waits for the same reason."""
    insisted = [row for row in keyed.rows if row.pk in keyed.changed and typed[row.pk].insists]
    reasons = {told["code"] for row in insisted for told in row.wrong.values()}
    for row in keyed.rows:
        if row.wrong and not row.insists and {told["code"] for told in row.wrong.values()} <= reasons:
            row.put(insists=True, tried=None)
            row.version += 1


def _settle(actor: Actor, keyed: Keyed, block: Block, rows: Sequence[Row], added: Additions) -> None:
    """Take every row of a block that means something else than was taken of it."""
    for row, own in zip(rows, filled(block, rows, [row.cells for row in rows]), strict=True):
        cells = own | added.cells_of(row)
        meant = _meant(keyed.page, row, cells)
        if meant == row.taken:
            if row.state == RowState.WRONG:
                _write(actor, keyed, row, RowState.TAKEN if meant else RowState.EMPTY, {})
        elif meant != row.tried or row.pk in keyed.changed:
            _take(actor, keyed, block, row, cells, meant)


def _settle_added(actor: Actor, keyed: Keyed, added: Additions) -> None:
    """A continuation line stands as the row stands to which it belongs; what is wrong in it is said beside its cell."""
    rows = {row.pk: row for row in keyed.rows}
    belongs = {row.pk: (rows[above], number) for row, above, number in added}
    for row in keyed.rows:
        if keyed.page.block(row.block).adds:
            wrong = {LINE: added.lost[row.pk]} if row.pk in added.lost else {}
            if row.pk in belongs:
                wrong = _wrong_below(*belongs[row.pk])
            state = RowState.WRONG if wrong else RowState.TAKEN if row.cells else RowState.EMPTY
            if (row.state, row.problems) != (state, wrong) or row.pk in keyed.changed:
                _write(actor, keyed, row, state, wrong)


def _wrong_below(above: Row, number: int) -> dict[str, Reason]:
    """What is to be mended in the continuation line with this number of a row."""
    if not above.cells:
        return {LINE: Reason.of("paper.line_is_empty")}
    own = {name.partition(AND)[0]: why for name, why in above.problems.items() if name.endswith(f"{AND}{number}")}
    waits = {"": Reason.of("paper.waits_for_line", line=above.number)} if above.state == RowState.WRONG else {}
    return own or waits


def _meant(page: Page, row: Row, cells: Cells) -> dict[str, str]:
    """What a row says, with who wrote and when: equal where a second typing changes nothing."""
    if not cells:
        return {}
    began = page.from_at.isoformat() if page.from_at and not row.at else ""
    return {**cells, "page.recorder": page.recorder, "page.began": began, "page.insists": str(row.insists)}


def _take(actor: Actor, keyed: Keyed, block: Block, row: Row, cells: Cells, meant: dict[str, str]) -> None:
    if cells and keyed.head:
        row.put(tried=meant)
        return _write(actor, keyed, row, RowState.WRONG, {"": next(iter(keyed.head.values()))})
    said: list[Said] = []
    try:
        with transaction.atomic():
            said = understand(block, row, keyed.page, cells)
            made = _replace(actor, keyed.page, row, said)
    except Invalid as invalid:
        row.put(tried=meant)
        return _write(actor, keyed, row, RowState.WRONG, _by_cell(said, invalid))
    except LianfangError as refused:
        row.put(tried=meant)
        return _write(actor, keyed, row, RowState.WRONG, {"": refused.reason})
    row.put(taken=meant, tried=None)
    row.records, row.attempt = made, row.attempt + 1
    return _write(actor, keyed, row, RowState.TAKEN if meant else RowState.EMPTY, {})


def _replace(actor: Actor, page: Page, row: Row, said: Sequence[Said]) -> list[list[str]]:
    """Record what a row says now in the place of what it recorded before; returns part, table and id of each."""
    earlier = {part: _act(label, record) for part, label, record in row.records}
    parts = {part.key: part for part in page.block(row.block).parts}
    wanted = {each.part.key for each in said}
    for key, act in earlier.items():
        if key not in wanted or parts[key].correct is None:
            _take_back(actor, parts[key], act)
    made = {each.part.key: _record(actor, page, row, each, earlier.get(each.part.key)) for each in said}
    return [[key, act._meta.label_lower, str(act.pk)] for key, act in made.items()]


def _act(label: str, record: str) -> Act:
    model: Any = apps.get_model(label)
    act: Act = model.objects.get(pk=record)
    return act


def _take_back(actor: Actor, part: Part, act: Act) -> None:
    if act.is_voided:
        return
    if part.take_back is not None:
        part.take_back(actor, act)
    else:
        void(act, actor=actor, because="paper")


def _record(actor: Actor, page: Page, row: Row, said: Said, earlier: Act | None) -> Act:
    """Raises Refused for what would be flagged, unless who keys it in insists that it stands so on the paper."""
    stamp = Stamp(
        id=derived_id("paper", row.pk, said.part.key, row.attempt),
        at=said.at,
        offline=True,
        recorder=page.recorder,
        typed_by=actor.name,
    )
    if earlier is not None and said.part.correct is not None and not earlier.is_voided:
        act = said.part.correct(actor, stamp, earlier, records.kind_of(said.part.kind).read(said.given))
    else:
        act = records.take(actor=actor, kind=said.part.kind, stamp=stamp, about=row.about, given=said.given)
    flag = act.would_have_been_refused
    if flag is not None and not row.insists:
        raise Refused(flag.code, **flag.params)
    return act


def _by_cell(said: Sequence[Said], invalid: Invalid) -> dict[str, Reason]:
    """Problems under the names of the cells; what concerns none of them under its own."""
    cells = {item: [cell for each in said if (cell := each.cell_of(item)) != item] for item in invalid.fields}
    return {cells[item][0] if cells[item] else item: reason for item, reason in invalid.fields.items()}


def _write(actor: Actor, keyed: Keyed, row: Row, state: RowState, wrong: Mapping[str, Reason]) -> None:
    row.state, row.wrong = state.value, {name: reason.as_json() for name, reason in wrong.items()}
    row.keyed_at, row.keyed_by = now(), actor.name
    row.said = json.dumps(row.kept, ensure_ascii=False, sort_keys=True)
    row.save(update_fields=["said", "wrong", "state", "version", "attempt", "records", "keyed_at", "keyed_by"])
    keyed.changed.add(row.pk)


def _remember(actor: Actor, keyed: Keyed) -> None:
    page = keyed.page
    states = [RowState(row.state) for row in keyed.rows]
    page.state, page.closed_at = state_of(states).value, None
    page.taken, page.wrong = states.count(RowState.TAKEN), states.count(RowState.WRONG)
    page.keyed_at, page.keyed_by = now(), actor.name
    page.save(update_fields=["state", "taken", "wrong", "keyed_at", "keyed_by", "closed_at"])
    audit(actor, "page.typed", page, rows=sorted(str(row) for row in keyed.changed))
