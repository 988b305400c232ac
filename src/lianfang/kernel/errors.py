"""What a service refuses with. Every door turns these into its own answer: a page, a problem document, an exit code."""

from collections.abc import Mapping
from typing import Any

from lianfang.kernel.wording import Reason


class LianfangError(Exception):
    """Refused, with one sentence for the person who asked."""

    status = 400

    def __init__(self, code: str, **params: Any) -> None:
        self.reason = Reason(code, params)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.reason)


class NotFound(LianfangError):
    """There is no such thing, or not for this actor: the two are not told apart."""

    status = 404

    def __init__(self, code: str = "kernel.not_found", **params: Any) -> None:
        super().__init__(code, **params)


class Refused(LianfangError):
    """The actor sees the thing but may not do this with it, or its state does not allow it."""

    status = 403


class Conflict(LianfangError):
    """The id is taken by other content, or somebody else was faster."""

    status = 409


class Invalid(LianfangError):
    """The input cannot be accepted; ``fields`` says why, field by field ("" for the whole)."""

    status = 422

    def __init__(self, fields: Mapping[str, Reason]) -> None:
        super().__init__("kernel.invalid")
        self.fields = dict(fields)

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.fields.values())
