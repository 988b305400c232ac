"""Every sentence the engine says to people, in English and Chinese, by its code."""

from collections.abc import Mapping

from lianfang.engines.matching.model import Reason, Verdict

SENTENCES: Mapping[str, tuple[str, str]] = {
    # verdicts
    "certain": ("certain", "确定"),
    "likely": ("likely", "很可能"),
    "several": ("possible, but several", "可能但不唯一"),
    "not": ("not found", "未找到"),
    # rules
    "id_and_name": (
        "the ID numbers are the same and the names agree",
        "身份证号相同，姓名相符",
    ),
    "paper_and_name": (
        "the number of another paper is the same and the names are equal or sound the same",
        "其他证件号码相同，姓名相同或同音",
    ),
    "name_and_slipped_id": (
        "the names are equal, the ID numbers differ by one slip, and date of birth, phone or door agrees",
        "姓名相同，身份证号只差一处笔误，且出生日期、电话或门牌相同",
    ),
    "name_phone_birth": (
        "name, phone and date of birth are the same",
        "姓名、电话、出生日期均相同",
    ),
    "name_birth_door": (
        "name, date of birth and door are the same",
        "姓名、出生日期、门牌均相同",
    ),
    "name_phone_door": (
        "name, phone and door are the same, and the dates of birth are close",
        "姓名、电话、门牌均相同，出生日期相近",
    ),
    "decided": ("a person has decided that they are the same", "经人工判定为同一人"),
    # fields
    "name": ("name", "姓名"),
    "id": ("ID number", "身份证号"),
    "phone": ("phone", "电话"),
    "birth": ("date of birth", "出生日期"),
    "sex": ("sex", "性别"),
    "address": ("address", "地址"),
    # levels
    "level.equal": ("equal", "相同"),
    "level.sound": ("sounds the same", "同音"),
    "level.near": ("nearly equal", "相近"),
    "level.part": ("a character missing or left out", "缺字"),
    "level.surname_only": ("only a surname or initials, which agree", "仅知姓氏或首字母，相符"),
    "level.given": ("same given name, other surname", "名同姓不同"),
    "level.one_given": ("surname and part of the given name", "姓同，名有一字相同"),
    "level.surname": ("only the surname is shared", "仅姓相同"),
    "level.slip": ("one slip apart", "差一处笔误"),
    "level.shared": ("shared", "有相同的"),
    "level.year_off": ("a year apart", "相差一年"),
    "level.calendar": ("within two months (farmers' calendar?)", "相差两月之内（或为农历）"),
    "level.year": ("same year, no more is known", "年份相同，其余不详"),
    "level.year_near": ("years next to each other", "年份相邻"),
    "level.door": ("the same door", "同一门牌"),
    "level.door_near": ("nearly the same door", "门牌基本一致"),
    "level.building": ("the same building", "同一楼栋"),
    "level.place": ("the same compound, road or village", "同一小区、道路或村"),
    "level.similar": ("similar", "有些相似"),
    "level.other": ("different", "不同"),
    # other reasons
    "household": ("may be another of the household", "可能是同户他人"),
    "prior": ("before comparing: one of all in the register", "比对之前：底册中任意一人"),
    # columns that are added to a list
    "column.verdict": ("match: verdict", "比对结论"),
    "column.weight": ("match: weight", "比对权重"),
    "column.reason": ("match: reason", "比对理由"),
    "column.whom": ("match: whom", "对应人员"),
    "column.key": ("match: key", "对应标识"),
    "column.decision": ("match: decision (same/different)", "人工判定（是/否）"),
    "column.problem": ("match: problems of the row", "本行问题"),
    "same": ("same", "是"),
    "row": ("row {row}", "第{row}行"),
    # problems of a row
    "id_is_number": (
        "row {row}: the ID number stands as a number, so its last digits are lost; format the column as text and enter it anew",
        "第{row}行：身份证号是数值格式，末尾几位已丢失；请将该列设为文本后重新录入",
    ),
    "id_is_rounded": (
        "row {row}: the ID number was rounded by a spreadsheet ({text}); enter it anew as text",
        "第{row}行：身份证号被表格软件改写（{text}）；请以文本重新录入",
    ),
    "id_flawed": (
        "row {row}: the ID number cannot be right (length or check digit); it is compared as it stands",
        "第{row}行：身份证号有误（位数或校验码不符），按原样比对",
    ),
    "birth_unread": (
        "row {row}: the date of birth cannot be read and is left out",
        "第{row}行：出生日期无法识别，未参与比对",
    ),
    "phone_unread": (
        "row {row}: no phone can be read from what stands there; it is left out",
        "第{row}行：电话无法识别，未参与比对",
    ),
    "nothing": (
        "row {row}: nothing there to compare by",
        "第{row}行：没有可供比对的内容",
    ),
    "cells": (
        "row {row}: {found} cells where the header has {expected}",
        "第{row}行：有{found}个单元格，表头为{expected}个",
    ),
    "formula": (
        "row {row}: a formula gives an error ({text})",
        "第{row}行：公式结果为错误值（{text}）",
    ),
    "more_problems": ("and {count} more, each beside its row in the result", "另有{count}条，均已写在结果对应行中"),
    # files and settings
    "not_a_table": (
        "{file} cannot be read: it is no CSV, XLSX or XLS file, or is damaged",
        "无法读取 {file}：不是 CSV、XLSX 或 XLS 文件，或已损坏",
    ),
    "not_there": ("{file} is not there", "找不到文件 {file}"),
    "unreadable": ("{file} cannot be read: {why}", "无法读取 {file}：{why}"),
    "unwritable": ("{file} cannot be written: {why}", "无法写入 {file}：{why}"),
    "encoding": (
        "{file} is neither UTF-8 nor GB18030 text",
        "{file} 既不是 UTF-8 也不是 GB18030 文本",
    ),
    "quotes": (
        "{file}: the quotation marks of row {row} do not pair; the rows behind it would be swallowed",
        "{file}：第{row}行的引号不配对，其后各行会被一并吞掉",
    ),
    "empty": ("{file} has no rows", "{file} 中没有数据行"),
    "no_header": (
        "{file}: no row looks like a header; name the columns, for example --column name=姓名. The first row: {headers}",
        "{file}：没有找到表头；请用 --column 指明各列，如 --column name=姓名。第一行为：{headers}",
    ),
    "no_column": (
        "{file} has no column {header}; it has: {headers}",
        "{file} 中没有“{header}”列；现有各列：{headers}",
    ),
    "no_field": (
        "there is no field {field}; there are: {fields}",
        "没有名为 {field} 的字段；可用字段：{fields}",
    ),
    "bad_column": ("{text} is no mapping; write FIELD=HEADER", "{text} 不是列对应关系；请写作 字段=表头"),
    "no_weight": (
        "{text} is no weight; write a number of bits, 3 for 8 : 1",
        "{text} 不是权重；请填写比特数，如 3 表示 8 比 1",
    ),
    "out_kind": (
        "the result is written as .xlsx or .csv, not as {file}",
        "结果只能写成 .xlsx 或 .csv，不能写成 {file}",
    ),
    "out_is_input": ("{file} is an input; choose another name for the result", "{file} 是输入文件，请为结果另取文件名"),
    "no_register": ("name a register, or say --self", "请给出底册文件，或使用 --self"),
    "both": ("--self takes no register", "使用 --self 时不能再给出底册"),
    "no_row": (
        "{file} has no row {row}; its rows are {first} to {last}",
        "{file} 没有第{row}行；数据行为第{first}至{last}行",
    ),
    "columns_of": ("{file}: {mapping}", "{file}：{mapping}"),
    "undecided": (
        "{file} holds no decision: fill in its column of decisions first",
        "{file} 中没有判定：请先填写人工判定一列",
    ),
    "decisions_unknown": (
        "{count} decisions are about people who are in neither file now; they stay as they are",
        "有{count}条判定涉及的人员已不在这两个文件中，判定保留不变",
    ),
    "bad_decision": (
        "row {row} of {file}: {text} is no decision; write same or different",
        "{file} 第{row}行：“{text}”不是判定；请填 是 或 否",
    ),
    "summary": (
        "{rows} rows against {residents}: {certain} certain, {likely} likely, {several} possible but several, "
        "{none} not found ({seconds} s)",
        "{rows} 行与 {residents} 人比对：确定 {certain}，很可能 {likely}，可能但不唯一 {several}，未找到 {none}（{seconds} 秒）",
    ),
    "learned": ("the weights were learned from these files", "权重由这两个文件学得"),
    "kind_unknown": ("no such kind of field: {kind} (there are {kinds})", "没有这种字段类型：{kind}（可用：{kinds}）"),
    "fields_named": (
        "every field needs a name of its own, and there must be one at least",
        "每个字段须有不同的名称，且至少一个",
    ),
    "fields_bad": (
        "{file} does not describe fields ([fields.NAME] with a kind): {why}",
        "{file} 不是字段说明（[fields.名称] 及其 kind）：{why}",
    ),
    "weights_lack": ("the weights lack {kind} of {field}: {why}", "权重缺少 {field} 的 {kind}：{why}"),
    "folder_foreign": (
        "{folder} holds no register of this kind, or a damaged one",
        "{folder} 中不是这种底册，或已损坏",
    ),
    "folder_taken": ("{folder} holds other files; choose an empty folder", "{folder} 中有其他文件，请另选空文件夹"),
    "register_row": ("register", "底册"),
    "list_row": ("list", "名单"),
}


def sentence(language: str, code: str, **parameters: object) -> str:
    """The sentence of a code; "zh" in Chinese, otherwise in English."""
    english, chinese = SENTENCES[code]
    return (chinese if language == "zh" else english).format(**parameters)


def verdict_in(language: str, verdict: Verdict) -> str:
    return sentence(language, verdict.value)


def reason_in(language: str, reason: Reason) -> str:
    """A reason with its weight in bits: ``phone shared (+12.9)``; a rule has none."""
    if not reason.field:
        words = sentence(language, reason.code)
        return words if reason.weight == 0 else f"{words} ({reason.weight:+.1f})"
    name = sentence(language, reason.field) if reason.field in SENTENCES else reason.field
    level = sentence(language, f"level.{reason.code}")
    return f"{name}{'' if language == 'zh' else ' '}{level} ({reason.weight:+.1f})"
