"""Asks both sides in turn, in blocks, and keeps what each answer took."""

import re
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from itertools import count
from urllib.parse import quote, urlencode

from bench.counting import HEADER
from bench.pages import Ask, Page
from bench.server import Server

BLOCK = 20  # requests to one side before the other has its turn
WARM_UP = 5
CSRF = "b" * 32
VERSION = re.compile(r'name="version" value="(\d+)"')
Facts = Mapping[str, str | list[str]]


class Refused(Exception):
    """An answer that is not the page."""


@dataclass
class Sample:
    """What the answers of one side took."""

    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    statements: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return self.cpu * 1000 / len(self.seconds)

    @property
    def usual(self) -> int:
        """Statements of most answers: once a minute one renews the session."""
        return statistics.mode(self.statements)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[len(self.seconds) * 95 // 100] * 1000


class Side:
    """One of the two sites, its world's facts, and the connection that is kept open to it."""

    def __init__(self, server: Server, facts: Facts) -> None:
        self.server, self.facts, self.version = server, dict(facts), "0"
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.numbers = count()

    def learn(self, facts: Facts) -> None:
        """This function will take in what the world holds now; meanwhile the server has hung up."""
        self.facts |= facts
        self.connection.close()

    def ask(self, ask: Ask, sample: Sample) -> None:
        """This function will send one request and add what it took; it raises Refused when the page does not come."""
        number = next(self.numbers)
        tokens = self.facts["tokens"]
        path = ask.path.format(**{**self._quoted(), "token": tokens[number % len(tokens)]})
        headers = self._headers(ask.who, number)
        body = None
        if ask.form is not None:
            body = urlencode({**ask.form, "version": self.version, "csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        answer, text = self._send("POST" if body else "GET", path, body, headers)
        statements = int(answer.getheader(HEADER, "0"))
        if body and answer.status in (302, 303):
            headers.pop("Content-Type")
            answer, text = self._send("GET", answer.getheader("Location", ""), None, headers)
            statements += int(answer.getheader(HEADER, "0"))
        sample.seconds.append(time.perf_counter() - started)
        if answer.status != 200:
            raise Refused(f"{path} answered {answer.status}")
        page = text.decode()
        if found := VERSION.search(page):
            self.version = found[1]
        sample.statements.append(statements)
        sample.rows.append(max(0, page.count("<tr") - 1))  # without the head of the table

    def block(self, ask: Ask, sample: Sample, many: int) -> None:
        """This function will send `many` requests and add what they took, CPU included."""
        before = self.server.cpu()
        for _ in range(many):
            self.ask(ask, sample)
        sample.cpu += sum(used - before.get(pid, 0.0) for pid, used in self.server.cpu().items())

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def _headers(self, who: str, number: int) -> dict[str, str]:
        """Every request comes from another address, as far as the limits are concerned."""
        headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        if who:
            headers["Cookie"] = f"sessionid={self.facts[who]}; csrftoken={CSRF}"
        return headers

    def _quoted(self) -> dict[str, str]:
        return {name: quote(value) for name, value in self.facts.items() if isinstance(value, str)}


@dataclass(frozen=True)
class Result:
    """Both sides of one page."""

    page: Page
    site: Sample
    floor: Sample

    @property
    def ratio(self) -> float:
        return self.site.cpu_ms / self.floor.cpu_ms


def measure(page: Page, site: Side, floor: Side, requests: int) -> Result:
    """This function will ask both sides for the page `requests` times, in blocks that alternate."""
    site.block(page.site, Sample(), WARM_UP)
    floor.block(page.floor, Sample(), WARM_UP)
    result = Result(page, Sample(), Sample())
    turns = [(site, page.site, result.site), (floor, page.floor, result.floor)]
    for done in range(0, requests, BLOCK):
        for side, ask, sample in turns:
            side.block(ask, sample, min(BLOCK, requests - done))
        turns.reverse()
    return result
