"""ID numbers that a slip of the pen may have made of another: those one slip away whose check digit fits. Pure.

A number with one wrong digit, two that changed places, one missing or one too many is no number; of the hundreds of texts
one slip away about thirty are, for the last digit (ISO 7064 MOD 11-2, GB 11643) must fit the others.
"""

from collections.abc import Iterator

_WEIGHTS = tuple(2**place % 11 for place in range(17, -1, -1))
_INVERSE = {weight: next(each for each in range(1, 11) if weight * each % 11 == 1) for weight in set(_WEIGHTS)}
_DIGITS = {digit: value for value, digit in enumerate("0123456789X")}
LENGTH = 18


def near_numbers(text: str) -> set[str]:
    """Every number of 18 characters that fits its check digit and is one slip from this text, itself left out."""
    digits = [_DIGITS.get(letter) for letter in text.upper()]
    if not LENGTH - 1 <= len(digits) <= LENGTH + 1 or None in digits:
        return set()
    known = [digit for digit in digits if digit is not None]
    found = {LENGTH: _same_length, LENGTH - 1: _longer, LENGTH + 1: _shorter}[len(known)](known)
    return {number for each in found if (number := _written(each))} - {text.upper()}


def _same_length(digits: list[int]) -> Iterator[list[int]]:
    """One digit replaced by the only one that fits, or two neighbours turned."""
    rest = (1 - _sum(digits)) % 11
    for at, weight in enumerate(_WEIGHTS):
        yield [*digits[:at], (digits[at] + rest * _INVERSE[weight]) % 11, *digits[at + 1 :]]
        if at and digits[at] != digits[at - 1]:
            yield [*digits[: at - 1], digits[at], digits[at - 1], *digits[at + 1 :]]


def _longer(digits: list[int]) -> Iterator[list[int]]:
    """A digit put in, at each place the only one that fits."""
    for at, weight in enumerate(_WEIGHTS):
        with_nothing = [*digits[:at], 0, *digits[at:]]
        with_nothing[at] = (1 - _sum(with_nothing)) * _INVERSE[weight] % 11
        yield with_nothing


def _shorter(digits: list[int]) -> Iterator[list[int]]:
    return ([*digits[:at], *digits[at + 1 :]] for at in range(len(digits)))


def _sum(digits: list[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))


def _written(digits: list[int]) -> str:
    """The number; "" where the check digit does not fit or a 10 stands elsewhere than at the end."""
    if _sum(digits) % 11 != 1 or 10 in digits[:-1]:
        return ""
    return "".join("0123456789X"[digit] for digit in digits)
