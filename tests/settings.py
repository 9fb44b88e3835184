"""The portal's own settings; the fewest differences that tests need."""

from wco_portal.settings import *  # noqa: F403 -- Django's way to build on settings
from wco_portal.settings import DATABASES, LIMITS, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A pool would hold connections to a test database that is about to be dropped.
DATABASES["default"]["OPTIONS"].pop("pool", None)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Nothing reaches a broker from a test: what is due is done by calling sweep().
CELERY_BROKER_URL = "memory://"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PORTAL_DEMO = True
# WhiteNoise warns of a folder that nothing was collected into yet.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Tests of limits set their own.
LIMITS = dict.fromkeys(LIMITS, "100000/min")
