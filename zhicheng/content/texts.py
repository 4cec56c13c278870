"""The text of a document, read in a process of its own.

A file made to exhaust its reader exhausts that process and nothing else, and no web worker loads the readers.
"""

import logging
import subprocess
import sys
from pathlib import Path

SECONDS = 90  # the process gives up earlier by itself
READABLE = ("pdf", "docx", "xlsx")

logger = logging.getLogger(__name__)


def text_of(path: Path, *, kind: str) -> str:
    """This function will return what a document says, "" when it cannot be read in time."""
    if kind not in READABLE:
        return ""
    program = [sys.executable, "-m", "zhicheng.content.extract", str(path), kind]
    try:
        run = subprocess.run(program, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 -- our own
    except (subprocess.SubprocessError, OSError) as problem:
        logger.warning("no text read from %s: %s", path.name, problem)
        return ""
    return run.stdout.decode("utf-8", "replace").replace("\0", "")
