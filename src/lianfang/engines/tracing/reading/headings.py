"""Which column is which: the usual headings in Chinese and English."""

import re
from collections.abc import Iterable, Mapping

from lianfang.engines.tracing.errors import TracingError

VISIT_HEADINGS: Mapping[str, str] = {
    "person": "person personid id name pid who resident 人员 人员编号 人员id 姓名 编号 证件号 身份证号",
    "place": "place placeid location locationid site where venue 地点 地点编号 地点名称 场所 场所编号 场所名称 位置",
    "from": "from start begin starttime begintime arrival arrived timein checkin 开始 开始时间 起始时间 到达 到达时间 进入时间 从",
    "to": "to end stop endtime stoptime departure left timeout checkout 结束 结束时间 离开 离开时间 至 到",
    "setting": "setting settings kind type placetype category 场所类型 类型 场景 活动类型",
    "row": "row seatrow 排 排号 座位排 座位排号",
    "protected": "protected protection mask masked 防护 有效防护 是否防护 口罩 戴口罩",
    "from_latest": "fromlatest lateststart latestarrival 最晚开始 最晚开始时间 最晚到达 最晚到达时间",
    "to_earliest": "toearliest earliestend earliestdeparture 最早结束 最早结束时间 最早离开 最早离开时间",
    "sure": "sure placesure certainplace 地点确定 地点是否确定 是否确定",
}
INDEX_HEADINGS: Mapping[str, str] = {
    "person": f"{VISIT_HEADINGS['person']} case index indexperson 病例 病例编号 感染者 病例姓名",
    "onset": "onset onsetdate dateofonset symptomonset 发病日期 发病时间 发病日",
    "sampled": "sampled sample sampledate samplingdate dateofsampling firstpositive 采样日期 采样时间 首次阳性采样日期 阳性采样日期",
    "since": "since from infectiousfrom windowfrom 传染期开始 起始时间 开始时间 自",
    "until": "until to infectiousuntil windowto isolated isolatedat 传染期结束 隔离时间 隔离管控时间 结束时间 至",
}
FAMILY_HEADINGS: Mapping[str, str] = {
    "person": VISIT_HEADINGS["person"],
    "family": "family household kin familyid householdid 户 户号 家庭 家庭编号 户编号",
}


def columns_of(headings: Iterable[str], usual: Mapping[str, str], needed: Iterable[str]) -> dict[str, str]:
    """The heading in the file for each column that is there. Raises TracingError for one that is missing or twice."""
    headings = list(headings)
    found: dict[str, str] = {}
    for column, words in usual.items():
        known = {column.replace("_", ""), *words.split()}
        fitting = [heading for heading in headings if _plain(heading) in known]
        if len(fitting) > 1:
            raise TracingError("heading_twice", column=column, headings=", ".join(fitting))
        if fitting:
            found[column] = fitting[0]
    missing = [column for column in needed if column not in found]
    if missing:
        expected = " / ".join(usual[missing[0]].split()[:3] + usual[missing[0]].split()[-3:])
        raise TracingError("heading_missing", column=missing[0], expected=expected, headings=", ".join(headings))
    return found


def _plain(heading: str) -> str:
    return re.sub(r"[\s_\-（）()]+", "", heading).lower()
