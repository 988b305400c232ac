"""A small edition as text, to be changed by a test and read."""

from pathlib import Path

from lianfang.protocols import Edition, load_file

SMALL = """
code = "fever-2030"
disease = "fever"
name_zh = "某热防控方案"
name_en = "A fever"
complete = true
in_force_from = { value = 2030-02-01, source = "the order of that day" }

[checkpoints]
fever_at = { value = 37.3, unit = "celsius", source = "paragraph 4" }
second_reading = { value = true, source = "paragraph 4" }
second_reading_after_minutes = { value = 10, unit = "minutes", source = "paragraph 4" }
window_days = { value = 7, unit = "days", source = "paragraph 4" }
decision_otherwise = { value = "pass", source = "paragraph 4" }
decision_for_fever = { value = "to_clinic", source = "paragraph 4" }
decision_for_symptoms = { value = "to_clinic", assumption = "seen by a doctor" }

[checkpoints.decisions]
high = { value = "hand_over", source = "paragraph 5" }

[measures.home_isolation]
days = { value = 7, unit = "days", source = "paragraph 6" }
counts_from = { value = "arrival", source = "paragraph 6" }
tests = { value = [1, 4, 7], source = "paragraph 6" }
reports_per_day = { value = 2, source = "paragraph 6" }
report_by = { value = ["10:00", "18:00"], source = "paragraph 6" }

[measures.home_isolation.grounds.left_high_risk_area]
days = { value = 10, unit = "days", source = "paragraph 7" }

[reporting]
cut_off = { value = "16:00", source = "paragraph 8" }
due_otherwise = { value = "17:00", source = "paragraph 8" }

[clocks.hand_over]
accept = { value = 30, unit = "minutes", assumption = "somebody is awake" }
"""


def text_with(old: str = "", new: str = "") -> str:
    """The small edition with one thing changed; what is to be changed must stand in it."""
    assert old in SMALL, old
    return SMALL.replace(old, new, 1) if old else SMALL + new


def read(folder: Path, text: str = SMALL) -> Edition:
    path = folder / "fever-2030.toml"
    path.write_text(text, encoding="utf-8")
    return load_file(path)
