"""The closed lists of words an edition may use; a word outside them is refused with the nearest one.

Modules translate these codes; nothing here is shown to people. A new word is added here and in the module that acts
on it.
"""

from collections.abc import Mapping
from types import MappingProxyType

RISK_LEVELS = ("high", "medium", "low")  # 高风险 中风险 低风险
DECISIONS = ("pass", "hand_over", "turn_back", "to_clinic")  # 放行 移交 劝返 送发热门诊
SYMPTOMS = (
    "cough",
    "sore_throat",
    "runny_nose",
    "fatigue",
    "diarrhoea",
    "loss_of_smell",
    "short_breath",
    "headache",
    "muscle_pain",
    "joint_pain",
    "rash",
)
MEASURE_KINDS = (
    "central_isolation",  # 集中隔离医学观察
    "home_isolation",  # 居家隔离医学观察
    "home_observation",  # 居家医学观察
    "health_monitoring",  # 居家健康监测
    "mosquito_isolation",  # 防蚊隔离
)
COUNTED_EVENTS = ("last_exposure", "arrival", "leaving_area", "order", "release_of_previous", "onset")
GROUNDS = (
    "close_contact",
    "secondary_contact",
    "general_contact",
    "left_high_risk_area",
    "left_medium_risk_area",
    "left_low_risk_area",
    "sealed_zone",
    "case",
)
FREEDOMS = (
    "may_leave_home",
    "may_leave_home_when_necessary",
    "may_leave_for_care",
    "door_only",
    "room_only",
    "under_net",
    "no_gatherings",
    "no_public_transport",
)
AREA_LEVELS = ("grid", "community", "street", "district")
CONTACT_CLASSES = ("close", "secondary", "general")  # 密切接触者 密接的密接 一般接触者
WINDOW_STARTS = ("onset", "before_onset", "first_contact_of_close")
CONTACT_CATEGORIES = (
    "cohabiting",
    "care_or_treatment",
    "visiting",
    "aerosol_procedure_same_room",
    "same_office_class_or_dormitory",
    "same_closed_space",
    "same_vehicle",
    "contaminated_environment",
    "as_investigated",
    "shared_transport",
    "shared_living",
    "shared_study",
    "shared_work",
    "shared_clinic",
    "shared_public_place",
    "eating_together",
    "leisure_together",
)
RISK_METHODS = ("cases_and_clusters", "places_of_cases")
AREA_UNITS = ("county", "street", "village", "compound", "building", "entrance", "workplace", "household")
FALLS = ("high", "medium", "medium_after_high")
ZONES = ("lockdown", "control", "precaution")  # 封控区 管控区 防范区
ZONE_MOVEMENTS = ("stay_home", "stay_in_zone", "avoid_gatherings")  # 足不出户 人不出区 避免聚集
POOL_PLACES = ("isolation_site", "key_group", "lockdown", "control", "precaution", "elsewhere")
SINGLE_TESTED = ("fever_clinic", "close_contact", "isolation_site", "key_group")
CLOCKS = (
    "hand_over.accept",
    "hand_over.see",
    "second_temperature",
    "report.case",
    "report.key_facts",
    "report.preliminary",
    "transfer.close_contact",
    "transfer.secondary_contact",
    "verify.arrival",
    "verify.list",
    "chase.missed_report",
    "chase.abnormal",
    "urgent_need",
    "sample.pack",
    "sample.to_courier",
    "sample.to_laboratory",
    "sample.result",
    "sample.question",
    "sample.stay",
    "sample.resample",
    "sample.resample_invalid",
    "sample.recheck",
    "sample.free",
    "vector.case_search",
    "vector.survey",
    "vector.control",
    "vector.recheck",
)
DURATIONS = ("minutes", "hours", "days")

NINE_PROHIBITIONS: Mapping[str, str] = MappingProxyType(
    {
        "no_wider_travel_limits": "不准随意将限制出行的范围由中、高风险地区扩大到其他地区",
        "no_forced_return_from_low_risk": "不准对来自低风险地区人员采取强制劝返、隔离等限制措施",
        "no_longer_area_control": "不准随意延长中、高风险地区及封控区、管控区的管控时间",
        "no_wider_circle_of_people": "不准随意扩大采取隔离、管控措施的风险人员范围",
        "no_longer_isolation": "不准随意延长风险人员的隔离和健康监测时间",
        "no_refused_care": "不准随意以疫情防控为由拒绝为急危重症和需要规律性诊疗等患者提供医疗服务",
        "no_isolation_of_returning_students": "不准对符合条件离校返乡的高校学生采取隔离等措施",
        "no_needless_checkpoints": "不准随意设置防疫检查点，限制符合条件的客、货车司乘人员通行",
        "no_closing_of_low_risk_places": "不准随意关闭低风险地区保障正常生产生活的场所",
    }
)  # 九不准, 2022-06-05
