from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "messaging",
    not_a_mail=_("This is no mail address."),
    not_a_robot=_("This is no address of a group robot. Copy it from the group's settings."),
    no_answer=_("The other side did not answer."),
    not_understood=_("Something other than the channel answered: perhaps a proxy or a page of login."),
    throttled=_("The other side takes no more for now; it is tried again later."),
    refused=_("The other side refused it (%(number)s). Check the address, the secret and the keywords."),
    status=_("The other side answered with status %(number)s."),
    no_gateway=_("No gateway for text messages is set up."),
    not_a_phone=_("This is no phone number. A mobile number has 11 digits."),
)
