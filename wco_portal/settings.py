"""Settings: one file, the environment only; a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from wco_portal.common import assets
from wco_portal.common.environment import (
    address,
    flag,
    folder,
    gettext_noop,
    is_loopback,
    whole,
    zone,
)
from wco_portal.local.places import Places

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- where things are -----------------------------------------------------------------------------
PORT = whole("PORT", default=8000, most=65535)
PORTAL_VAR = folder("PORTAL_VAR", default=BASE_DIR / "var")
places = Places(PORTAL_VAR)
DATABASE_URL = address(
    "DATABASE_URL", "postgres", "postgresql", example="postgres://portal:secret@host/portal"
)
REDIS_URL = address("REDIS_URL", "redis", "rediss", example="redis://:secret@host:6379/0")
if DATABASE_URL and not urlsplit(DATABASE_URL).path.strip("/"):
    raise ImproperlyConfigured(
        f"DATABASE_URL must name the database after the host, not {DATABASE_URL!r}."
    )
EMBEDDED_DATABASE = not DATABASE_URL
EMBEDDED_BROKER = not REDIS_URL

PORTAL_BASE_URL = os.environ.get("PORTAL_BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
_base = urlsplit(PORTAL_BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise ImproperlyConfigured(
        "PORTAL_BASE_URL must be an address such as https://portal.example, "
        f"not {PORTAL_BASE_URL!r}."
    )

# --- demonstration --------------------------------------------------------------------------------
PORTAL_DEMO = flag("PORTAL_DEMO", default=EMBEDDED_DATABASE)
if PORTAL_DEMO and not is_loopback(_base.hostname):
    raise ImproperlyConfigured(
        "Demonstration mode has public passwords, so it runs on this machine only: set "
        "PORTAL_DEMO=0 or give PORTAL_BASE_URL a loopback address."
    )

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY") or places.secret_key
ALLOWED_HOSTS = [_base.hostname]
if is_loopback(_base.hostname):
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

# --- what the operator chooses --------------------------------------------------------------------
PORTAL_NAME = os.environ.get("PORTAL_NAME", gettext_noop("Strategy Portal"))
PORTAL_ORGANISATION = os.environ.get(
    "PORTAL_ORGANISATION", gettext_noop("World Customs Organization")
)
PORTAL_ZONE = zone("PORTAL_ZONE", default="Europe/Brussels")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "template_partials",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wco_portal.common",
    "wco_portal.directory",
    "wco_portal.access",
    "wco_portal.audit",
    "wco_portal.publishing",
    "wco_portal.links",
    "wco_portal.files",
    "wco_portal.jobs",
    "wco_portal.search",
    "wco_portal.notifications",
    "wco_portal.api",
    "strategy",
    "communications",
    "conferences",
    "wco_portal.home",
    "wco_portal.demo",
    "wco_portal.local",
]
MIDDLEWARE = [
    # First, because files need no headers of a page: 400 bytes less for each of them.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wco_portal.common.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "wco_portal.common.middleware.compressed_pages",
    "wco_portal.common.middleware.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wco_portal.common.middleware.business_clock",
    "wco_portal.access.middleware.Answers",
]
ROOT_URLCONF = "wco_portal.urls"
WSGI_APPLICATION = "wco_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "directory.Person"
# The address is unique by a constraint on its lower case, which the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "wco_portal.common.loaders.Filesystem",
                                "wco_portal.common.loaders.AppDirectories",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wco_portal.home.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data -----------------------------------------------------------------------------------------
_database = env.db_url_config(DATABASE_URL or places.database_url())
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            "pool": {
                "min_size": 1,
                "max_size": whole("PORTAL_POOL", default=8),
                "timeout": 5,
                # The pool waits twice as long after each try: after a long absence of the database
                # it would sleep for minutes. Given up soon, it tries anew when somebody asks.
                "reconnect_timeout": 4,
            },
            "connect_timeout": 3,
            "options": "-c lock_timeout=3s -c statement_timeout=20s"
            " -c idle_in_transaction_session_timeout=30s",
        },
    },
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or places.redis_url(1),
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600

# --- queue ----------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or places.broker_url(0)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = 2
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_keepalive": True,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 10,
    "health_check_interval": 30,
}
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_VAR / "run" / "beat")
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "wco_portal.audit.tasks.tick", "schedule": 60.0},
}

# --- people ---------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my-work"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "wco_portal.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "wco_portal.access.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME

SECURE = _base.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "wco_portal.home.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- languages and time ---------------------------------------------------------------------------
USE_I18N = USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "wco_portal" / "locale"]
TIME_ZONE = PORTAL_ZONE
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL_VAR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static" / "dist"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Source maps are for developers; the rest is compressed once, under its hashed name only.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "ico", "woff2", "gz", "br")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = assets.headers
MEDIA_ROOT = PORTAL_VAR / "files"

# --- mail -----------------------------------------------------------------------------------------
EMAIL_URL = address(
    "EMAIL_URL",
    *("smtp", "smtps", "smtp+tls", "smtp+ssl", "submission"),
    example="smtp+tls://user:secret@mail.example:587",
)
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "wco_portal.notifications.backends.KeptMail"
DEFAULT_FROM_EMAIL = os.environ.get(
    "PORTAL_FROM", f"portal@{_base.hostname.replace('127.0.0.1', 'demo.example')}"
)
MAIL_DIRECTORY = PORTAL_VAR / "mail"
# Longer than any hand-over takes: after this many seconds a killed worker's mail is taken up again.
DELIVERY_LEASE = whole("PORTAL_DELIVERY_LEASE", default=300, most=3600)

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "wco_portal.api.authentication.PortalToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["wco_portal.api.parsers.StrictJSON"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": [
        "wco_portal.api.throttles.Calls",
        "wco_portal.api.throttles.Writes",
    ],
    "DEFAULT_FILTER_BACKENDS": [
        "wco_portal.api.filters.Filters",
        "wco_portal.api.filters.Ordering",
    ],
    "DEFAULT_PAGINATION_CLASS": "wco_portal.api.paging.Pages",
    "DEFAULT_SCHEMA_CLASS": "wco_portal.api.schema.Operation",
    "EXCEPTION_HANDLER": "wco_portal.api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=30), "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "WCO portal",
    "DESCRIPTION": "Everything that the pages do: the same services, the same rules.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "GradeEnum": "wco_portal.common.enums.Grade",
        "PrecisionEnum": "wco_portal.common.enums.Precision",
        "MemberKindEnum": "wco_portal.directory.enums.MemberKind",
        "IndicatorKindEnum": "strategy.enums.indicators.IndicatorKind",
        "MeasurementStateEnum": "strategy.enums.indicators.MeasurementState",
        "DeliverableStateEnum": "strategy.enums.deliverables.DeliverableState",
        "AspectEnum": "strategy.enums.scans.Aspect",
        "VerdictEnum": "strategy.enums.plans.Verdict",
        "ChangeKindEnum": "strategy.enums.plans.ChangeKind",
        "LightEnum": "strategy.enums.indicators.Light",
        "ActivityKindEnum": "strategy.enums.themes.ActivityKind",
        "ActivityStateEnum": "strategy.enums.themes.ActivityState",
        "ConsultationStateEnum": "strategy.enums.consultations.ConsultationState",
        "PositionStateEnum": "strategy.enums.consultations.PositionState",
        "PaperStateEnum": "strategy.enums.paper_answers.PaperState",
        "ReleaseStateEnum": "strategy.enums.paper_answers.ReleaseState",
        "SynthesisStateEnum": "strategy.enums.consultations.SynthesisState",
        "LatePolicyEnum": "strategy.enums.consultations.LatePolicy",
        "ConsultationInKindEnum": "strategy.selectors.consultations.ASKABLE",
        "LanguageEnum": "wco_portal.publishing.enums.Language",
        "PublicationStateEnum": "communications.enums.PublicationState",
        "MessageStateEnum": "communications.enums.MessageState",
        "MessageKindEnum": "communications.enums.MessageKind",
        "ChannelKindEnum": "communications.enums.ChannelKind",
        "TopicStateEnum": "communications.enums.TopicState",
        "ConferenceKindEnum": "conferences.enums.ConferenceKind",
        "SessionKindEnum": "conferences.enums.SessionKind",
        "DispositionAnswerEnum": "strategy.enums.dispositions.Answer",
        "DispositionStateEnum": "strategy.enums.dispositions.DispositionState",
        "ContributionKindEnum": "strategy.enums.contributions.ContributionKind",
        "ContributionStateEnum": "strategy.enums.contributions.ContributionState",
        "ConsentEnum": "strategy.enums.contributions.Consent",
        "InputKindEnum": "strategy.enums.dispositions.InputKind",
        "AnswerEnum": "conferences.enums.Answer",
        "GivenAnswerEnum": "conferences.enums.GIVEN",
        "ElementKindEnum": "strategy.enums.plans.ElementKind",
        "TongueEnum": "strategy.enums.workshops.Tongue",
        "ParticipantStateEnum": "strategy.enums.workshops.ParticipantState",
        "DeliveryStateEnum": "wco_portal.notifications.enums.DeliveryState",
    },
}

# How often somebody may do something; one table, changed by the environment for storms.
LIMITS = {
    "api_anonymous": f"{whole('PORTAL_LIMIT_ANONYMOUS', default=60)}/min",
    "api_token": f"{whole('PORTAL_LIMIT_TOKEN', default=600)}/min",
    "writes": f"{whole('PORTAL_LIMIT_WRITES', default=120)}/min",
    "exports": f"{whole('PORTAL_LIMIT_EXPORTS', default=10)}/min",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
