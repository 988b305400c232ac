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
    anchor_changed=_("The file of anchors: line %(line)s was changed, removed or put in."),
)
