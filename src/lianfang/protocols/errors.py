"""The one error of the package and the help it gives with misspelt words."""

from collections.abc import Iterable
from difflib import get_close_matches


class ProtocolError(Exception):
    """An edition that can't be read or asked, in one sentence: file (or code), key path, what is wrong, what to do."""

    def __init__(self, where: str, path: str, problem: str) -> None:
        self.where, self.path, self.problem = where, path, problem
        super().__init__(f"{where}, {path}: {problem}." if path else f"{where}: {problem}.")


def instead_of(word: str, known: Iterable[str]) -> str:
    """What may have been meant: "did you mean 'x'?" or else the words that are known."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'"
    return f"known are {', '.join(words)}" if words else "nothing is known here"
