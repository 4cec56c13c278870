"""One command for one machine: web server, worker and clock, none of them without the others."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PR_SET_PDEATHSIG = 1
SETTLED = 60  # seconds: who lived that long starts anew at once
LONGEST_WAIT = 30
GRACE = 10  # seconds between asking a child to end and making it

libc = ctypes.CDLL(None)


def end_with_parent() -> None:
    """This function will have the kernel end this process when its parent dies, however it dies (Linux)."""
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process that is started again when it dies, each time a little later."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.failures = 0
        self.start()

    def start(self) -> None:
        # Its own session: Ctrl-C in the terminal reaches only `up`, which then ends all in order.
        self.process = subprocess.Popen(  # noqa: S603 -- our own commands
            [sys.executable, "-m", *self.command],
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=end_with_parent,  # safe: `up` has one thread
        )
        self.started = time.monotonic()
        self.restart_at: float | None = None

    def watch(self) -> None:
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if self.restart_at is None:
            self.kill()  # what it left behind
            self.failures = 0 if now - self.started > SETTLED else self.failures + 1
            wait = min(2**self.failures, LONGEST_WAIT)
            print(f"{self.command[0]} ended ({self.process.returncode}); again in {wait} s", flush=True)
            self.restart_at = now + wait
        elif now >= self.restart_at:
            self.start()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def end(children: list[Child]) -> None:
    """This function will end every child and everything the child started."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0, deadline - time.monotonic()))
        child.kill()
        child.process.wait()


def is_taken(host: str, port: int) -> bool:
    """This function will say whether another program listens there: granian would silently share it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    """This function will say whether the web server answers anything but an error of its own."""
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


class Command(BaseCommand):
    help = "Run the web server, the worker and the clock until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **options: object) -> None:
        if is_taken(host, port):
            raise CommandError(f"Port {port} is taken. Choose another: make run PORT={port + 1}")
        stopped: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: stopped.append(number))
        web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        web += ["--workers", str(settings.WEB_WORKERS), "--blocking-threads", "1", "--log-level", "warning"]
        children = [
            Child([*web, "zhicheng.wsgi:application"]),
            Child(["django", "db_worker", "--queue-name", "*", "--no-reload"]),
            Child(["django", "clock"]),
        ]
        announced = False
        try:
            while not stopped:
                for child in children:
                    child.watch()
                if not announced and answers(host, port):
                    announced = True
                    self.announce(port)
                time.sleep(0.2)
        finally:
            end(children)

    def announce(self, port: int) -> None:
        address = f"http://localhost:{port}/"
        self.stdout.write(f"\n  zhicheng: {address}")
        if settings.DEMO:
            self.stdout.write(f"  demo sign-ins: {address}demo/")
        self.stdout.write("  Ctrl-C ends it.\n")
        self.stdout.flush()
