"""What is announced about promises kept."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SunsetDone:
    """What a response learned about people has ended and its key is destroyed, in this transaction."""

    response: UUID
