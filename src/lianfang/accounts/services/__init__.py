"""Every write to accounts, grants and tokens; each is announced, and written down by the package that keeps the log."""

from lianfang.accounts.services.grants import give, withdraw
from lianfang.accounts.services.sessions import end_sessions
from lianfang.accounts.services.tokens import make_token, revoke_token, touch_token
from lianfang.accounts.services.users import (
    choose_language,
    create_user,
    deactivate,
    password_chosen,
    reactivate,
    reset_password,
    reset_second_factor,
)

__all__ = [
    "choose_language",
    "create_user",
    "deactivate",
    "end_sessions",
    "give",
    "make_token",
    "password_chosen",
    "reactivate",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "touch_token",
    "withdraw",
]
