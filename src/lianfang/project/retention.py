"""The tables of other people's packages, what has a sunset, and what stays because it is counted."""

import re
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django_tasks_db.models import DBTaskResult

from lianfang.figures.declare import figures
from lianfang.privacy.declare import Ending, keep
from lianfang.privacy.endings import remains
from lianfang.privacy.sunset import subject
from lianfang.response.models import Response

subject(Response, ended="ended_at")

for figure in figures.values():
    for rows in figure.rows:
        remains(rows.model, rows.where)

keep(ContentType, not_personal=["id", "app_label", "model"], then=Ending.KEEP)
keep(Permission, not_personal=["id", "name", "content_type", "codename"], then=Ending.KEEP)
keep(Group, not_personal=["id", "name", "permissions"], then=Ending.KEEP)
keep(Group.permissions.through, not_personal=["id", "group", "permission"], then=Ending.KEEP)
keep(
    Session,
    not_personal=["session_key", "session_data", "expire_date"],
    then=Ending.ERASE,
    days=0,
    counted_from="expire_date",
)
keep(
    UserSession,
    personal=["ip", "user_agent"],
    not_personal=["id", "user", "created_at", "last_seen_at", "session_key", "data"],
    then=Ending.ERASE,
    days=90,
    counted_from="last_seen_at",
)
keep(
    Authenticator,
    personal=["data"],
    not_personal=["id", "user", "type", "created_at", "last_used_at"],
    then=Ending.HAND_OVER,
)
keep(EmailAddress, personal=["email"], not_personal=["id", "user", "verified", "primary"], then=Ending.HAND_OVER)
keep(EmailConfirmation, not_personal=["id", "email_address", "created", "sent", "key"], then=Ending.HAND_OVER)

ATTEMPT = ("id", "username", "http_accept", "path_info", "attempt_time")
"""``username`` is a keyed digest here; browser, page and content are never kept (`accounts.lockout`)."""
FROM = ("ip_address", "user_agent")
keep(
    AccessAttempt,
    personal=FROM,
    not_personal=[*ATTEMPT, "get_data", "post_data", "failures_since_start"],
    then=Ending.ERASE,
    days=7,
    counted_from="attempt_time",
)
keep(AccessAttemptExpiration, not_personal=["access_attempt", "expires_at"], then=Ending.ERASE)
keep(
    AccessFailureLog,
    personal=FROM,
    not_personal=[*ATTEMPT, "locked_out"],
    then=Ending.ERASE,
    days=7,
    counted_from="attempt_time",
)
keep(
    AccessLog,
    personal=FROM,
    not_personal=[*ATTEMPT, "logout_time", "session_hash"],
    then=Ending.ERASE,
    days=7,
    counted_from="attempt_time",
)
keep(
    DBTaskResult,
    not_personal=[
        "id",
        "status",
        "enqueued_at",
        "started_at",
        "finished_at",
        "args_kwargs",
        "priority",
        "task_path",
        "worker_ids",
        "queue_name",
        "backend_name",
        "run_after",
        "return_value",
        "exception_class_path",
        "traceback",
    ],
    then=Ending.ERASE,
    days=30,
    counted_from="finished_at",
)

PLACE = re.compile(r'^  File "[^"\n]+", line \d+, in [\w<>.]+$', re.MULTILINE)


@receiver(pre_save, sender=DBTaskResult)
def keep_places_only(instance: DBTaskResult, **_: Any) -> None:
    """Of a failed job its places, never the message, which may hold what somebody typed."""
    instance.traceback = "\n".join(PLACE.findall(instance.traceback))
