"""What a team has and one person has not: accounts with passwords, and pages to log in and out.

django-allauth, with its account app alone: no mail, no other site's log-in, no sign-up but by an
invitation. Single sign-on and passkeys are apps of its own that would be added here.
"""

from firsthand.settings.base import *  # noqa: F403

TEAM = True
ROOT_URLCONF = "firsthand.web.team_urls"
LOGIN_URL = "account_login"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a link to choose a password holds
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]

ACCOUNT_ADAPTER = "firsthand.web.team.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Many of a team may share one address; one user name is somebody's alone.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
