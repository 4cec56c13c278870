"""Every value that differs between places is read from the environment; docs/settings.md lists them all."""

from pathlib import Path

import environs
import jinja2

BASE_DIR = Path(__file__).resolve().parent.parent
env = environs.FileAwareEnv()

DEBUG = env.bool("DEBUG", False)
PRACTICE = env.bool("PRACTICE", False)  # a demo for training days, with a place of its own
DEMO = env.bool("DEMO", False) or PRACTICE
MARK = "【练习】" if PRACTICE else ""  # before what other programs show as our name
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("HTTPS", not DEMO)  # served behind TLS
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
FIELD_KEYS = env.list("FIELD_KEYS", [SECRET_KEY])  # the first encrypts, all of them decrypt
FIELD_CIPHER = env.str("FIELD_CIPHER", "aes")  # aes | sm4
INDEX_KEY = env.str("INDEX_KEY", SECRET_KEY)
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var") / ("practice" if PRACTICE else "")
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "files")
CLAMAV = env.str("CLAMAV", "")  # tcp://host:3310 or unix:///run/clamav/clamd.ctl
FONT_DIRS = env.list("FONT_DIRS", ["/usr/share/fonts/truetype/hanazono"])
REDIS_URL = env.str("REDIS_URL", "")
EMAIL_URL = env.str("EMAIL_URL", "")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
WEB_WORKERS = env.int("WEB_WORKERS", 1)

SITE_NAME = env.str("SITE_NAME", "广东省省本级专业技术网上申报系统")
SITE_OWNER = env.str("SITE_OWNER", "广东省人力资源和社会保障厅")
SITE_URL = env.str("SITE_URL", "http://localhost:8000")  # printed in QR codes
SITE_PHONE = env.str("SITE_PHONE", "")
SITE_IDS = env.list("SITE_IDS", [])  # 网站标识码, ICP, 公安备案, shown in the footer

ROOT_URLCONF = "zhicheng.urls"
WSGI_APPLICATION = "zhicheng.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The table of contents: what stands lower knows nothing of what stands higher.
INSTALLED_APPS = [
    # ── libraries ──
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # ── the bottom: knows nobody ──
    "zhicheng.core",
    "zhicheng.audit",
    "zhicheng.accounts",
    "zhicheng.notifications",
    "zhicheng.files",
    "zhicheng.reference",
    "zhicheng.organizations",
    "zhicheng.content",
    # ── the person ──
    "zhicheng.dossier",
    "zhicheng.eligibility",
    # ── the case ──
    "zhicheng.calls",
    "zhicheng.applications",
    "zhicheng.review",
    "zhicheng.certificates",
    "zhicheng.letters",
    # ── the many: one folder per business kind ──
    "zhicheng.kinds",
    # ── what reads across ──
    "zhicheng.reports",
    *(["zhicheng.demo"] if DEMO else []),
    # ── the faces: HTTP lives here and nowhere else ──
    "zhicheng.web",
]

MIDDLEWARE = [
    "zhicheng.web.public.cached.ForVisitors",
    "django.middleware.security.SecurityMiddleware",
    "zhicheng.web.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhicheng.web.middleware.Readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "zhicheng.web.middleware.SignedIn",  # no-store, second factor of officials
]

CONTEXT_PROCESSORS = [
    "django.contrib.messages.context_processors.messages",
    "zhicheng.web.jinja.site",
]
TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "zhicheng.web.jinja.Backend",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "zhicheng.web.jinja.environment",
            "undefined": jinja2.StrictUndefined,
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
    {  # libraries' mails, the editors' and the administrators' pages
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "zhicheng/web/templates"],  # before the libraries' own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhicheng.web.cms.places.called",
            ]
        },
    },
]
FORM_RENDERER = "zhicheng.web.forms.Renderer"

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'zhicheng.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("PREPARED_STATEMENTS", True):  # PostgreSQL plans a statement once for a connection, not for each page
        DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "zhicheng.core.filecache.FileCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "practice" if PRACTICE else "sessionid"  # cookies know no ports
SESSION_COOKIE_AGE = 30 * 60  # idle seconds: 5-ux §7
SESSION_SAVE_EVERY_REQUEST = False  # web.middleware renews it at most once a minute
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)  # how many proxies stand before us
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
CSRF_FAILURE_VIEW = "zhicheng.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

AUTHENTICATION_BACKENDS = ["zhicheng.accounts.backends.IdentifierBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "zhicheng.accounts.passwords.ThreeClasses"},
    {"NAME": "zhicheng.accounts.passwords.NotPersonal"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_ADAPTER = "zhicheng.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "zhicheng.web.account.forms.LoginForm",
    "change_password": "zhicheng.web.account.worded.ChangePasswordForm",
    "reauthenticate": "zhicheng.web.account.worded.ReauthenticateForm",
    "reset_password": "zhicheng.web.account.worded.ResetPasswordForm",
    "reset_password_from_key": "zhicheng.web.account.worded.ResetPasswordKeyForm",
}
# A whole unit sits behind one address; tries at one account are counted apart.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "zhicheng.web.account.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "zhicheng.web.account.worded.AuthenticateForm",
    "reauthenticate": "zhicheng.web.account.worded.MFAReauthenticateForm",
    "activate_totp": "zhicheng.web.account.worded.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = MARK + SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = False

if EMAIL_URL and not PRACTICE:
    vars().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "zhicheng.notifications.outbox.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "noreply@localhost")

# The editors' side, /cms/. Wagtail serves nothing to visitors: our own views show what it keeps.
WAGTAIL_SITE_NAME = MARK + SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_PERMITTED_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "zhicheng.content.publishing.publish"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILDOCS_DOCUMENT_MODEL = "content.PublicFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "zhicheng.content.forms.PublicFileForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "zhicheng.content.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}  # parts of titles
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
TAGGIT_CASE_INSENSITIVE = True
CMS_CSP = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "zhicheng/locale"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [("manual", BASE_DIR / "docs" / "manual" / "pictures")]
STORAGES = {
    "default": {  # what editors upload; applicants' files are kept by zhicheng.files
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "content", "base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form's text; files stream to disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"pikepdf": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}, "wagtail": {"level": "WARNING"}},
}
