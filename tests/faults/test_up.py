"""`manage.py up` with real processes: all of them run, one that dies comes back, none outlives it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.once


def until(what: str, holds: Callable[[], bool], seconds: float = 30) -> None:
    """This function will wait until it holds, or fail with `what`."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def marked(mark: str) -> dict[int, str]:
    """The living processes that inherited this DATA_DIR: pid -> command line."""
    alive = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"DATA_DIR={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:  # a zombie has none
                    alive[int(place.name)] = command
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return alive


def find(mark: str, word: str) -> int | None:
    return next((pid for pid, command in marked(mark).items() if word in command), None)


def answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEDIA_ROOT"}}
    return ours | {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/up.sqlite3",
        "DJANGO_SETTINGS_MODULE": "zhicheng.settings",
        "DEMO": "1",
        "SECRET_KEY": "a-key-for-tests-only-" + "0" * 32,
    }


@pytest.fixture
def up(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int, str]]:
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    port, mark = free_port(), environment["DATA_DIR"]
    process = subprocess.Popen([*manage, "up", "--port", str(port)], cwd=ROOT, env=environment)
    yield process, port, mark
    for pid in marked(mark):
        os.kill(pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_all_run_a_dead_one_comes_back_and_none_outlives_up(
    up: tuple[subprocess.Popen[bytes], int, str], ending: signal.Signals
) -> None:
    process, port, mark = up
    until("ready", lambda: answers(port, "/healthz") and answers(port, "/readyz"))
    until("worker", lambda: find(mark, "db_worker") is not None)
    until("clock", lambda: find(mark, "django clock") is not None)

    worker = find(mark, "db_worker")
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    until("a new worker", lambda: find(mark, "db_worker") not in {None, worker})
    assert answers(port, "/healthz")

    process.send_signal(ending)
    process.wait(20)
    until("no survivors", lambda: marked(mark) == {}, 15)


def test_a_taken_port_is_said_and_nothing_starts(environment: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    assert run.returncode == 1
    assert f"Port {port} is taken" in run.stderr
    assert marked(environment["DATA_DIR"]) == {}
