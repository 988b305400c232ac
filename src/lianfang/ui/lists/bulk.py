"""One action on many rows: ticked, previewed in words, then done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from lianfang.kernel.wording import Text

MOST = 1000
"""Rows of one bulk action."""


@dataclass(frozen=True)
class Preview:
    """What would happen, in a sentence with its numbers, and what deserves a line of its own."""

    sentence: Text
    lines: Sequence[Text] = field(default_factory=list)
    possible: bool = True


@dataclass(frozen=True)
class Bulk:
    """``preview`` changes nothing; ``go`` calls the service and answers with the sentence for the user.

    Both get the rows again through the list's own selector, so that nobody acts on what they may not see.
    """

    code: str
    label: Text
    preview: Callable[[HttpRequest, list[Any]], Preview]
    go: Callable[[HttpRequest, list[Any]], Text]
