"""The tables of this package and of those below it, which cannot speak to it themselves."""

from lianfang.accounts.models import ApiToken, Grant, User
from lianfang.privacy.declare import Ending, keep
from lianfang.privacy.models import AuditEntry, AuditHead, Export, JobRun, Read, SunsetRecord
from lianfang.vault.models import Keyring, SealedFile

keep(Keyring, not_personal=["id", "created_at", "destroyed_at"], then=Ending.KEEP)
keep(
    SealedFile,
    personal=["name"],
    not_personal=["id", "ring", "purpose", "kept_by", "size", "kept_at", "expires_at"],
    then=Ending.ERASE,
    days=0,
    counted_from="expires_at",
)
keep(
    User,
    personal=["username", "name", "phone", "email"],
    not_personal=[
        "id",
        "password",
        "last_login",
        "is_active",
        "is_demo",
        "language",
        "must_change_password",
        "created_by",
        "created_at",
    ],
    then=Ending.HAND_OVER,
)
keep(
    Grant,
    not_personal=["id", "user", "role", "area_path", "unit_path", "starts_at", "ends_at", "given_by", "given_at"],
    then=Ending.HAND_OVER,
)
keep(
    ApiToken,
    personal=["name"],
    not_personal=["id", "user", "digest", "made_at", "expires_at", "revoked_at", "last_used_at"],
    then=Ending.ERASE,
    days=365,
    counted_from="expires_at",
)
keep(JobRun, not_personal=["code", "began_at", "ended_at", "failure"], then=Ending.KEEP)
keep(
    AuditEntry,
    not_personal=["id", "chain", "number", "at", "actor", "verb", "subject_kind", "subject_id", "detail", "mac"],
    then=Ending.KEEP,
)
keep(
    SunsetRecord,
    not_personal=["id", "name", "began_at", "ended_at", "done_by", "receipts", "tables", "signature"],
    then=Ending.KEEP,
)
keep(
    Export,
    personal=["requester", "purpose", "ground", "refused_because"],
    not_personal=[
        "id",
        "offer",
        "area_path",
        "columns",
        "until_on",
        "state",
        "asked_by",
        "asked_at",
        "decided_by",
        "decided_at",
        "rows",
        "file_id",
        "taken_at",
        "deleted_at",
        "deleted_by",
    ],
    then=Ending.KEEP_WITHOUT_PERSON,
    days=3 * 365,
    counted_from="deleted_at",
)
keep(AuditHead, not_personal=["chain", "number", "mac", "seal"], then=Ending.KEEP)
keep(
    Read,
    not_personal=["id", "at", "actor", "unit_path", "person_id", "how", "where"],
    then=Ending.ERASE,
    days=365,
    counted_from="at",
)
