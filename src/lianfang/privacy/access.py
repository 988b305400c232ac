"""What may be granted about promises and their log."""

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

READ_AUDIT = action("privacy.read_audit", _("read who changed what in the audit log"))
READ_READS = action("privacy.read_reads", _("see whose data were opened by whom"))
REQUEST_EXPORT = action(
    "privacy.request_export", _("ask for a list with personal columns for a named requester"), personal=True
)
RELEASE_EXPORT = action(
    "privacy.release_export",
    _("release lists with personal columns that somebody else asked for"),
    personal=True,
    guarded=True,
)
ANSWER_SUBJECTS = action(
    "privacy.subject_access", _("show people what is held about them, after checking who they are"), personal=True
)
