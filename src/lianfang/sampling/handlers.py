"""Nothing is answered here; what is held about people is told to privacy when the program starts."""

from lianfang.sampling import held  # noqa: F401 - registers with privacy
