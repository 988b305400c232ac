"""Who gets what from the pages of this package: url name -> role -> status of a GET."""

EVERYBODY = {"crew": 200, "worker": 200, "secretary": 200, "office": 200, "command": 200, "dpo": 200, "admin": 200}
MANAGERS = {"crew": 403, "worker": 403, "secretary": 403, "office": 403, "command": 403, "dpo": 403, "admin": 200}
STRANGERS = dict.fromkeys(EVERYBODY, 404)
"""Pages about one thing: somebody who does not reach it, or that does not exist."""
POST_ONLY = dict.fromkeys(EVERYBODY, 405) | {"anonymous": 405}
OUT = {"anonymous": 302}
ASKED_AGAIN = dict.fromkeys(EVERYBODY, 302)
"""Doors behind which the password is asked for once more."""

TABLE = {
    "accounts:me": EVERYBODY | OUT,
    "accounts:second_factor": EVERYBODY | OUT,
    "accounts:roles": EVERYBODY | OUT,
    "accounts:why": EVERYBODY | OUT,
    "accounts:tokens": EVERYBODY | OUT,
    "accounts:users": MANAGERS | OUT,
    "accounts:new_user": MANAGERS | OUT,
    "accounts:user": STRANGERS | OUT,
    "accounts:revoke_token": POST_ONLY,
    "accounts:deactivate": POST_ONLY,
    "accounts:reactivate": POST_ONLY,
    "accounts:reset_password": POST_ONLY,
    "accounts:reset_second_factor": POST_ONLY,
    "accounts:end_sessions": POST_ONLY,
    "accounts:withdraw": POST_ONLY,
    "set_language": POST_ONLY,
    "account_login": dict.fromkeys(EVERYBODY, 302) | {"anonymous": 200},
    "account_logout": EVERYBODY | OUT,
    "account_inactive": EVERYBODY | {"anonymous": 200},
    "account_reauthenticate": EVERYBODY | OUT,
    "account_change_password": EVERYBODY | OUT,
    "mfa_index": EVERYBODY | OUT,
    "mfa_authenticate": dict.fromkeys(EVERYBODY, 302) | OUT,
    "mfa_reauthenticate": ASKED_AGAIN | OUT,
    "mfa_activate_totp": ASKED_AGAIN | OUT,
    "mfa_deactivate_totp": STRANGERS | OUT,
    "mfa_view_recovery_codes": STRANGERS | OUT,
    "mfa_generate_recovery_codes": ASKED_AGAIN | OUT,
    "mfa_download_recovery_codes": STRANGERS | OUT,
    "usersessions_list": EVERYBODY | OUT,
}
