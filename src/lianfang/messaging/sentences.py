from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "messaging",
    not_a_mail=_("This is no mail address."),
    not_a_robot=_("This is no address of a group robot. Copy it from the group's settings."),
    not_a_phone=_("This is no phone number. A mobile number has 11 digits."),
)
