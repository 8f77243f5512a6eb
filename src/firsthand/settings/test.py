"""The workspace under test."""

from firsthand.settings.base import *  # noqa: F403

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FILE_UPLOAD_TEMP_DIR = None
# Each process of the tests has its own, in memory.
DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
