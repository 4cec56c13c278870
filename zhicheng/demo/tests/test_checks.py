"""The demo stands only where strangers cannot come, and is unknown where it is off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from zhicheng.demo.checks import check_hosts

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("host", ["localhost", "testserver", "127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.7"])
def test_a_private_host_may_have_the_demo(host: str, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [host]
    assert check_hosts() == []


@pytest.mark.parametrize("host", ["*", "zhicheng.example", ".localhost.example", "8.8.8.8", ""])
def test_a_public_host_may_not(host: str, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", host]
    assert [error.id for error in check_hosts()] == ["demo.E001"]


@pytest.mark.once
def test_a_public_demo_does_not_start() -> None:
    run = _manage("check", DEMO="1", ALLOWED_HOSTS="localhost,zhicheng.example")
    assert (run.returncode, "demo.E001" in run.stderr) == (1, True)


@pytest.mark.once
def test_without_the_demo_nobody_imports_it() -> None:
    asked = (
        "import sys; from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in sys.modules if 'zhicheng.demo' in name or 'demo_pages' in name])"
    )
    run = _manage("shell", "-v0", "-c", asked, DEMO="0", ALLOWED_HOSTS="localhost")
    assert (run.returncode, run.stdout.strip()) == (0, "[]")


def _manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhicheng.settings", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
