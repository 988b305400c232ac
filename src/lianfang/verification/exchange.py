"""The columns of a list from above: whatever it calls them, in whatever order.

Any may be missing, as long as one is left that says who is meant: a list of phone numbers is a list.
"""

from django.utils.translation import gettext_lazy as _

from lianfang.exchange import USUAL, Column, Kind
from lianfang.people.exchange import RESIDENTS

_PERSON = (
    "被核查人", "核查人员", "核查对象", "被协查人", "协查对象", "协查人员", "涉及人员", "当事人", "对象", "人员", "person",
)  # fmt: skip
_HOME = (
    "居住地", "居住地详细地址", "现住地址", "现居住地址", "目的地详细地址", "返回地址", "落地住址", "落脚点", "现落脚点",
    "落脚地", "暂住地", "暂住地址", "居住地点", "lives at", "residence",
)  # fmt: skip
_PLACES = {"street", "community", "compound", "grid", "building", "entrance", "door"}

LISTED: tuple[Column, ...] = (
    Column("name", (*USUAL["name"], *_PERSON), kind=Kind.NAME, title=_("name"), longest=60),
    Column("sex", USUAL["sex"], kind=Kind.SEX, title=_("sex")),
    Column(
        "id_number",
        (*USUAL["id_number"], "公民身份证号", "有效证件号码", "证件编号"),
        kind=Kind.ID_NUMBER,
        title=_("ID number"),
    ),
    Column("birth_date", USUAL["birth_date"], kind=Kind.DATE, title=_("date of birth")),
    Column("phone", USUAL["phone"], kind=Kind.PHONE, title=_("phone")),
    Column(
        "address",
        (*USUAL["address"], *_HOME),
        title=_("address"),
        longest=300,
    ),
    *(column for column in RESIDENTS if column.field in _PLACES),
    Column(
        "seen_on",
        (
            "轨迹时间",
            "date of exposure",
            "暴露时间",
            "暴露日期",
            "接触时间",
            "末次接触时间",
            "到达时间",
            "入境日期",
            "乘车日期",
            "乘机日期",
            "时间",
            "日期",
            *USUAL["arrived_on"],
        ),
        kind=Kind.DATE,
        title=_("day on which the list says so"),
    ),
)
"""What else a row tells (train, seat, place, remarks) is kept as it stands, for whoever asks the person."""
WHO = ("name", "id_number", "phone")
"""Fields of which a list must have one."""
