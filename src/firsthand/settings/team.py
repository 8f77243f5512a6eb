"""A team on one server: accounts, and whatever address `firsthand serve --team` was given."""

import os
from urllib.parse import urlsplit

from firsthand.settings.accounts import *  # noqa: F403
from firsthand.settings.base import DATA
from firsthand.settings.secrets import secret

SECRET_KEY = secret(DATA / "secret-key")
if int(os.environ.get("FIRSTHAND_WORKERS", "1")) > 1:
    SESSION_ENGINE = "django.contrib.sessions.backends.db"  # no process knows what another changed
ORIGIN = os.environ["FIRSTHAND_ORIGIN"]

_ENCRYPTED = urlsplit(ORIGIN).scheme == "https"
ALLOWED_HOSTS = [str(urlsplit(ORIGIN).hostname), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _ENCRYPTED
if _ENCRYPTED:  # behind a proxy that ends the encryption and says who asked
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
