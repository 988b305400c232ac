"""What verification announces, inside the transaction that made it so."""

from dataclasses import dataclass

from lianfang.verification.models import NameRow


@dataclass(frozen=True)
class RowAnswered:
    """A row has its outcome; ``row.person`` is who was meant, where somebody was found."""

    row: NameRow
