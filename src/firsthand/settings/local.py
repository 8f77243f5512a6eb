"""One person on one machine: no log-in, loopback only, entered by a one-time link."""

from firsthand.settings.base import *  # noqa: F403
from firsthand.settings.base import DATA
from firsthand.settings.secrets import secret

SECRET_KEY = secret(DATA / "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
