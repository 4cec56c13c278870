"""The site as it runs, in a folder of its own; passwords cost nothing here."""

from zhicheng.settings import *  # noqa: F403
from zhicheng.settings import DATA_DIR, LOGGING

STATIC_ROOT = DATA_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING["loggers"] = {"django.request": {"level": "CRITICAL"}}  # refusals are what is tried here
