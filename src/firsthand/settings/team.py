"""Several people with accounts, behind a server that ends TLS.

`FIRSTHAND_HOSTS` names the hosts it answers to, parted by commas.
"""

import os

from firsthand.settings.base import *  # noqa: F403
from firsthand.settings.base import DATA
from firsthand.settings.secrets import secret

SECRET_KEY = secret(DATA / "secret-key")
ALLOWED_HOSTS = os.environ.get("FIRSTHAND_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SINGLE_PERSON = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
