from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences, show_parameter
from lianfang.verification.models import LIST_KINDS

_KINDS = dict(LIST_KINDS)
show_parameter("list_kind", lambda code: str(_KINDS.get(code, code)))

sentences(
    "verification",
    asked=_("%(sender)s asks by a list: %(list_kind)s."),
    settle=_("Rows of a list from %(sender)s wait for somebody who says whom they mean, or takes them."),
    tell_rows=_("A list from %(sender)s: %(count)s rows for you to verify by %(due)s."),
    who_missing=_("No column says who is meant: a name, an ID number or a phone is needed."),
    columns_missing=_("It is not clear which column is which. Put the columns right first. %(what)s"),
    no_column=_("There is no such field, or no such column in the file."),
    other_sheets=_(
        "Only the sheet %(sheet)s is taken in. People stand on other sheets too: %(others)s. Send each as a file of its own."
    ),
    not_ready=_("This list is under way or finished already."),
    over=_("This list is finished already."),
    failed=_("The program failed on this list (%(kind)s). Nothing of it is lost; go on, or send it again."),
    answered_already=_("This row is answered already. Take that answer back first."),
    sent_already=_("This answer was sent back already. Tell the sender that it has changed."),
    not_answered=_("This row has no answer yet."),
    not_to_confirm=_("It is settled already whom this row means."),
    not_a_candidate=_("This is none of the people who may be meant."),
    confirm_first=_("First say whom this row means."),
    nothing_answered=_("No row of this list is answered yet."),
    passed_where=_("Say to whom outside the district it is passed on."),
    due_passed=_("The time by which to answer has passed. Look at the date."),
    window_turned=_("The window ends before it begins."),
    who_sent=_("Say who sent the list: one of the units, or an office outside the district."),
)
