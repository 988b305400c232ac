"""Small worlds in which people share much: few names, numbers, phones, dates and doors, in many spellings."""

from hypothesis import strategies as st

CHINESE = (
    "王小明 王晓明 王明 王明小 王小红 王老师 王*明 王某某 欧阳娜 歐陽娜 欧阳娜娜 单雄 善雄 买买提·艾力 买买提•艾力 买买提 "
    "麦麦提·艾力 己平 已平 李四"
)
NAMES = [*CHINESE.split(), "Wang Xiaoming", "wxm", "王 小 明", ""]
IDS = [
    "211102199001021233",
    "211102199001021237",
    "211102199001022133",
    "211102199001021217",
    "211102900102123",
    "211102900102132",
    "211102199003041211",
    "２１１１０２１９９００１０２１２３３",
    "E12345678",
    "E12345679",
    "21110219900102123",
    "",
]
PHONES = [
    "13812345678",
    "138-1234-5678",
    "+86 13812345678",
    "13812345687",
    "0419-5551234",
    "5551234",
    "13900000000/13812345678",
    "",
]
BIRTHS = [
    "1990-01-02",
    "19900102",
    "1990年1月2日",
    "1991-01-02",
    "1990-02-01",
    "1990-02-20",
    "1990",
    "1989",
    "1955-05-05",
    "",
]
SEXES = ["男", "女", "F", ""]
ADDRESSES = [
    "阳光花园3号楼2单元601室",
    "阳光花园3-2-601",
    "云溪街道河东社区阳光小区三号楼二单元601",
    "阳光花园3号楼2单元602",
    "阳光花园3-601",
    "河东村三组12号",
    "河东村3组12号",
    "幸福路12号",
    "",
]

records = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "id": st.sampled_from(IDS),
        "phone": st.sampled_from(PHONES),
        "birth": st.sampled_from(BIRTHS),
        "sex": st.sampled_from(SEXES),
        "address": st.sampled_from(ADDRESSES),
    }
)


def person(name: str = "", **known: str) -> dict[str, str]:
    return {"name": name, **known}
