"""Words for settings: what offices write, and the word the rules know."""

from collections.abc import Mapping

USUAL: Mapping[str, str] = {
    "home": "home household family residence 家 家庭 住所 居家 户 同住",
    "work": "work office workplace factory company 单位 办公室 工作 工作场所 工厂 公司 工地",
    "school": "school class classroom university kindergarten 学校 教室 班级 幼儿园 大学",
    "dormitory": "dormitory dorm hostel 宿舍 集体宿舍",
    "meal": "meal restaurant canteen dining banquet 餐厅 餐饮 食堂 聚餐 饭店 宴席",
    "leisure": "leisure gym cinema bar ktv mahjong 娱乐 健身房 影院 酒吧 棋牌室",
    "closed": "closed lift elevator toilet meeting indoor 密闭空间 电梯 卫生间 厕所 会议室",
    "vehicle": "vehicle bus taxi car train plane metro subway ship 车辆 公交 公交车 出租车 网约车 火车 高铁 飞机 地铁 轮船 交通工具",
    "care": "care ward nursing 陪护 照护 病房 护理 探视",
    "clinic": "clinic hospital surgery 医院 诊所 门诊 医疗机构",
    "shop": "shop store supermarket market mall 商店 超市 市场 菜市场 农贸市场 商场",
    "public": "public park square street 公共场所 公园 广场 街道",
}
WORDS: Mapping[str, str] = {word: setting for setting, words in USUAL.items() for word in words.split()}
BY_CATEGORY: Mapping[str, tuple[str, ...]] = {
    "cohabiting": ("home", "dormitory"),
    "care_or_treatment": ("care",),
    "visiting": ("care",),
    "aerosol_procedure_same_room": ("care",),
    "same_office_class_or_dormitory": ("work", "school", "dormitory"),
    "same_closed_space": ("closed", "meal", "leisure"),
    "same_vehicle": ("vehicle",),
    "contaminated_environment": (),  # no meeting shows it: an investigator names it
    "as_investigated": (),
    "shared_transport": ("vehicle",),
    "shared_living": ("home", "dormitory"),
    "shared_study": ("school",),
    "shared_work": ("work",),
    "shared_clinic": ("clinic", "care"),
    "shared_public_place": ("shop", "public", "meal", "leisure", "closed"),
    "eating_together": ("meal",),
    "leisure_together": ("leisure",),
}
"""Settings in which a meeting is of an edition's category of contacts (protocols.words.CONTACT_CATEGORIES)."""


def setting_of(word: str) -> str:
    """The rules' word for what is written; a word nobody knows stays as it is, "" where nothing is written."""
    plain = word.strip().lower()
    return WORDS.get(plain, plain)
