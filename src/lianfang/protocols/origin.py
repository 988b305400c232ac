"""Where a value comes from: a source that says it, or an assumption made because none does."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Origin:
    """`text` names the source (with the rule's id where there is one) or says why the value was assumed.

    `text_zh` and `note_zh` say the same in Chinese, where the file does; a source is named as it names itself.
    `edition` is the code of the edition in which the value is written, which may be one that this one follows.
    """

    kind: Literal["source", "assumption"]
    text: str
    note: str = ""
    text_zh: str = ""
    note_zh: str = ""
    edition: str = ""

    def said(self, language: str = "en") -> str:
        """Source or reason in a language ("en" or one that begins with "zh"); in the other where it is not said."""
        return (self.text_zh or self.text) if language.startswith("zh") else (self.text or self.text_zh)

    def noted(self, language: str = "en") -> str:
        return (self.note_zh or self.note) if language.startswith("zh") else (self.note or self.note_zh)


@dataclass(frozen=True)
class Assumption:
    """A value no source states: `path` as in the file, `value` as read, `why` it was chosen, where it is written."""

    path: str
    value: object
    why: str
    why_zh: str = ""
    edition: str = ""

    def said(self, language: str = "en") -> str:
        return Origin("assumption", self.why, text_zh=self.why_zh).said(language)


@dataclass(frozen=True)
class Entry:
    """One value of an edition with its origin."""

    value: object
    origin: Origin
