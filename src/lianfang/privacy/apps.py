from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate

from lianfang.kernel import module


class Privacy(module.Module):
    name = "lianfang.privacy"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(_begin_chains, sender=self)


def _begin_chains(using: str, **_: Any) -> None:
    """The heads of the audit chains stand before the first writers come, so that these do not wait for each other."""
    from lianfang.privacy.audit import begin_chains
    from lianfang.privacy.models import AuditHead

    is_there = AuditHead._meta.db_table in connections[using].introspection.table_names()
    if using == "default" and is_there and not AuditHead.objects.exists():
        begin_chains()
