"""Web servers and databases of one run, and what they cost. Everything listens on loopback and ends with the run."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from zhicheng.core.management.commands.up import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 3600  # seconds that a helper program may take
PATIENCE = 30  # seconds until a server must answer
PROC = Path("/proc")


def run(module: str, *arguments: str, env: Mapping[str, str]) -> str:
    """This function will run one of our programs to its end and return what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, timeout=LONGEST, preexec_fn=end_with_parent
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)} ended with {done.returncode}.")
    return done.stdout


class Database:
    """A database of this run: a file in the run's own folder, or a new one on the given PostgreSQL server."""

    def __init__(self, name: str, server: str, folder: Path) -> None:
        self.name, self.server = f"zhicheng_{name}_{os.getpid()}", server.rstrip("/")
        self.url = f"{self.server}/{self.name}" if server else f"sqlite:///{folder / name}.sqlite3"

    def __enter__(self) -> "Database":
        if self.server:
            try:
                self._admin = psycopg.connect(f"{self.server}/postgres", autocommit=True, connect_timeout=5)
            except psycopg.OperationalError as error:
                raise SystemExit(f"{error}\nName a server with --server, or measure with --sqlite.") from None
            self._admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
        return self

    def __exit__(self, *error: object) -> None:
        if self.server:
            self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))
            self._admin.close()

    def processes(self) -> list[int]:
        """This function will return the ids of the backends that serve this database, if they run here."""
        if not self.server or urlsplit(self.server).hostname not in ("127.0.0.1", "localhost"):
            return []
        return [
            pid for (pid,) in self._admin.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [self.name])
        ]


class Server:
    """Granian as `manage.py up` starts it, with one worker."""

    def __init__(self, target: str, database: Database, env: Mapping[str, str]) -> None:
        self.target, self.database, self.env = target, database, env

    def __enter__(self) -> "Server":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--no-ws"]
        web += ["--workers", "1", "--blocking-threads", "1", "--log-level", "warning"]
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *web, self.target],
            cwd=ROOT,
            env=self.env,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        self.cold = time.perf_counter() - started
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            with suppress(OSError, HTTPException):
                connection.request("GET", "/healthz")
                if connection.getresponse().status < 500:
                    return
            connection.close()
            time.sleep(0.01)
        raise SystemExit(f"{self.target} does not answer.")

    def _own(self) -> list[int]:
        """The server and its worker: they share a process group."""
        group = str(self.process.pid)
        return [pid for pid, fields in _processes() if fields[2] == group]

    def cpu(self) -> dict[int, float]:
        """This function will return the CPU seconds used so far, by process: web and database."""
        return {pid: _cpu(pid) for pid in [*self._own(), *self.database.processes()]}

    def memory(self) -> float:
        """This function will return the MiB that the web processes hold, shared pages counted once."""
        return sum(_memory(pid) for pid in self._own()) / 1024


@contextmanager
def interruptible() -> Iterator[None]:
    """This function will let a polite kill end the run as Ctrl-C does, so that nothing stays behind."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Every process with the fields of its stat behind the name: state, parent, group, …"""
    for path in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(path.parent.name), path.read_text().rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    """Seconds of all threads, by the scheduler's nanoseconds where the kernel counts them, else by its ticks."""
    try:
        nanoseconds = sum(int(path.read_text().split()[0]) for path in (PROC / str(pid) / "task").glob("*/schedstat"))
        if nanoseconds:
            return nanoseconds / 1e9
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
