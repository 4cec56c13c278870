"""A practice system after `reset_practice`: the demo and nothing else, marked on every page. Reset once for all."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as real
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application
from zhicheng.audit.models import Event
from zhicheng.core import clock
from zhicheng.demo.cast import CAST
from zhicheng.demo.stories import LOADED
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import store_generated
from zhicheng.files.queries import path_of

BAND = "<strong>练习系统</strong>：所填内容都不是真的，每天 3:00 清空"
PAGES = {
    "": ("/", "/demo/", "/login/", "/register/", "/certificates/", "/help/", "/publicity/", "/no/such/page/"),
    "ligong": ("/my/", "/my/info/", "/my/tracking/", "/my/certificates/"),
    "wangjingban": ("/desk/", "/desk/cases/"),
    "fengzhuren": ("/office/", "/office/cases/"),
    "sunpingwei": ("/panel/",),
}


@pytest.fixture(scope="module", autouse=True)
def old(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """Something of everything is left by those before, then all starts anew; the path of an old file."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(real, "PRACTICE", True)
        at = clock.wall()
        Session.objects.create(session_key="k" * 32, session_data="x", expire_date=at)
        cache.set("trace", "here")
        stored = store_generated(name="旧.pdf", data=b"of before", content_type="application/pdf", at=at)
        path, past = path_of(stored), (at - timedelta(hours=1)).timestamp()
        os.utime(path, (past, past))
        call_command("reset_practice", verbosity=0)
        yield path
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def test_the_demo_is_there_and_nothing_else(old: Path) -> None:
    names = {role.username for group in CAST for role in group.roles}
    assert names <= set(User.objects.values_list("username", flat=True))
    assert not User.objects.filter(is_demo=False).exists()
    assert Application.objects.count() > 60
    assert (Session.objects.count(), cache.get("trace"), old.exists()) == (0, None, False)
    assert all(path_of(stored).exists() for stored in StoredFile.objects.all()[:20])
    assert Event.objects.filter(subject=LOADED).count() == 1


@pytest.mark.parametrize("username", PAGES)
def test_every_audience_is_told_on_every_page(username: str, settings: Settings) -> None:
    settings.PRACTICE = True
    browser = Client()
    if username:
        browser.post("/demo/sign-in/", {"username": username})
    unmarked = [path for path in PAGES[username] if BAND not in browser.get(path, follow=True).content.decode()]
    assert unmarked == []
