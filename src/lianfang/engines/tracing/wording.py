"""Every sentence the engine says to people, in English and Chinese."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "store_missing": ("there is no store of visits in {folder}", "{folder} 中没有到访记录库"),
    "store_foreign": (
        "{file} is not the manifest of a store of visits, or is damaged",
        "{file} 不是到访记录库的清单，或已损坏",
    ),
    "store_version": (
        "{file} is a store of version {version}; build it anew from the visits",
        "{file} 的库版本为 {version}，请用到访记录重新建库",
    ),
    "store_file_missing": ("{file} of the store is missing; build the store anew", "库文件 {file} 缺失，请重新建库"),
    "store_file_cut": (
        "{file} has {found} bytes instead of {expected}: it was cut off or is not of this store; build the store anew",
        "{file} 为 {found} 字节，应为 {expected} 字节：文件被截断或不属于本库，请重新建库",
    ),
    "store_file_changed": (
        "{file} is damaged: its contents are not those that were written; build the store anew",
        "{file} 已损坏：内容与写入时不符，请重新建库",
    ),
    "store_exists": (
        "there is a store of visits in {folder} already; add to it or choose another folder",
        "{folder} 中已有到访记录库，请向其中追加或另选文件夹",
    ),
    "store_not_empty": (
        "{folder} holds other files; choose an empty folder for the store",
        "{folder} 中有其他文件，请为库选一个空文件夹",
    ),
    "store_unwritable": ("{folder} can't hold a store: {problem}", "{folder} 无法建库：{problem}"),
    "system_refused": ("the system refused: {problem}", "系统拒绝：{problem}"),
    "store_busy": (
        "another process is writing to the store in {folder}; try again when it is done",
        "另一进程正在写入 {folder} 中的库，请稍后再试",
    ),
    "names_of_two_kinds": (
        "the column {column} holds texts in one part and whole numbers in another",
        "“{column}”列中一部分是文字、一部分是整数",
    ),
    "visits_empty_cells": (
        "the column {column} of the visits has {rows} empty cells",
        "到访记录的“{column}”列有 {rows} 个空单元格",
    ),
    "visits_reversed": ("some visits end before they begin", "有到访记录的结束时间早于开始时间"),
    "visits_out_of_time": ("some visits lie before 1957 or after 2083", "有到访记录的时间早于 1957 年或晚于 2083 年"),
    "too_many_settings": ("there are more than {most} different settings", "场所类型超过 {most} 种"),
    # reading
    "file_missing": ("there is no file {file}", "没有文件 {file}"),
    "file_empty": ("{file} is empty", "{file} 是空文件"),
    "file_kind_unknown": (
        "{file} is none of CSV, Parquet or Arrow by its ending",
        "{file} 的扩展名不是 CSV、Parquet 或 Arrow",
    ),
    "file_unreadable": ("{file} can't be read: {problem}", "{file} 无法读取：{problem}"),
    "heading_missing": (
        "the column {column} is missing ({expected}); there are: {headings}",
        "缺少“{column}”列（{expected}）；现有列：{headings}",
    ),
    "heading_twice": (
        "several columns could be {column}: {headings}; keep one of them",
        "有多列可作“{column}”：{headings}，请只留一列",
    ),
    "too_many_problems": (
        "{file}: more than {most} rows can't be used; the first: {first}",
        "{file}：无法使用的行超过 {most} 行；第一处：{first}",
    ),
    "row_ragged": ("{file}, row {row}: cells / headings are {value}", "{file} 第 {row} 行：单元格数 / 列数为 {value}"),
    "cell_empty": ("{file}, row {row}: {column} is empty", "{file} 第 {row} 行：“{column}”为空"),
    "cell_wrong": ("{file}, row {row}: {column} can't be '{value}'", "{file} 第 {row} 行：“{column}”不能是“{value}”"),
    "time_wrong": (
        "{file}, row {row}: '{value}' in {column} is no time; write it as 2022-07-01 10:30 or 2022-07-01 am",
        "{file} 第 {row} 行：“{column}”中的“{value}”不是时间，请写成 2022-07-01 10:30 或 2022-07-01 上午",
    ),
    "times_reversed": (
        "{file}, row {row}: {column} '{value}' is before the beginning",
        "{file} 第 {row} 行：“{column}”（{value}）早于开始时间",
    ),
    "times_outside": (
        "{file}, row {row}: {column} '{value}' is outside the visit",
        "{file} 第 {row} 行：“{column}”（{value}）不在到访时间之内",
    ),
    "index_twice": ("{file}, row {row}: {value} is an index person twice", "{file} 第 {row} 行：病例 {value} 重复"),
    "index_without_date": (
        "{file}, row {row}: neither onset nor sampling date, nor a window of its own",
        "{file} 第 {row} 行：没有发病日期、采样日期或传染期",
    ),
    "family_twice": ("{file}, row {row}: {value} is of two families", "{file} 第 {row} 行：{value} 属于两户"),
    "zone_unknown": (
        "there is no time zone {zone}; write it as Asia/Shanghai",
        "没有时区 {zone}，请写成 Asia/Shanghai",
    ),
    # rules
    "protocol_wrong": ("{problem}", "防控方案无法使用：{problem}"),
    "rules_missing": (
        "say by which rules: --protocol EDITION or --rules FILE",
        "请指明规则：--protocol 版本 或 --rules 文件",
    ),
    "rules_not_toml": ("{file} is not a TOML file: {problem}", "{file} 不是 TOML 文件：{problem}"),
    "rules_without_degrees": ("{file} has no [[degree]] table, or too many", "{file} 中没有 [[degree]] 表，或表过多"),
    "rules_wrong_key": (
        "{file}, {where}: '{key}' is not known or has no value it can have; known are {known}",
        "{file}，{where}：“{key}”不认识，或取值不对；可用的有 {known}",
    ),
    "edition_without_contacts": (
        "the edition {edition} does not say who is a close contact; take another or give --rules",
        "版本 {edition} 没有规定密切接触者，请换一个版本或用 --rules",
    ),
    "window_not_defined": (
        "the rules say no days before this date; give each index person a window (columns since and until)",
        "规则没有规定该日期之前的天数，请为每个病例写明传染期（since、until 两列）",
    ),
    "numbers_wrong": (
        "{option} takes whole numbers from 0, separated by commas: '{value}'",
        "{option} 应为从 0 起的整数，以逗号分隔：“{value}”",
    ),
    # the command
    "visits_missing": (
        "say where the visits are: --visits FILE, or --store FOLDER with a store",
        "请指明到访记录：--visits 文件，或 --store 已有的库",
    ),
    "index_missing": ("there is no index person in {file}", "{file} 中没有病例"),
    "index_not_in_visits": ("the index person {person} has no visit", "病例 {person} 没有到访记录"),
    "no_index_in_visits": ("none of the index persons is in the visits", "到访记录中没有任何一个病例"),
    "visits_none": ("{file} holds no visit that can be used", "{file} 中没有可用的到访记录"),
    "engine_missing": ("the engine {engine} can't be used here: {problem}", "引擎 {engine} 在此不可用：{problem}"),
    "store_needs_native": (
        "--store is of the native engine; leave it out or leave out --engine",
        "--store 只用于 native 引擎，请去掉其中一项",
    ),
    "out_kind_unknown": ("{file} ends neither in .csv nor in .json", "{file} 的扩展名不是 .csv 或 .json"),
    "out_unwritable": ("{file} can't be written: {problem}", "{file} 无法写入：{problem}"),
    "question_wrong": ("{problem}", "无法回答：{problem}"),
    "done": (
        "{contacts} contacts ({counts}); {left_out} rows left out",
        "接触者 {contacts} 人（{counts}）；未使用 {left_out} 行",
    ),
    "count": (
        "degree {degree}: {certain} certain, {possible} possible",
        "第 {degree} 层：确定 {certain}，可能 {possible}",
    ),
    "settings_unknown": (
        "settings the rules do not know, which count nowhere: {settings}",
        "规则不认识的场所类型，不计入任何接触：{settings}",
    ),
    "reading": ("{visits} visits read", "已读取到访记录 {visits} 条"),
    "sorting": ("sorting {visits} visits", "正在整理 {visits} 条到访记录"),
    "explain_head": (
        "{person}: {class}, degree {degree}, {certainty}.",
        "{person}：{class}，第 {degree} 层，{certainty}。",
    ),
    "explain_exposure": (
        "Exposed from {first_exposure} to {last_exposure}, {minutes} minutes together in all.",
        "暴露自 {first_exposure} 至 {last_exposure}，共处合计 {minutes} 分钟。",
    ),
    "explain_step": (
        "{number}. {source} met {person} at {place} from {from} to {to}.",
        "{number}. {source} 与 {person} 于 {from} 至 {to} 同在 {place}。",
    ),
    "explain_possible": (
        "Possible only: there are readings of what is known roughly in which they did not meet.",
        "仅为可能：按某些不确定记录的另一种情形，两人并未相遇。",
    ),
    "explain_sure": (
        "Certainly of degree {sure_degree}; of degree {degree} only by what is known roughly.",
        "第 {sure_degree} 层是确定的；第 {degree} 层只按不确定的记录成立。",
    ),
    "explain_decides": ("The engine proposes; a person decides.", "本结果仅为建议，由人判定。"),
    "explain_index": ("{person} is an index person.", "{person} 是病例。"),
    "explain_none": (
        "{person} is no contact within {degrees} degrees under these rules.",
        "按所用规则，{person} 不是 {degrees} 层以内的接触者。",
    ),
    "explain_counted": (
        "{person} is exposed only at degree {degree}, which the rules do not define.",
        "{person} 只在规则未规定的第 {degree} 层被波及。",
    ),
    "explain_unknown": ("{person} is not in the visits.", "到访记录中没有 {person}。"),
}

HEADINGS = (
    "person", "class", "degree", "certainty", "sure_degree", "first_exposure", "last_exposure", "minutes",
    "first_possible", "last_possible", "minutes_possible", "index_person", "chain",
)  # fmt: skip
WORDS: Mapping[str, tuple[str, str]] = {
    "heading.person": ("person", "人员"),
    "heading.class": ("class", "类别"),
    "heading.degree": ("degree", "层级"),
    "heading.certainty": ("certainty", "确定性"),
    "heading.sure_degree": ("sure degree", "确定层级"),
    "heading.first_exposure": ("first exposure", "首次暴露"),
    "heading.last_exposure": ("last exposure", "末次暴露"),
    "heading.minutes": ("minutes", "共处分钟"),
    "heading.first_possible": ("first possible exposure", "最早可能暴露"),
    "heading.last_possible": ("last possible exposure", "最晚可能暴露"),
    "heading.minutes_possible": ("possible minutes", "可能共处分钟"),
    "heading.index_person": ("index person", "病例"),
    "heading.chain": ("chain", "传播链"),
    "class.close": ("close contact", "密切接触者"),
    "class.secondary": ("secondary contact", "密接的密接"),
    "class.general": ("general contact", "一般接触者"),
    "certainty.certain": ("certain", "确定"),
    "certainty.possible": ("possible", "可能"),
}


def word(language: str, code: str) -> str:
    """A heading or a value; a class of an order of one's own is its own word."""
    english, chinese = WORDS.get(code, (code.partition(".")[2],) * 2)
    return chinese if language == "zh" else english


def sentence(language: str, code: str, **parameters: object) -> str:
    """The sentence of a code, "zh" in Chinese and otherwise in English."""
    english, chinese = SENTENCES[code]
    return (chinese if language == "zh" else english).format(**parameters)
