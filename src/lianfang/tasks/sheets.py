"""What is filled in about a knock or a call, beside the answers to the questions."""

from dataclasses import replace

from lianfang.acts.sheets import sheet_of
from lianfang.acts.sheets.sheet import ask_of
from lianfang.tasks.models.visits import Visit

CHANNEL = replace(ask_of(Visit, "channel"), again=True)
VISIT = sheet_of(Visit, CHANNEL, "outcome", "note", code="tasks.visit")
