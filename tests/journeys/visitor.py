"""A person at a browser without JavaScript: opens pages, reads them, fills in the forms that are there, sends them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client


@dataclass
class Form:
    """A form as the page offers it: where it goes, what stands in it."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    boxes: dict[str, list[str]] = field(default_factory=dict)  # what may be ticked
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)  # words: name and value
    elsewhere: dict[str, str] = field(default_factory=dict)  # words: where this button sends the form


class Reader(HTMLParser):
    """Collects forms and words of a page."""

    def __init__(self, html: str, at: str) -> None:
        super().__init__()
        self.at, self.forms, self.words, self.links = at, [Form(at, "get")], "", dict[str, str]()
        self.select, self.area, self.link = "", "", ""
        self.button: tuple[str, str] | None = None
        self.sends_to = ""
        self.feed(html)

    @property
    def form(self) -> Form:
        return self.forms[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.forms.append(
                Form(urljoin(self.at, given.get("action") or self.at), given.get("method", "get").lower())
            )
        elif tag == "a":
            self.link = given.get("href", "")
        elif tag == "button":
            self.button, self.sends_to = (name, value), given.get("formaction", "")
        elif name:
            self.form.names.add(name)
        if tag == "input" and name and given.get("type") in ("checkbox", "radio"):
            self.form.boxes.setdefault(name, []).append(value or "on")
            if "checked" in given:
                self.form.values.setdefault(name, []).append(value or "on")
        elif tag == "input" and name and given.get("type") != "file":
            self.form.values[name] = value
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.form.values[self.select] = value
        elif tag == "textarea":
            self.area = name
            self.form.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.forms.append(Form(self.at, "get"))
        elif tag == "textarea":
            self.area = ""
        elif tag == "a":
            self.link = ""
        elif tag == "button":
            self.button = None

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.area:
            self.form.values[self.area] = (self.form.values[self.area] + data).removeprefix("\n")
        if self.link and data.strip():
            self.links[data.strip()] = urljoin(self.at, self.link)
        if self.button and data.strip():
            self.form.buttons[data.strip()] = self.button
            if self.sends_to:
                self.form.elsewhere[data.strip()] = urljoin(self.at, self.sends_to)


class Visitor:
    """One person's browser; `at` is where it stands."""

    def __init__(self) -> None:
        self.client = Client()
        self.at, self.page = "", Reader("", "/")

    def see(self, url: str) -> "Visitor":
        return self._arrive(self.client.get(url, follow=True), url)

    def click(self, words: str) -> "Visitor":
        return self.see(next(href for text, href in self.page.links.items() if words in text))

    def reads(self, *words: str) -> bool:
        """Whether all of it stands on the page, spaces aside."""
        text = re.sub(r"\s", "", self.page.words)
        lacking = [each for each in words if re.sub(r"\s", "", each) not in text]
        assert not lacking, f"{self.at} does not say {lacking}: {text[:1500]}"
        return True

    def send(self, button: str = "", *, to: str = "", **typed: Any) -> "Visitor":
        """Fill in the first form that has these fields (and this button, this address) and send it."""
        names = {name.removesuffix("_") for name in typed}
        forms = [
            form
            for form in self.page.forms
            if form.method == "post" and names <= form.names and to in form.action
            if not button or any(button in words for words in form.buttons)
        ]
        assert forms, f"{self.at} has no form with {button or to} {names}: {[f.names for f in self.page.forms]}"
        data, action = {**forms[0].values, **typed}, forms[0].action
        if button:
            name, value = next(pair for words, pair in forms[0].buttons.items() if button in words)
            data |= {name: value} if name else {}
            action = next((to for words, to in forms[0].elsewhere.items() if button in words), action)
        return self._arrive(self.client.post(action, data, follow=True), action)

    def _arrive(self, response: Any, url: str) -> "Visitor":
        self.at = urldefrag(response.redirect_chain[-1][0] if response.redirect_chain else url).url
        if response.streaming:
            self.file = b"".join(response.streaming_content)
            return self
        self.page = Reader(response.content.decode(), self.at)
        errors = re.findall(r'class="(?:err|error)[^"]*"[^>]*>(.*?)</', response.content.decode(), re.DOTALL)
        assert response.status_code == 200, f"{self.at}: {response.status_code} {errors or self.page.words[:2000]}"
        return self
