"""Believable names: surnames as common as they are in China, given names by generation."""

from bisect import bisect
from itertools import accumulate
from random import Random

_SURNAMES = (
    "王71 李70 张67 刘54 陈45 杨31 黄22 赵22 吴20 周19 徐14 孙15 马13 朱12 胡11 郭11 何11 林11 高10 罗9 郑9 梁9 谢8 "
    "宋8 唐7 许7 韩7 邓6 冯6 曹6 彭6 曾6 肖6 田6 董6 潘5 袁5 蔡5 蒋5 余5 于6 杜5 叶5 程5 魏5 苏5 吕5 丁5 任4 卢4 姚4 "
    "沈4 钟4 姜5 崔5 谭4 陆4 范4 汪4 廖4 石4 金5 韦3 贾4 夏4 付4 方4 邹3 熊3 白4 孟4 秦4 邱3 侯3 江3 尹3 薛3 闫4 段3 "
    "雷3 龙3 黎3 史3 陶3 贺3 毛3 郝3 顾3 龚3 邵3 万3 武3 钱3 戴3 严3 莫2 孔3 向2 常3 关3 佟2 温2 康2 鲁2 齐2 单1 曲2 "
    "乔2 纪2 盖1 欧阳1 司徒1 上官1"
)
SURNAMES = [part.rstrip("0123456789") for part in _SURNAMES.split()]
_WEIGHTS = list(accumulate(int("".join(filter(str.isdigit, part))) for part in _SURNAMES.split()))

_GIVEN = {
    ("M", 1900): "国 德 福 永 明 文 玉 春 生 有 林 山 海 清 荣 贵 宝 长 金 庆 万 成 树 发 祥",
    ("M", 1950): "建 国 军 卫 东 援 朝 红 兵 志 强 跃 进 胜 利 革 新 永 平 爱 民 振 华 援 成 林 学 文 忠 义",
    ("M", 1968): "建 军 志 刚 永 强 卫 东 海 波 勇 伟 明 红 兵 斌 晓 峰 立 新 国 栋 洪 涛 庆 辉 铁 柱",
    ("M", 1980): "伟 强 磊 鹏 涛 超 勇 杰 军 斌 浩 亮 飞 凯 宇 龙 博 波 刚 辉 洋 峰 健 旭 晓 志 文 海 明",
    ("M", 1992): "浩 宇 杰 鑫 俊 博 文 昊 天 睿 航 晨 阳 泽 鹏 凯 旭 子 轩 家 豪 嘉 伟 明 思 远 一 帆",
    ("M", 2006): "子 轩 浩 然 宇 泽 梓 涵 俊 熙 沐 辰 奕 宸 睿 一 诺 博 文 皓 铭 嘉 懿 承 昊 天 佑 景 行",
    ("F", 1900): "桂 英 秀 兰 玉 珍 淑 芬 凤 琴 素 华 桂 芝 春 香 玉 梅 翠 莲 淑 贤 金 花 月 娥 惠 云",
    ("F", 1950): "淑 华 桂 兰 玉 梅 秀 英 丽 华 红 霞 敏 凤 琴 艳 玲 萍 爱 珍 素 云 淑 芳 建 华 雅 琴",
    ("F", 1968): "丽 艳 红 敏 静 霞 秀 梅 玲 燕 萍 晓 云 芳 娟 英 春 立 华 淑 杰 冬 雪 莹 海 燕 亚 琴",
    ("F", 1980): "静 丽 娜 敏 艳 芳 娟 霞 婷 洋 雪 莹 莉 琳 丹 倩 颖 晶 欢 璐 蕾 微 晓 燕 春 思 佳 慧",
    ("F", 1992): "婷 雪 欣 怡 悦 佳 慧 琪 雨 晴 思 雯 梦 瑶 晓 萌 诗 涵 倩 颖 可 心 梓 月 嘉 莹 宁 静",
    ("F", 2006): "梓 涵 雨 桐 欣 怡 子 萱 诗 琪 一 诺 语 汐 若 溪 思 涵 可 馨 沐 瑶 依 诺 芷 晴 艺 佳",
}
_EPOCHS = [1900, 1950, 1968, 1980, 1992, 2006]
_POOLS = {key: pool.split() for key, pool in _GIVEN.items()}


def surname(dice: Random) -> str:
    return SURNAMES[bisect(_WEIGHTS, dice.randrange(_WEIGHTS[-1]))]


def given_name(dice: Random, sex: str, birth_year: int) -> str:
    """One or two characters in the taste of the years around a birth; single ones were most common around 1985."""
    pool = _POOLS[sex, _EPOCHS[bisect(_EPOCHS, birth_year) - 1]]
    first = dice.choice(pool)
    if dice.random() < (0.32 if 1968 <= birth_year < 2000 else 0.12):
        return first
    return first + dice.choice(pool)


def full_name(dice: Random, sex: str, birth_year: int, family: str = "") -> str:
    return (family or surname(dice)) + given_name(dice, sex, birth_year)
