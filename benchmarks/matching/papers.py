"""Numbers of invented residents: well formed, nobody's, and twins next to each other."""

from datetime import date
from random import Random

from lianfang.kernel.identifiers import check_digit
from lianfang.project.demo.numbers import DISTRICT_CODE, ELSEWHERE

BORN_ELSEWHERE = 0.3
"""Share of ID numbers that were first given outside the district."""


class Papers:
    """ID numbers and phones, none given twice.

    As in the demo, area codes end in 79 and mobile phones begin with 145, so that nobody real has any of them. Phones
    are spread evenly over their hundred million, for a slip must not often hit somebody else's.
    """

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._given: set[str] = set()
        self._ringing: set[int] = set()

    def id_number(self, born: date, sex: str) -> str:
        """18 characters with their right check digit."""
        dice = self._dice
        region = dice.choice(list(ELSEWHERE)) if dice.random() < BORN_ELSEWHERE else DISTRICT_CODE
        return self._first_free(f"{region}{born:%Y%m%d}", dice.randrange(500), sex)

    def id_number_beside(self, number: str, sex: str) -> str:
        """What a twin gets: the next free serial of the same day and place."""
        return self._first_free(number[:14], int(number[14:17]) // 2 + 1, sex)

    def _first_free(self, head: str, serial: int, sex: str) -> str:
        for at in range(serial, serial + 500):
            first_17 = f"{head}{at % 500 * 2 + (sex == 'M'):03d}"
            if first_17 not in self._given:
                self._given.add(first_17)
                return first_17 + check_digit(first_17)
        raise ValueError("More people were born on one day in one place than there are serial numbers.")

    def mobile(self) -> str:
        while (number := self._dice.randrange(10**8)) in self._ringing:
            pass
        self._ringing.add(number)
        return f"145{number:08d}"

    def landline(self) -> str:
        return f"0410-{self._dice.randrange(2_000_000, 9_000_000)}"
