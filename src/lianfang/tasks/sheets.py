"""What is filled in about a knock or a call, beside the answers to the questions."""

from lianfang.acts.sheets import sheet_of
from lianfang.tasks.models.visits import Visit

VISIT = sheet_of(Visit, "channel", "outcome", "note", code="tasks.visit")
