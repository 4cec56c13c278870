"""Somebody before a browser of his own: clicks what he reads, types under what the label says, and complains of nothing."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import resolve
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Response, expect

from tests.factories import PASSWORD
from zhicheng.accounts.models import User

Value = str | int | bool | Path | tuple[int, ...]
Typed = Mapping[str, Value]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FULL = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && box.right > document.documentElement.clientWidth + 1
    && getComputedStyle(one).position !== "fixed" && !one.closest(".vh, .table-wrap, [tabindex='0']");
}).map((one) => one.tagName + "." + one.className)"""
STEP = 30  # seconds of a dynamic code


@dataclass
class Site:
    """What the people of one test have seen of the pages, and what was wrong with them."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)


class Person:
    """One browser window. `way` tells apart how pages are looked at: its width, no scripts, 长辈版."""

    def __init__(self, context: BrowserContext, site: Site, way: str, has_scripts: bool) -> None:
        self.context, self.site, self.way, self.has_scripts = context, site, way, has_scripts
        self.page: Page = context.new_page()
        self.visits: list[Callable[[], None]] = []  # what else is done with every page met
        self.is_checking = True  # every kind of page with axe
        self._listen()

    def _listen(self) -> None:
        trouble = self.site.troubles.append
        page = self.page

        def console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                trouble(f"{page.url} console: {message.text}")

        def response(answer: Response) -> None:
            if answer.status >= 400:
                trouble(f"{page.url} {answer.request.method} {answer.url}: {answer.status}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # a page that is left drops what it waits for; so does a download
                trouble(f"{page.url} {request.url}: {request.failure}")

        def dialog(box: Dialog) -> None:
            trouble(f"{page.url} asks: {box.type} {box.message}")
            box.accept()

        page.on("console", console)
        page.on("response", response)
        page.on("requestfailed", failed)
        page.on("dialog", dialog)
        page.on("pageerror", lambda error: trouble(f"{page.url} script: {error}"))

    # ── going ──

    def goes_to(self, path: str) -> None:
        self.page.goto(path)
        self.looks()

    def clicks(self, words: str, *, within: str = "main", twice: bool = False) -> None:
        """On the link or button that says `words`, which leads to another page."""
        target = self.control(words, within)
        with self.page.expect_event("load"):  # what htmx writes into the history is a navigation, too
            (target.dblclick if twice else target.click)()
        self.looks()

    def control(self, words: str, within: str = "main") -> Locator:
        """The first link or button whose words begin with `words` (what follows is for screen readers)."""
        named = re.compile("^" + re.escape(words))
        place = self.page.locator(within)
        return place.get_by_role("link", name=named).or_(place.get_by_role("button", name=named)).first

    def downloads(self, words: str, *, within: str = "main") -> bytes:
        with self.page.expect_download() as waiting:
            self.control(words, within).click()
        return Path(waiting.value.path()).read_bytes()

    @contextmanager
    def refused(self, status: int = 422) -> Iterator[None]:
        """What happens inside is answered with `status`, on purpose."""
        before = len(self.site.troubles)
        yield
        new = self.site.troubles[before:]
        assert any(line.endswith(f": {status}") for line in new), f"nothing was answered with {status}: {new}"
        self.site.troubles[before:] = [line for line in new if str(status) not in line]

    # ── typing ──

    def fills(self, typed: Typed) -> None:
        for label, value in typed.items():
            self.fill(self.field(label), value)

    def field(self, label: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(label)}\s*(（选填）\s*)?$")
        named = self.page.locator(".label, .choice").filter(has_text=words)
        return self.page.locator("main .field").filter(has=named)

    def fill(self, box: Locator, value: Value) -> None:
        if isinstance(value, bool):
            box.get_by_role("checkbox").set_checked(value)
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                box.locator("input").nth(place).fill(str(part))
        elif isinstance(value, Path):
            box.locator("input[type=file]").set_input_files(value)
        elif box.locator(".ts-control").count():
            self._search(box, str(value))
        elif box.locator("select").count():
            box.locator("select").select_option(label=str(value))
        elif box.get_by_role("radio").count():
            box.get_by_label(str(value), exact=True).check()
        else:
            box.locator("input, textarea").first.fill(str(value))

    def _search(self, box: Locator, value: str) -> None:
        """In a long list one types and picks."""
        search = box.get_by_role("combobox")
        search.click()
        search.press_sequentially(value[:6])
        self.page.get_by_role("option", name=value).first.click()

    # ── seeing ──

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main").get_by_text(each).locator("visible=true").first).to_be_visible()

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().strip()

    def looks(self) -> None:
        """axe and the width, once for every kind of page and way of looking at it."""
        if not self.is_checking:
            return
        route = resolve(re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)).route
        if (route, self.way) in self.site.seen:
            return
        self.site.seen.add((route, self.way))
        self.checks()
        for visit in self.visits:
            visit()

    def checks(self) -> None:
        trouble = self.site.troubles.append
        if self.has_scripts:
            found = Axe().run(
                self.page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
            )
            for one in found.response["violations"]:
                nodes = [node["html"][:160] for node in one["nodes"][:3]]
                trouble(f"{self.page.url} ({self.way}) axe {one['id']}: {one['help']} {nodes}")
        self.fits()

    def fits(self) -> None:
        """Nothing has to be scrolled sideways."""
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            self.site.troubles.append(
                f"{self.page.url} ({self.way}) is {over} px too wide: {self.page.evaluate(FULL)[:4]}"
            )

    def poses(self, name: str) -> None:
        """With PICTURES set, the screen becomes docs/pictures/<name>.png, the first time it is asked for."""
        if not os.environ.get("PICTURES") or self.way != "1440 px" or name in self.site.pictures:
            return
        self.site.pictures.add(name)
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        place = settings.BASE_DIR / "docs" / "pictures" / f"{name}.png"
        place.parent.mkdir(exist_ok=True)
        self.page.screenshot(path=place, caret="initial")  # hiding it takes a style that the CSP forbids
        with Image.open(place) as shot:
            shot.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2).save(place, optimize=True)

    # ── signing in ──

    def signs_in(self, user: User) -> "Person":
        """With password, and where there is one the dynamic code."""
        self.goes_to("/login/")
        self.fills({"用户名或手机号": user.username, "密码": PASSWORD})
        self.clicks("登录")
        if Authenticator.objects.filter(user=user).exists():
            self.fills({"动态码或备用码": code_of(user)})
            self.clicks("登录")
        expect(self.page.locator(".user")).to_contain_text(user.name)
        return self


def code_of(user: User) -> str:
    """What the authenticator on his phone shows now; with a moment left to type it."""
    if (left := STEP - time.time() % STEP) < 3:
        time.sleep(left)
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    secret = get_adapter().decrypt(held.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // STEP)))


def answers_sum(someone: Person) -> None:
    """The small sum that keeps machines out."""
    asked = someone.page.get_by_text(re.compile(r"\d+ 加 \d+ 等于几")).first.inner_text()
    someone.page.get_by_label(asked).fill(str(sum(map(int, re.findall(r"\d+", asked)))))
