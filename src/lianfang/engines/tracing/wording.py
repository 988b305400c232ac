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
}


def sentence(language: str, code: str, **parameters: object) -> str:
    """The sentence of a code, "zh" in Chinese and otherwise in English."""
    english, chinese = SENTENCES[code]
    return (chinese if language == "zh" else english).format(**parameters)
