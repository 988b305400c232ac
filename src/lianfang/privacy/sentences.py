from django.utils.translation import gettext_lazy as _

from lianfang.kernel.wording import sentences

sentences(
    "privacy",
    audit_chain_missing=_("Chain %(chain)s: the whole chain was removed."),
    audit_entry_missing=_("Chain %(chain)s: entry %(number)s was removed."),
    audit_entries_missing=_("Chain %(chain)s: entries %(first)s to %(last)s were removed."),
    audit_entry_edited=_("Chain %(chain)s: entry %(number)s was changed after it was written."),
    audit_head_changed=_("Chain %(chain)s: its head was changed or put back."),
    audit_ends_before_anchor=_(
        "Chain %(chain)s: it ends before entry %(number)s, which was anchored on %(on)s; an older state was put back."
    ),
    audit_differs_from_anchor=_("Chain %(chain)s: entry %(number)s is not the one that was anchored on %(on)s."),
    sunset_not_ended=_("The response has not ended."),
    sunset_held=_("%(table)s: %(count)s are held."),
    sunset_hindered=_("The sunset has to wait. %(because)s"),
    sunset_needs_receipt=_(
        "Some records go to their lawful keeper first: hand them over, then run the sunset with the keeper's receipt."
    ),
    folder_not_empty=_("%(folder)s is there already. Name an empty folder or a new file."),
    no_backup=_("%(folder)s holds no backup."),
    backup_of_other_engine=_("This is a backup of %(theirs)s, but the database here is %(ours)s."),
    backup_damaged=_("The backup is not as it was made: %(name)s."),
    tool_missing=_("%(tool)s is not on this machine; install the client programs of PostgreSQL."),
    tool_failed=_("%(tool)s did not succeed: %(said)s"),
    package_does_not_open=_("This passphrase does not open the file, or the file was changed."),
    export_columns=_("Choose the personal columns that are needed, at least one; no others can be added later."),
    export_term=_("The list is to be deleted between today and %(days)s days from now."),
    export_second_person=_("You asked for this list yourself; somebody else has to release it."),
    export_not_yours=_("Only who asked for this list takes it."),
    export_not_there=_("This list was not released, or its file was taken already."),
    kept_days=_("until %(days)s days after: %(after)s"),
    emptied_after_days=_(
        "until %(days)s days after: %(after)s; then emptied of the person, and what is counted stays until the response's "
        "records are destroyed"
    ),
    kept_until_sunset=_(
        "until the response that learned it has ended and its records are destroyed; in the standing register as long as "
        "the person lives here"
    ),
    kept_without_person=_("until the response has ended; then without anything about a person"),
    kept_by_keeper=_("until the response has ended; then by the authority that has to keep it by law"),
    kept_for_good=_("as long as the standing register is kept"),
    anchor_changed=_("The file of anchors: line %(line)s was changed, removed or put in."),
)
