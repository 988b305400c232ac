"""The one error of the engine: a code with parameters, worded when shown."""

from lianfang.engines.tracing.wording import sentence


class TracingError(ValueError):
    """What can't be traced or read, and why; `wording` has the sentence for each code in both languages."""

    def __init__(self, code: str, **parameters: object) -> None:
        self.code, self.parameters = code, parameters
        super().__init__(code)

    def __str__(self) -> str:
        return self.sentence("en")

    def sentence(self, language: str) -> str:
        """In "en" or "zh"."""
        return sentence(language, self.code, **self.parameters)
