"""Why a file as a whole cannot be read."""

from typing import Any

from lianfang.kernel.errors import LianfangError


class TableError(LianfangError):
    """The file cannot be taken; ``code`` is a key of ``sentences.WORDINGS``, params hold sizes and names of sheets."""

    status = 422

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(f"exchange.{code}", **params)
