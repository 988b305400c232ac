"""Organisations as they stand in a table."""

from lianfang.exchange import Column, Kind
from lianfang.orgs.rules import UnitKind

KINDS = {
    UnitKind.COMMAND.value: ("指挥部", "command"),
    UnitKind.DEPARTMENT.value: ("部门", "department", "局", "委办局", "机关"),
    UnitKind.OFFICE.value: ("街道办", "office", "镇政府", "街道办事处", "街镇", "乡镇", "街道", "street office"),
    UnitKind.COMMUNITY.value: ("社区", "committee", "居委会", "村委会", "村", "社区居委会", "community"),
    UnitKind.POLICE.value: ("公安", "police", "派出所"),
    UnitKind.HEALTH.value: ("医疗机构", "health", "医院", "卫生院", "疾控"),
    UnitKind.LABORATORY.value: ("实验室", "laboratory", "检验所", "检测机构", "检验中心"),
    UnitKind.SCHOOL.value: ("学校", "school"),
    UnitKind.COMPANY.value: ("企业", "company", "公司"),
    UnitKind.TEAM.value: ("队伍", "team", "队", "小组", "专班"),
}

COLUMNS = (
    Column("name", ("单位名称", "unit", "组织名称", "名称", "单位", "organisation", "name"), required=True, longest=80),
    Column("kind", ("单位类型", "kind", "类型", "类别", "性质"), kind=Kind.CHOICE, choices=KINDS),
    Column("parent", ("上级单位", "belongs to", "隶属单位", "主管单位", "上级组织", "parent"), longest=80),
    Column("area", ("责任区域", "area", "辖区", "所属区域", "责任片区"), kind=Kind.AREA, longest=120),
    Column("code", ("单位编码", "code", "编码", "代码"), longest=24),
    Column("duty_phone", ("值班电话", "duty phone", "联系电话", "电话", "办公电话", "phone"), kind=Kind.PHONE),
    Column(
        "stated_members",
        ("人数", "stated members", "成员数", "职工人数", "在册人数"),
        kind=Kind.INTEGER,
        least=0,
        most=1_000_000,
    ),
)
