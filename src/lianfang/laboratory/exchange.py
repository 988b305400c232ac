"""A laboratory's list of results: columns in any order and wording, as their machines and offices write them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lianfang.exchange import Column, Kind
from lianfang.exchange.columns import Refused
from lianfang.laboratory.rules import NoNumber, Reading, Value, ct_of, value_of


def _value(text: str) -> Value:
    found = value_of(text)
    if found is None:
        raise Refused("laboratory.not_a_result")
    return found


def _ct(text: str) -> Decimal | None:
    try:
        return ct_of(text)
    except NoNumber:
        raise Refused("laboratory.ct_unreadable") from None


COLUMNS = (
    Column(
        "tube",
        (
            "采样管编号",
            "tube",
            "管号",
            "采样管号",
            "采样管条码",
            "样本编号",
            "样本号",
            "样本条码",
            "标本编号",
            "标本号",
            "条码",
            "条码号",
            "条形码",
            "混采管号",
            "试管编号",
            "barcode",
            "sample id",
            "specimen",
            "tube code",
        ),
        required=True,
        longest=60,
    ),
    Column(
        "value",
        (
            "检测结果",
            "result",
            "结果",
            "核酸结果",
            "核酸检测结果",
            "结果判定",
            "判定",
            "定性结果",
            "结论",
            "conclusion",
        ),
        required=True,
        convert=_value,
    ),
    Column("ct_n", ("N基因Ct值", "Ct N", "N基因", "N", "N Ct", "N-Ct", "N gene", "FAM"), convert=_ct),
    Column(
        "ct_orf1ab",
        ("ORF1ab基因Ct值", "Ct ORF1ab", "ORF1ab基因", "ORF1ab", "ORF1ab Ct", "O基因", "ORF", "ORF1ab gene", "VIC"),
        convert=_ct,
    ),
    Column(
        "tested_at",
        (
            "检测时间",
            "tested at",
            "检测日期",
            "检验时间",
            "出结果时间",
            "报告时间",
            "报告日期",
            "审核时间",
            "test time",
            "reported at",
        ),
        kind=Kind.DATETIME,
    ),
)


def reading_of(values: Mapping[str, Any], row: int) -> Reading:
    """A row of the list as what the laboratory says; a time without a zone is local."""
    return Reading(
        tube=values["tube"],
        value=values["value"],
        ct_n=values["ct_n"],
        ct_orf1ab=values["ct_orf1ab"],
        tested_at=_instant(values["tested_at"]),
        row=row,
    )


def _instant(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment
