from django.utils.translation import gettext_lazy as _

from lianfang.accounts.access import action

WORK_AT_POST = action("checkpoints.work", _("count passages, stop and check travellers at a post"), personal=True)
SEE_POSTS = action("checkpoints.see", _("see the posts and their counts"))
READ_CHECKS = action("checkpoints.read", _("open the records of checked travellers"), personal=True)
MANAGE_POSTS = action("checkpoints.manage", _("open, extend and close posts, issue and withdraw passes"))
