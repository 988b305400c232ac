"""The columns of a list of residents, for import and export alike."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from lianfang.exchange import USUAL, Column, Kind
from lianfang.people.rules import Relation

RELATION_WORDS: Mapping[str, Sequence[str]] = {
    Relation.HEAD.value: ("户主", "head", "本人", "房主", "业主"),
    Relation.SPOUSE.value: ("配偶", "spouse", "妻", "妻子", "夫", "丈夫", "夫妻", "爱人", "husband", "wife"),
    Relation.CHILD.value: (
        "子女",
        "child",
        "子",
        "女",
        "儿子",
        "女儿",
        "长子",
        "次子",
        "三子",
        "长女",
        "次女",
        "三女",
        "儿媳",
        "女婿",
        "之子",
        "之女",
        "son",
        "daughter",
    ),
    Relation.PARENT.value: (
        "父母",
        "parent",
        "父",
        "母",
        "父亲",
        "母亲",
        "公公",
        "婆婆",
        "岳父",
        "岳母",
        "father",
        "mother",
    ),
    Relation.GRANDCHILD.value: ("孙子女", "grandchild", "孙子", "孙女", "外孙", "外孙女", "孙", "孙媳", "重孙"),
    Relation.GRANDPARENT.value: (
        "祖父母",
        "grandparent",
        "祖父",
        "祖母",
        "爷爷",
        "奶奶",
        "外祖父",
        "外祖母",
        "外公",
        "外婆",
    ),
    Relation.SIBLING.value: (
        "兄弟姐妹",
        "sibling",
        "兄",
        "弟",
        "姐",
        "妹",
        "哥哥",
        "弟弟",
        "姐姐",
        "妹妹",
        "brother",
        "sister",
    ),
    Relation.RELATIVE.value: ("其他亲属", "relative", "亲属", "亲戚", "侄", "侄子", "侄女", "外甥"),
    Relation.LODGER.value: ("非亲属", "lodger", "其他", "租户", "承租人", "租客", "合租", "保姆", "other", "tenant"),
}

PLACE = ("area", "street", "community", "compound", "grid", "building", "entrance", "door", "address")
"""Fields that say where somebody lives, from the widest to the narrowest."""

RESIDENTS: tuple[Column, ...] = (
    Column("name", USUAL["name"], required=True, kind=Kind.NAME, title=_("name"), longest=60),
    Column("sex", USUAL["sex"], kind=Kind.SEX, title=_("sex")),
    Column("id_number", USUAL["id_number"], kind=Kind.ID_NUMBER, title=_("ID number")),
    Column("birth_date", USUAL["birth_date"], kind=Kind.DATE, title=_("date of birth")),
    Column("phone", USUAL["phone"], kind=Kind.PHONE, title=_("phone")),
    Column(
        "relation",
        ("与户主关系", "relation to the head", "户主关系", "关系", "家庭关系", "与户主的关系", "relation"),
        kind=Kind.CHOICE,
        choices=RELATION_WORDS,
        title=_("relation to the head"),
    ),
    Column(
        "area",
        ("所属区域", "area", "区域", "所在区域", "所属辖区", "网格全称", "行政区划"),
        kind=Kind.AREA,
        title=_("area"),
        help=_(
            "The names from the street down, such as 云溪街道河东社区3栋. Not needed where they stand in columns of their own."
        ),
    ),
    Column("street", USUAL["street"], kind=Kind.AREA, title=_("street or town")),
    Column("community", USUAL["community"], kind=Kind.AREA, title=_("community or village")),
    Column("compound", USUAL["compound"], kind=Kind.AREA, title=_("compound")),
    Column("grid", USUAL["grid"], kind=Kind.AREA, title=_("grid")),
    Column(
        "building",
        (*USUAL["building"], "幢", "楼", "栋号", "楼栋号", "村民小组", "组"),
        kind=Kind.AREA,
        title=_("building or villagers' group"),
    ),
    Column("entrance", ("单元", "entrance", "单元号", "门洞"), title=_("entrance"), longest=30),
    Column("door", USUAL["door"], title=_("door"), longest=30),
    Column("address", USUAL["address"], title=_("address"), longest=200),
)
