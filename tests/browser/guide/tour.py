"""One chapter of a guide, walked as a reader would: each step's words are on the screen, and clicked as written."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.applying import Papers, Worker
from tests.browser.conftest import Visitor
from tests.browser.guide import pictures
from tests.browser.people import Person
from tests.world import World
from zhicheng.applications.models import Application
from zhicheng.content.manual import Chapter, Step

SCALE = 1.5  # of the pictures, for print
WIDTH = 1280
WAIT, PATIENCE = 15_000, 90_000
Act = Callable[["Tour"], None]


@dataclass
class Tour:
    """Who walks, through what; acts change both."""

    world: World
    visitor: Visitor
    worker: Worker
    papers: Papers
    acts: dict[str, Act]
    me: Person = field(init=False)
    case: Application = field(init=False)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.me = self.visit()

    @property
    def page(self) -> Page:
        return self.me.page

    def visit(self) -> Person:
        """Another one, before a browser of his own. Other tests check his pages with axe."""
        someone = self.visitor(width=WIDTH, height=900, device_scale_factor=SCALE)
        someone.is_checking = False
        someone.context.set_default_timeout(PATIENCE)
        return someone

    def walk(self, chapter: Chapter) -> None:
        for step in chapter.steps:
            for what in step.first:
                self.does(what)
            framed = [self.control(words) for words in step.marks]
            for words, one in zip(step.marks, framed, strict=True):
                self.asks(one, f"[{words}]", step)
            for words in step.seen:
                self.asks(self.page.get_by_text(words).locator("visible=true").first, f"“{words}”", step)
            if step.picture and os.environ.get("MANUAL") and not self.missing:
                pictures.take(self.page, step, framed)
            for what in step.do:
                if what in step.marks:
                    self.clicks(framed[step.marks.index(what)])
                else:
                    self.does(what)
        assert self.missing == []

    def does(self, what: str) -> None:
        """Opens an address, or does an act."""
        if what.startswith("/"):
            expect(self.page.locator("form[data-dirty]")).to_have_count(0)  # what was typed is kept
            self.me.goes_to(what.format(case=self.case.number) if "{" in what else what)
        else:
            self.acts[what](self)

    def asks(self, one: Locator, what: str, step: Step) -> None:
        """Notes what is not there, and goes on: all that a change of a page has made untrue is told at once."""
        try:
            one.wait_for(state="visible", timeout=WAIT)
        except TimeoutError:
            self.missing.append(f"{what} of “{step.words}” is not on {self.page.url}")

    def control(self, words: str) -> Locator:
        """The link, button or field that says just this; else what begins so, then any words; first in the main part."""
        begins = re.compile("^" + re.escape(words))
        for place in (self.page.locator("main"), self.page.locator("body")):
            for one in (
                place.get_by_role("link", name=words, exact=True),
                place.get_by_role("button", name=words, exact=True),
                self.me.field(words),
                place.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(words)}\s*$")),
                place.get_by_role("link", name=begins),
                place.get_by_role("button", name=begins),
                place.get_by_text(words, exact=True),
                place.get_by_text(words),
            ):
                seen = one.locator("visible=true")
                if seen.count():
                    return seen.first
        return self.page.get_by_text(words, exact=True).first

    def clicks(self, one: Locator) -> None:
        with self.page.expect_event("load"):
            one.click()
        expect(self.page.locator("h1").first).to_be_visible()
