"""A person's hands at a phone: what they do takes the seconds that the keystroke-level model gives, and is counted.

Card, Moran, Newell: The Keystroke-Level Model for User Performance Time with Interactive Systems, CACM 23 (1980): to
point at a target 1.1 s, to make up one's mind 1.35 s. A key of a phone 0.33 s: 36.2 words of five letters a minute
(Palin and others: How do People Type on Mobile Devices?, MobileHCI 2019). A Chinese character takes four keys, three and a
half of pinyin and the choice (assumption). The machine's own time is measured beside.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Locator

POINT, THINK, KEY = 1.1, 1.35, 0.33
"""Seconds."""
KEYS_OF_A_CHARACTER = 4


def keys_of(text: str) -> int:
    """How many keys a text takes: one for a letter or digit, four for a Chinese character."""
    return sum(KEYS_OF_A_CHARACTER if ord(each) > 0x2E80 else 1 for each in text)


@dataclass
class Hands:
    """Does things on a page and keeps account of them; at ``pace`` 1 it takes the time that a person takes, at 0 none."""

    pace: float = 0.0
    points: int = 0
    thoughts: int = 0
    keys: int = 0
    waited: float = 0.0
    """Seconds for which the machine kept the person waiting."""
    waits: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """What the person's part takes by the model."""
        return self.points * POINT + self.thoughts * THINK + self.keys * KEY

    @property
    def taken(self) -> float:
        """The whole: the person's part by the model and the machine's as measured."""
        return self.seconds + self.waited

    async def think(self) -> None:
        self.thoughts += 1
        await asyncio.sleep(THINK * self.pace)

    async def enter(self, what: "Locator") -> "Locator":
        """Enter instead of pointing: the cursor must stand there afterwards, or the page does not move on."""
        self.keys += 1
        await what.page.keyboard.press("Enter")
        await what.page.wait_for_function(
            "(field) => document.activeElement === field", arg=await what.element_handle()
        )
        return what

    async def point(self, what: "Locator") -> "Locator":
        """Point at a field."""
        self.points += 1
        await what.focus()
        return what

    async def type(self, what: "Locator", text: str) -> None:
        """Into the field in which the cursor stands."""
        self.keys += keys_of(text)
        await what.fill(text)

    async def choose(self, what: "Locator", begins: str, whole: str) -> None:
        """Type how it begins and point at the line of the list."""
        self.points += 1
        self.keys += keys_of(begins)
        await what.fill(whole)

    async def scan(self, what: "Locator", text: str) -> None:
        """Lay the card on the reader, which types."""
        self.points += 1
        await what.fill(text)

    async def press(self, what: "Locator", until: Callable[[], Awaitable[object]]) -> None:
        """Tap and wait until the machine shows what it did."""
        self.points += 1
        await asyncio.sleep(POINT * self.pace)
        began = perf_counter()
        await what.click()
        await until()
        self.waits.append(perf_counter() - began)
        self.waited += self.waits[-1]
