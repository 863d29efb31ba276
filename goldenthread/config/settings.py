"""Django's settings: one file; what differs between installations comes from the environment (`environment.py`)."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from csp.constants import NONE, SELF

from goldenthread.config import environment
from goldenthread.config.database import database_from_url, sqlite_database
from goldenthread.config.secret import secret_key

HOME = environment.home()
ENVIRONMENT_VARIABLES = environment.VARIABLES

DEBUG = environment.flag("GOLDENTHREAD_DEBUG")
SECRET_KEY = environment.text("GOLDENTHREAD_SECRET_KEY") or secret_key(HOME)
ALLOWED_HOSTS = environment.words("GOLDENTHREAD_HOSTS", "127.0.0.1,localhost")

# What the house is made of --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "goldenthread.apps.GoldenthreadConfig",
    "goldenthread.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_linear_migrations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "goldenthread.web.middleware.PlainTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goldenthread.web.middleware.PrivatePagesMiddleware",
    "goldenthread.web.no_council.NoCouncilMiddleware",
    # Deny by default: a view is for signed-in people unless it is marked @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goldenthread.web.middleware.OneReadingMiddleware",
    "goldenthread.web.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, so that it sees a refused sign-in and can lock the account.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "goldenthread.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "goldenthread.web.frame.frame",
            ],
        },
    },
]

# Records --------------------------------------------------------------------------------------------------------------

_database_url = environment.text("DATABASE_URL")
DATABASES = {
    "default": database_from_url(_database_url) if _database_url else sqlite_database(HOME / "goldenthread.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People ---------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "goldenthread.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    # Knows nobody unless the database says that its council is a demo.
    "goldenthread.demo.signing_in.DemoBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Ten wrong passwords for one account from one address, then a quarter of an hour's wait: enough to stop guessing, and
# nobody can lock a colleague out from another desk.
AXES_FAILURE_LIMIT = 10
# The field of the form; left alone, it is the field of the account, and failures are counted for nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "errors/locked.html"

# A working day, and signed out with the browser: shared desks are common.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "goldenthread-session"
CSRF_COOKIE_NAME = "goldenthread-csrf"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "goldenthread.web.views.site.form_expired"

# What browsers are told -----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

_HTTPS = environment.flag("GOLDENTHREAD_HTTPS")
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
BEHIND_PROXY = environment.flag("GOLDENTHREAD_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# Static files ---------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Words, dates and messages --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True

_email = urlsplit(environment.text("GOLDENTHREAD_EMAIL_URL"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _email.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _email.hostname or "localhost"
EMAIL_PORT = _email.port or 25
EMAIL_HOST_USER = _email.username or ""
EMAIL_HOST_PASSWORD = _email.password or ""
EMAIL_USE_TLS = parse_qs(_email.query).get("tls") == ["yes"]
DEFAULT_FROM_EMAIL = environment.text("GOLDENTHREAD_EMAIL_FROM", "goldenthread@localhost")

# A spreadsheet-like grid posts one field per cell: 200 measures of ten fields are an ordinary evening's work.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

LOG_FILE = HOME / "goldenthread.log"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": LOG_FILE,
            "maxBytes": 5_000_000,
            "backupCount": 3,
            "encoding": "utf-8",
            # Opened on the first line, so that `goldenthread --help` leaves no empty file behind.
            "delay": True,
            "formatter": "line",
        },
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
    "loggers": {"goldenthread": {"level": "INFO"}},
}
