"""What is announced about every act, whatever its kind."""

from dataclasses import dataclass

from lianfang.acts.models import Act


@dataclass(frozen=True)
class ActRecorded:
    """An act was written, in this transaction."""

    act: Act


@dataclass(frozen=True)
class ActVoided:
    """An act was voided, in this transaction."""

    act: Act
