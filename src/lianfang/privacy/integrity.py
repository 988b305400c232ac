"""Whether the audit log is whole: what `lianfang check audit` finds."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from lianfang.kernel.wording import Reason
from lianfang.privacy import anchors
from lianfang.privacy.audit import BEGINNING, CHAINS, seal_of, seal_of_head
from lianfang.privacy.models import AuditEntry, AuditHead


def findings() -> Iterator[Reason]:
    """Everything that is not as it was written, chain by chain; nothing where the log is whole."""
    heads = {head.chain: head for head in AuditHead.objects.all()}
    expected = anchors.expected()
    if heads or expected:
        for chain in sorted(set(range(CHAINS)) - set(heads)):
            yield Reason.of("privacy.audit_chain_missing", chain=chain)
    for chain, head in sorted(heads.items()):
        yield from _Chain(head, expected.get(chain)).findings()
    yield from _broken_anchors()


def count_entries() -> int:
    return AuditEntry.objects.count()


@dataclass
class _Chain:
    """One chain, read from its beginning to its end."""

    head: AuditHead
    anchored: tuple[int, str, str] | None
    number: int = 0
    mac: bytes = BEGINNING
    at_anchor: bytes = field(default=BEGINNING)
    follows: bool = True

    def findings(self) -> Iterator[Reason]:
        for entry in AuditEntry.objects.filter(chain=self.head.chain).order_by("number").iterator(chunk_size=2000):
            yield from self._gap(entry.number)
            yield from self._entry(entry)
        yield from self._end()
        yield from self._anchor()

    def _gap(self, number: int) -> Iterator[Reason]:
        first, last = self.number + 1, number - 1
        if first == last:
            yield Reason.of("privacy.audit_entry_missing", chain=self.head.chain, number=first)
        elif first < last:
            yield Reason.of("privacy.audit_entries_missing", chain=self.head.chain, first=first, last=last)
        self.follows = first > last

    def _entry(self, entry: AuditEntry) -> Iterator[Reason]:
        """An entry that follows its predecessor has its seal; after a gap its own seal cannot be judged."""
        if self.follows and not hmac.compare_digest(seal_of(entry, self.mac), bytes(entry.mac)):
            yield Reason.of("privacy.audit_entry_edited", chain=entry.chain, number=entry.number)
        self.number, self.mac = entry.number, bytes(entry.mac)
        if self.anchored is not None and entry.number == self.anchored[0]:
            self.at_anchor = self.mac

    def _end(self) -> Iterator[Reason]:
        yield from self._gap(self.head.number + 1)
        whole = hmac.compare_digest(seal_of_head(self.head), bytes(self.head.seal))
        if not whole or self.number > self.head.number:
            yield Reason.of("privacy.audit_head_changed", chain=self.head.chain)
        elif self.number == self.head.number and bytes(self.head.mac) != self.mac:
            yield Reason.of("privacy.audit_entry_edited", chain=self.head.chain, number=self.number)

    def _anchor(self) -> Iterator[Reason]:
        if self.anchored is None:
            return
        number, mac, at = self.anchored
        if self.head.number < number:
            yield Reason.of("privacy.audit_ends_before_anchor", chain=self.head.chain, number=number, on=at[:10])
        elif self.at_anchor.hex() != mac and self.number >= number:
            yield Reason.of("privacy.audit_differs_from_anchor", chain=self.head.chain, number=number, on=at[:10])


def _broken_anchors() -> Iterator[Reason]:
    for line, anchor in enumerate(anchors.anchors(), start=1):
        if not anchor.is_whole:
            yield Reason.of("privacy.anchor_changed", line=line)
