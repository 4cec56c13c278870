"""Somebody who fills in a case field by field, whatever becomes of the network, and remembers what was acknowledged."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from tests import answers
from tests.faults import wire
from tests.journeys.visitor import Form, Reader

Send = Callable[[wire.Letter], wire.Answer]  # signs in again by itself; raises wire.Lost
TRIES = 20


@dataclass
class Acked:
    """What the page said is saved."""

    fields: dict[str, dict[str, str]] = field(default_factory=dict)  # part: what stands half typed or saved
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # part: rows that were saved


@dataclass
class Page:
    """A form as it stands before somebody: its marks and what is typed in it."""

    path: str
    form: Form
    typed: dict[str, str]
    turn: int = 0

    def fields(self) -> list[tuple[str, str]]:
        """What a browser sends: everything that stands in the form."""
        values = {**self.form.values, **self.typed, "turn": str(self.turn)}
        return [
            (name, one)
            for name, value in values.items()
            if name
            for one in (value if isinstance(value, list) else [str(value)])
        ]


class Elsewhere(Exception):
    """An earlier 保存 of the same person, of which nobody knew whether it arrived, arrived after this page was opened."""


class Loss(AssertionError):
    """Something that was acknowledged is not there."""


class Applicant:
    """`send` loses what it likes. A draft that got no answer is sent again; after a lost 保存 the page is opened anew."""

    def __init__(self, case: str, send: Send, dice: Callable[[], float], request: answers.Typed, proof: bytes) -> None:
        self.case, self.send, self.dice, self.proof, self.acked = case, send, dice, proof, Acked()
        self.parts = {"basic": [answers.BASIC], **answers.RECORDS, "request": [request]}
        self.saved, self.is_pending = 0, False

    def fills_everything(self) -> None:
        for key, rows in self.parts.items():
            for row in rows:
                self.fills(key, answers.flat(row), is_row=key in answers.RECORDS)
        self.fills_boxes()

    def path(self, key: str) -> str:
        return f"{self.case}request/" if key == "request" else f"{self.case}info/{key}/"

    def opens(self, path: str) -> Page:
        for _ in range(TRIES):
            try:
                answer = self.send(wire.get(path))
            except wire.Lost:
                continue
            reader = Reader(answer.text, path)
            found = [form for form in reader.forms if "page_id" in form.names]
            if answer.status == 200 and found:
                return Page(path, found[0], {})
        raise Loss(f"{path} does not open")

    def fills(self, key: str, wanted: dict[str, str], *, is_row: bool) -> None:
        """Until the part has it: type field by field, each kept by itself, then 保存."""
        self.is_pending = False
        for _ in range(TRIES):
            page = self.opens(self.path(key))
            if is_row and self.has(page, key, wanted):
                return
            self.compare(page, key)
            try:
                if self.types_and_saves(page, key, wanted, is_row=is_row):
                    return
            except Elsewhere:
                continue
        raise Loss(f"{key} cannot be saved")

    def types_and_saves(self, page: Page, key: str, wanted: dict[str, str], *, is_row: bool) -> bool:
        for name, value in wanted.items():
            page.typed[name] = value
            if value and page.form.values.get(name) != value:
                self.autosaves(page, f"{page.path}draft/", key)
        return self.saves(page, key, wanted, is_row=is_row)

    def refused(self, path: str, answer: wire.Answer) -> None:
        """A conflict is true only with a 保存 that was lost before; anything else may not be answered."""
        if answer.status == 409 and self.is_pending:
            raise Elsewhere
        words = " ".join(Reader(answer.text, path).words.split())
        raise Loss(f"{path} was answered with {answer.status}: {words[:1500]}")

    def has(self, page: Page, key: str, wanted: dict[str, str]) -> bool:
        """The row is on the page already: a 保存 whose answer was lost had arrived. Rows are told apart by their number."""
        there = len(page.form.boxes.get("ticked", []))
        known = len(self.acked.rows.get(key, []))
        if there < known:
            raise Loss(f"{key}: {known} rows were saved, {there} are there")
        if there == known:
            return False
        self.remember(key, wanted)
        return True

    def remember(self, key: str, wanted: dict[str, str]) -> None:
        self.acked.rows.setdefault(key, []).append(wanted)
        self.acked.fields.pop(key, None)

    def compare(self, page: Page, key: str) -> None:
        """What was acknowledged stands on the page that is opened anew."""
        for name, value in self.acked.fields.get(key, {}).items():
            if value and page.form.values.get(name) != value:
                raise Loss(f"{key}.{name}: {value!r} was saved, {page.form.values.get(name)!r} is there")

    def autosaves(self, page: Page, path: str, key: str) -> None:
        for _ in range(TRIES):
            page.turn += 1
            sent = dict(page.typed)
            try:
                answer = self.send(wire.draft(path, page.fields()))
            except wire.Lost:
                continue
            if answer.status != 200:
                self.refused(path, answer)
            self.saved += 1
            self.acked.fields.setdefault(key, {}).update(sent)
            version = Reader(f"<form>{answer.text}</form>", path).forms[1].values.get("version")
            page.form.values["version"] = version or page.form.values.get("version", "")
            return
        raise Loss(f"{path}: no draft arrives")

    def saves(self, page: Page, key: str, wanted: dict[str, str], *, is_row: bool) -> bool:
        page.turn += 1
        files = {} if key in ("basic", "request", "work") else {"证明.pdf": self.proof}
        name, value = ("do", "save") if key == "request" else ("save", "1")
        letter = wire.form(page.path, [*page.fields(), (name, value)], files)
        for _ in range(1 + (self.dice() < 0.5)):  # some press 重新发送, some open the page anew
            try:
                answer = self.send(letter)
            except wire.Lost:
                self.is_pending = True
                continue
            if answer.status not in (302, 303):
                self.refused(page.path, answer)
            self.saved += 1
            if is_row:
                self.remember(key, wanted)
            else:
                self.acked.fields.setdefault(key, {}).update(wanted)
            return True
        return False

    def fills_boxes(self) -> None:
        path = f"{self.case}form/"
        texts = {"native_place": "广东清远", "duty": "无", "work_summary": answers.BOXES["专业技术工作总结"]}
        page = self.opens(path)
        for name, text in texts.items():
            for end in {len(text) // 3, len(text)} - {0}:
                page.typed[name] = text[:end]
            page.typed[name] = text
            self.autosaves(page, f"{path}draft/", "boxes")
        self.compare(self.opens(path), "boxes")


def new_seed() -> int:
    return secrets.randbelow(10**9)
