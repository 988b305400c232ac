"""Settings of the one program; what differs between places comes from the environment (see docs/operations.md)."""

from pathlib import Path

import environ

from lianfang.project.column import MODULES

env = environ.Env()

HOME = Path(env("LIANFANG_HOME", default="var"))
"""Where this place keeps its database, keys, files and logs, unless told otherwise one by one."""

LIANFANG_KEYS = Path(env("LIANFANG_KEYS", default=str(HOME / "keys")))
LIANFANG_FILES = Path(env("LIANFANG_FILES", default=str(HOME / "files")))
LIANFANG_ANCHORS = Path(env("LIANFANG_ANCHORS", default=str(HOME / "anchors.jsonl")))
"""Where the heads of the audit chains are written every day; best on another disk, append-only."""
LIANFANG_DEMO = env.bool("LIANFANG_DEMO", default=False)
LIANFANG_ADDRESS = env("LIANFANG_ADDRESS", default="http://127.0.0.1:8000")
"""How people reach this place; personal links and QR codes begin with it."""

LIANFANG_SMS_GATEWAY = env("LIANFANG_SMS_GATEWAY", default="")
LIANFANG_SMS_TOKEN = env("LIANFANG_SMS_TOKEN", default="")
LIANFANG_ROBOT_HOSTS = env.list("LIANFANG_ROBOT_HOSTS", default=[])
"""Hosts (with port) of group robots on servers of the district's own, beside those of the makers."""
EMAIL_HOST = env("LIANFANG_MAIL_HOST", default="localhost")
EMAIL_PORT = env.int("LIANFANG_MAIL_PORT", default=25)
EMAIL_HOST_USER = env("LIANFANG_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env("LIANFANG_MAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("LIANFANG_MAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = env("LIANFANG_MAIL_FROM", default="lianfang@localhost")
EMAIL_TIMEOUT = 10

DEBUG = False
ALLOWED_HOSTS = env.list("LIANFANG_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])


def _secret_key() -> str:
    from lianfang.vault.keyfile import secret_in

    return secret_in(LIANFANG_KEYS, "secret").hex()


SECRET_KEY = _secret_key()
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("LIANFANG_BEHIND_PROXY", default=False) else None
)

INSTALLED_APPS = [
    *(f"lianfang.{module}" for module in reversed(MODULES)),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "lianfang.project.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "lianfang.project.problems.Problems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianfang.accounts.middleware.ActorMiddleware",
    "lianfang.ui.middleware.ErrorPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lianfang.project.urls"
WSGI_APPLICATION = "lianfang.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianfang.project.navigation.navigation",
            ],
            "builtins": ["lianfang.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "lianfang.ui.forms.Renderer"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'lianfang.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'NORMAL' if LIANFANG_DEMO else 'FULL'}; "
        "PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;",
    }
    """FULL: what was answered is on the disk when the power fails. Only a demo, which is invented, does without."""
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lianfang.accounts.adapter.StaffOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "lianfang.accounts.logging_in.LoginForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lianfang"
MFA_ADAPTER = "lianfang.accounts.adapter.SealedSecrets"
MFA_FORMS = {
    "activate_totp": "lianfang.accounts.second_factor.NewAppForm",
    "authenticate": "lianfang.accounts.second_factor.CodeForm",
    "reauthenticate": "lianfang.accounts.second_factor.CodeAgainForm",
}
LIANFANG_SECOND_FACTOR = env.bool("LIANFANG_SECOND_FACTOR", default=not LIANFANG_DEMO)
"""Whether roles that open personal data in bulk or manage accounts need a second factor; a demo does without."""
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "lianfang.accounts.lockout.Handler"
AXES_USERNAME_CALLABLE = "lianfang.accounts.lockout.digest_of_login"
AXES_LOCKOUT_CALLABLE = "lianfang.accounts.lockout.locked"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("LIANFANG_HTTPS", default=False)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
"""An upload with personal data never touches the disk in clear; sealed files are `vault`'s."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 80 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 80 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["lianfang.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(LIANFANG_FILES)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "lianfang.project.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LIANFANG_LOG_LEVEL", default="WARNING")},
}
