from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

SEE_PEOPLE = action("people.see", _("see residents and households, masked"))
READ_PERSON = action("people.read", _("open the name, ID number and phone of a resident"), personal=True)
REGISTER_PEOPLE = action("people.register", _("add and correct residents and households"), personal=True)
MERGE_PEOPLE = action("people.merge", _("merge two records of one person and undo it"), personal=True)
IMPORT_PEOPLE = action("people.import", _("import a list of residents"), personal=True, guarded=True)
TAKE_OVER = action(
    "people.take_over", _("take somebody a response has met over into the standing register"), personal=True
)
EXPORT_PEOPLE = action("people.export", _("take the list of residents out as a file, masked"))
EXPORT_OPEN = action(
    "people.export_open",
    _("ask for a list of residents with names and numbers, for somebody who needs it"),
    personal=True,
    guarded=True,
)
