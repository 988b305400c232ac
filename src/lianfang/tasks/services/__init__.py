"""Every write to tasks, hand-overs, charges and visits."""

from lianfang.tasks.services.answering import accept, answer, cancel, lapse, return_task
from lianfang.tasks.services.asking import Asking, ask, ask_again
from lianfang.tasks.services.asking_many import ask_many
from lianfang.tasks.services.clocks import start_clock_again
from lianfang.tasks.services.following import follow, learn_whom
from lianfang.tasks.services.incoming import take_in
from lianfang.tasks.services.reassigning import reassign, undo_reassignment
from lianfang.tasks.services.receiving import accept_hand_over, mark_not_arrived, mark_seen, return_hand_over
from lianfang.tasks.services.responsibility import let_go, release, settle, take_responsibility
from lianfang.tasks.services.sending import Sending, hand_over, withdraw
from lianfang.tasks.services.telling import take_answers, take_answers_back
from lianfang.tasks.services.visiting import Knocked, answer_from_record, columns_of, record_visit
from lianfang.tasks.services.visiting_many import Told, record_visits
from lianfang.tasks.services.wondering import get_asked, wonder

__all__ = [
    "Asking",
    "Knocked",
    "Sending",
    "Told",
    "accept",
    "accept_hand_over",
    "answer",
    "answer_from_record",
    "ask",
    "ask_again",
    "ask_many",
    "cancel",
    "columns_of",
    "follow",
    "get_asked",
    "hand_over",
    "lapse",
    "learn_whom",
    "let_go",
    "mark_not_arrived",
    "mark_seen",
    "reassign",
    "record_visit",
    "record_visits",
    "release",
    "return_hand_over",
    "return_task",
    "settle",
    "start_clock_again",
    "take_answers",
    "take_answers_back",
    "take_in",
    "take_responsibility",
    "undo_reassignment",
    "withdraw",
    "wonder",
]
