"""Real Chromium before the real server: what a browser complains of anywhere fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pytest
from django_tasks_db.management.commands.db_worker import Worker
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.people import Person, Site
from tests.world import pdf_bytes

QUIET = ("no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
ARGS = ["--no-sandbox", "--disable-gpu", *(f"--{name}" for name in QUIET)]
Visitor = Callable[..., Person]

expect.set_options(timeout=15_000)  # as patient as the rest: two browsers share two cores


FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{Path(pylopdf_fonts_zh_cn.__file__).parent}</dir></fontconfig>"""


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """With the fonts of our prints, so that pages look the same on every machine."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "the browser tests need Chromium"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in the thread of the tests
    with sync_playwright() as play:
        fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
        fonts.write_text(FONTS)
        environ: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = play.chromium.launch(executable_path=program, args=ARGS, env=environ)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """Makes people, each with his own browser: visitor(width=390), visitor(scripts=False)."""
    site, people = Site(), []

    def visit(*, width: int = 1440, height: int = 900, scripts: bool = True, **more: Any) -> Person:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **more,
        )
        context.set_default_timeout(30_000)  # two browsers share two cores
        people.append(Person(context, site, f"{width} px" + ("" if scripts else ", no scripts"), scripts))
        return people[-1]

    yield visit
    for person in people:
        print(f"── left at {person.page.url}\n{person.page.locator('body').inner_text()}")  # shown when the test failed
        person.context.close()
    assert site.troubles == []


@pytest.fixture
def worker(live_server: LiveServer) -> Callable[[], None]:
    """Does all that waits in the background, and ends."""

    def run() -> None:
        Worker(
            queue_names=["*"],
            interval=0.1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="tests",
            excluded_queue_names=[],
        ).run()

    return run


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files as they lie on a person's own disk."""
    place = tmp_path_factory.mktemp("papers")
    (place / "证明.pdf").write_bytes(pdf_bytes())
    portrait().save(place / "照片.jpg", quality=90)
    return {path.name: path for path in place.iterdir()}


def portrait() -> Image.Image:
    """Nobody's photograph: a head and shoulders before blue."""
    photo = Image.new("RGB", (600, 880), "#6d9fd8")
    draw = ImageDraw.Draw(photo)
    draw.ellipse((60, 560, 540, 1300), fill="#2b3a55")
    draw.rectangle((250, 480, 350, 620), fill="#e3b996")
    draw.ellipse((170, 150, 430, 470), fill="#2a211d")
    draw.ellipse((190, 200, 410, 540), fill="#f0c9a8")
    return photo
