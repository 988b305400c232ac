"""The tables of tasks, hand-overs, clocks and visits."""

from lianfang.tasks.models.clocks import Clock, Escalation
from lianfang.tasks.models.hand_overs import UNDER_WAY, HandOver, Responsibility
from lianfang.tasks.models.tasks import Reassignment, Task
from lianfang.tasks.models.visits import Answer, Visit

__all__ = ["UNDER_WAY", "Answer", "Clock", "Escalation", "HandOver", "Reassignment", "Responsibility", "Task", "Visit"]
