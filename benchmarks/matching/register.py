"""An invented register (名册): households behind their doors, with the likenesses that real families have.

Siblings share a character, twins a birthday and neighbouring ID numbers, a child its parent's phone, some sons their
father's name; the commonest names are borne by hundreds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.matching.papers import Papers
from benchmarks.matching.places import Door, make_doors
from lianfang.kernel.names import surname_of
from lianfang.project.demo.names import full_name, given_name, surname

TODAY = date(2026, 11, 21)
WITHOUT_ID, WITHOUT_PHONE, WITHOUT_BIRTH = 0.12, 0.12, 0.3
"""Shares of residents without ID number, of adults without a phone, and of those without ID also without a birthday."""
MINORITY, TWINS, SAME_NAME = 0.02, 0.05, 0.002
"""Shares: of households with a minority name, of second children who are twins, of sons with their father's name."""
IN_A_HOUSEHOLD = 2.5

_FIRST = "买买提 阿卜杜拉 艾合买提 吐尔逊 阿依古丽 帕提古丽 热依汗 古丽娜尔 艾尼瓦尔 木合塔尔 玉素甫 阿迪力 迪丽拜尔 努尔买买提"
_LAST = "艾力 肉孜 吐尔洪 玉山 卡德尔 亚森 热合曼 司马义 依明 阿不都热依木 买买提明 托合提 沙吾提 尼亚孜"
_OF_FOUR = ("扎西 次仁 达瓦 格桑 卓玛 旦增 尼玛 索朗 白玛 洛桑", "顿珠 旺堆 央金 拉姆 才仁 罗布 平措 曲珍 多吉 旺姆")


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the register; ``born`` is always known here, ``birth`` is what the register says of it."""

    key: int
    name: str
    sex: str
    born: date
    id_number: str
    phone: str
    birth: str
    door: Door


@dataclass(slots=True)
class Household:
    """Who lives behind a door, in the order of their age class: parents, grandparents, children."""

    door: Door
    people: list[Resident]


class Town:
    """Makes households until there are as many residents as asked for; one seed, one town."""

    def __init__(self, seed: int, residents: int) -> None:
        self.dice = Random(seed)
        self.papers = Papers(self.dice)
        self._doors = iter(make_doors(self.dice, round(residents / 2)))
        self._keys = 0
        self.households: list[Household] = []
        while self._keys < residents:
            self.households.append(self._household(next(self._doors)))

    def residents(self) -> Iterator[Resident]:
        for household in self.households:
            yield from household.people

    def empty_door(self) -> Door:
        """Where nobody of the register lives."""
        return next(self._doors)

    # -- families --------------------------------------------------------------------------------------------------

    def _household(self, door: Door) -> Household:
        kind = self.dice.choices(("one", "two", "child", "children", "three", "flat"), (20, 25, 25, 12, 13, 5))[0]
        home = Household(door, [])
        if kind == "flat":
            for _ in range(3):
                self.settle(home, surname(self.dice), self.dice.choice("MF"), self.dice.randrange(20, 35))
            return home
        self._family(home, kind)
        return home

    def _family(self, home: Household, kind: str) -> None:
        dice, family = self.dice, surname(self.dice)
        age = dice.randrange(22, 90) if kind in ("one", "two") else dice.randrange(26, 55)
        head = self.settle(home, family, dice.choice("MF") if kind == "one" else "M", age)
        if kind != "one":
            self.settle(home, surname(dice), "F", max(20, age - dice.randrange(-2, 6)))
        if kind == "three":
            self.settle(home, family, "M", age + dice.randrange(22, 32))
            self.settle(home, surname(dice), "F", age + dice.randrange(22, 32))
        for nth in range({"child": 1, "children": 2, "three": 1}.get(kind, 0)):
            self._child(home, head, max(0, age - 24 - 3 * nth - dice.randrange(5)), nth)

    def _child(self, home: Household, father: Resident, age: int, nth: int) -> None:
        dice, sex = self.dice, self.dice.choice("MF")
        elder = home.people[-1] if nth else None
        if elder is not None and dice.random() < TWINS:
            self.twin_of(home, elder)
        elif sex == "M" and dice.random() < SAME_NAME:
            self.settle(home, "", sex, age, name=father.name)
        elif elder is not None and len(elder.name) == 3 and dice.random() < 0.5:
            self.settle(home, "", sex, age, name=self.name_beside(home, elder.name, sex))
        elif "·" in father.name:
            own = dice.choice(_FIRST.split())
            self.settle(home, "", sex, age, name=f"{own}·{father.name.partition('·')[0]}")
        else:
            self.settle(home, surname_of(father.name), sex, age)

    def name_beside(self, home: Household, name: str, sex: str) -> str:
        """A sibling's name: the first two characters are the same, and nobody of the household has it."""
        taken = {each.name for each in home.people}
        while (other := name[:2] + given_name(self.dice, sex, 2010)[-1]) in taken:
            pass
        return other

    # -- people ----------------------------------------------------------------------------------------------------

    def settle(self, home: Household, family: str, sex: str, age: int, name: str = "") -> Resident:
        """One more behind this door; ``family`` is the surname where the name is not given."""
        born = TODAY - timedelta(days=age * 365 + self.dice.randrange(365))
        person = self._person(home, name or self._name(family, sex, born), sex, born)
        home.people.append(person)
        return person

    def twin_of(self, home: Household, other: Resident) -> Resident:
        """A brother or sister of the same day, with the next ID number and the same phone."""
        number = self.papers.id_number_beside(other.id_number, other.sex) if other.id_number else ""
        name = self.name_beside(home, other.name, other.sex) if len(other.name) == 3 else other.name[:1] + "双"
        twin = self._person(home, name, other.sex, other.born, number, other.phone)
        home.people.append(twin)
        return twin

    def _name(self, family: str, sex: str, born: date) -> str:
        if self.dice.random() < MINORITY:
            if self.dice.random() < 0.3:
                return "".join(self.dice.choice(part.split()) for part in _OF_FOUR)
            return f"{self.dice.choice(_FIRST.split())}·{self.dice.choice(_LAST.split())}"
        return full_name(self.dice, sex, born.year, family)

    def _person(
        self, home: Household, name: str, sex: str, born: date, id_number: str | None = None, phone: str | None = None
    ) -> Resident:
        dice = self.dice
        if id_number is None:
            id_number = "" if dice.random() < WITHOUT_ID else self.papers.id_number(born, sex)
        knows_birth = bool(id_number) or dice.random() >= WITHOUT_BIRTH
        self._keys += 1
        return Resident(
            key=self._keys,
            name=name,
            sex=sex,
            born=born,
            id_number=id_number,
            phone=self._phone(home, born) if phone is None else phone,
            birth=born.isoformat() if knows_birth else "",
            door=home.door,
        )

    def _phone(self, home: Household, born: date) -> str:
        """Children and a third of the oldest are rung at somebody else's of the household."""
        dice, age = self.dice, TODAY.year - born.year
        shares = age < 12 or (age > 75 and dice.random() < 0.3)
        others = [each.phone for each in home.people if each.phone]
        if shares and others:
            return others[0]
        if dice.random() < WITHOUT_PHONE:
            return ""
        return self.papers.landline() if dice.random() < 0.03 else self.papers.mobile()
