from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "sync",
    code_unknown=_("This code is not known, was used already, or its quarter of an hour is over. Ask for a new one."),
    no_such_user=_("There is no open account of this name, or it is not yours to enrol phones for."),
    may_not_carry=_("No role of this account carries work on a phone."),
    revoked=_("This phone was revoked. What it had not sent has been taken; it is wiped now."),
    after_revoking=_("It came from a phone that had been revoked."),
    door_closed=_("This phone is not enrolled for records of the kind %(kind)s."),
    no_such_unit=_("No unit of this name, or it is not yours to enrol phones for."),
    no_door=_("Say for what the phone may be used."),
    shared_over=_("This shared phone has been revoked."),
    kind_unknown=_("Records of the kind %(kind)s are not taken here."),
    unreadable=_("What came cannot be read. It is kept; tell the officer who enrolled the phone."),
    too_large=_("The batch is too large. Send at most %(most)s records at once."),
    sealed_wrong=_("What was sealed cannot be opened with the key of this place."),
)
