"""Settings of the tests: the real ones, with a known key, quick password hashes and a place of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One place per process, so that parallel workers do not meet.
_home = tempfile.mkdtemp(prefix="zhicheng-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["DATA_DIR"] = _home
os.environ["MEDIA_ROOT"] = f"{_home}/files"
os.environ.setdefault("SECRET_KEY", "a-key-for-tests-only-" + "0" * 32)
os.environ.setdefault("DEMO", "1")

from zhicheng.settings import *  # noqa: E402, F403
from zhicheng.settings import DATABASES  # noqa: E402

STATIC_ROOT = Path(_home) / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns when there is none
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for threads must meet real locks; a test database need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{_home}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a kept connection would hold the test database open
