"""The site as in production; the one thing added is that every answer says how many statements it took."""

from zhicheng.settings import *  # noqa: F403
from zhicheng.settings import DATA_DIR, MIDDLEWARE

MIDDLEWARE = ["bench.counting.Statements", *MIDDLEWARE]
STATIC_ROOT = DATA_DIR / "static"
