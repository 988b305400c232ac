"""ID numbers, phones and plates that are well formed and belong to nobody.

- ID numbers have a right check digit and an area code that ends in 79: codes of development zones, of which neither the
  list of the statistics bureau (2023) nor any abolished one of GB/T 2260 has a 79th.
- Mobile phones begin with 145, a range of data cards without voice: there is nobody to ring.
- Landlines begin with 0410, the area code that Tieling gave up in 2011.
- Plates have the letter Z, which the provinces named here have not given to any city.
"""

from datetime import date
from random import Random

from lianfang.kernel.identifiers import check_digit

DISTRICT_CODE = "211279"
"""The invented district: the 79th development zone of a city that has none."""
ELSEWHERE = {
    "220179": "吉",
    "230179": "黑",
    "130179": "冀",
    "370179": "鲁",
    "150179": "蒙",
    "410179": "豫",
    "320179": "苏",
}
"""Area codes of travellers, with the region of their plates."""
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Numbers:
    """Hands out numbers, none of them twice."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._given: set[str] = set()
        self._mobiles = 10_000_000
        self._landlines = 2_100_000

    def id_number(self, born: date, sex: str, region: str = DISTRICT_CODE) -> str:
        """An ID number of 18 characters for a birth date and a sex (M or F)."""
        while True:
            serial = self._dice.randrange(500) * 2 + (sex == "M")
            first_17 = f"{region}{born:%Y%m%d}{serial:03d}"
            if first_17 not in self._given:
                self._given.add(first_17)
                return first_17 + check_digit(first_17)

    def mobile(self) -> str:
        self._mobiles += self._dice.randint(3, 97)
        return f"145{self._mobiles:08d}"

    def landline(self) -> str:
        self._landlines += self._dice.randint(3, 97)
        return f"0410-{self._landlines}"


def plate(dice: Random, region: str = "辽", *, electric: bool = False) -> str:
    """A plate of the region's letter Z; six places behind it for an electric car."""
    tail = "".join(dice.choice("0123456789") for _ in range(4 if not electric else 5))
    return f"{region}Z{'D' if electric else dice.choice(LETTERS)}{tail}"
