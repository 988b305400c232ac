"""The only way to boxes, results, open questions and those who are sampled again."""

from lianfang.laboratory.selectors.boxes import (
    boxes_visible_to,
    contents_of,
    get_box_for,
    get_packed_for,
    get_session_to_pack,
    laboratories,
    sessions_to_pack,
    to_be_packed,
)
from lianfang.laboratory.selectors.people import get_person_for, get_resample_for, own_samples, resamples_visible_to
from lianfang.laboratory.selectors.results import (
    doubts_visible_to,
    get_doubt_for,
    get_list_for,
    get_tube_for,
    lists_visible_to,
    results_visible_to,
    tubes_visible_to,
    waits_by_day,
)

__all__ = [
    "boxes_visible_to",
    "contents_of",
    "doubts_visible_to",
    "get_box_for",
    "get_doubt_for",
    "get_list_for",
    "get_packed_for",
    "get_person_for",
    "get_resample_for",
    "get_session_to_pack",
    "get_tube_for",
    "laboratories",
    "lists_visible_to",
    "own_samples",
    "resamples_visible_to",
    "results_visible_to",
    "sessions_to_pack",
    "to_be_packed",
    "tubes_visible_to",
    "waits_by_day",
]
