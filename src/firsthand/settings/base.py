"""What every way of running the workspace has in common.

Nothing calls home: no mail, no fonts, no scripts from elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.csp import CSP

PACKAGE = Path(__file__).parent.parent
DATA = Path(os.environ.get("FIRSTHAND_HOME", Path.home() / ".firsthand"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # A team's log-in. It is here for both ways of running, so that their databases are the same.
    "allauth.account",
    "firsthand.records",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "firsthand.web.errors.Told",
]

ROOT_URLCONF = "firsthand.web.urls"
ASGI_APPLICATION = "firsthand.web.asgi.application"
AUTH_USER_MODEL = "records.Person"
LOGIN_URL = "entrance"
LOGIN_REDIRECT_URL = "studies"
TEAM = False
ORIGIN = ""  # a team's address, as its browsers say it
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}  # none is sent

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "firsthand.web.tags",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "firsthand.records.sqlite",
        "NAME": DATA / "firsthand.sqlite",
        # IMMEDIATE: a writer waits at the start, not in the middle, where it could only fail.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
        "CONN_MAX_AGE": None,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The dossier and the workspace are one visual language, in the same files.
STATICFILES_DIRS = [PACKAGE / "web" / "static", PACKAGE / "exchange" / "report" / "styles"]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the files lie in the package: nothing has to be collected

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_TEMP_DIR: Path | None = DATA / "uploads"  # people's words lie in no other folder

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "firsthand.web.errors.form_expired"
# A session is read with every page: one process serves them all, so it may remember them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SAMESITE = "Lax"

# Where something failed, never whose words it was about.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "firsthand.web.logs.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
