"""`make bench`: the site against the floor, both fresh, on this machine, in one run."""

import json
import os
import secrets
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.drive import Refused, Result, Sample, Side, measure
from bench.pages import DESK, PAGES, VERIFICATION, WALK, Page
from bench.report import Figures, markdown, write
from bench.server import ROOT, Database, Server, interruptible, run

SMALL = 10_000  # certificates on file while the pages are measured
STEPS = (1_000, 100_000, 1_000_000)  # cases at one desk whose cost is compared, as far as --most-cases goes
SITE, FLOOR = "site", "floor"


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--server", default="postgres://postgres@127.0.0.1:5432", help="PostgreSQL, without a database")
    place.add_argument("--sqlite", action="store_true", help="measure on SQLite instead")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--most-cases", type=int, default=100_000, help="at one desk, for the cost by their number")
    parser.add_argument("--certificates", type=int, default=1_000_000, help="the large register")
    parser.add_argument("--requests", type=int, default=200, help="to each page of each side")
    parser.add_argument("--walk", type=int, default=10_000, help="requests while the server's memory is watched")
    parser.add_argument("--starts", type=int, default=3, help="of each server, to time them")
    parser.add_argument("--document", type=Path, default=ROOT / "docs" / "performance.md")
    parser.add_argument("--json", type=Path, help="also write counts of rows and statements here")
    return parser.parse_args()


class Bench:
    """Both sides of one run, from empty databases to running servers."""

    def __init__(self, options: Namespace, folder: Path, stack: ExitStack) -> None:
        self.options, self.stack = options, stack
        server = "" if options.sqlite else options.server
        self.databases = {side: stack.enter_context(Database(side, server, folder)) for side in (SITE, FLOOR)}
        common = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        common |= {"PYTHONPATH": str(ROOT), "SECRET_KEY": secrets.token_urlsafe(50), "FLOOR_ROWS": "20"}
        self.env = {side: common | {"DATABASE_URL": self.databases[side].url} for side in (SITE, FLOOR)}
        self.env[SITE] |= {"DATA_DIR": str(folder), "HTTPS": "0", "TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR"}
        self.env[SITE]["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        self.env[FLOOR]["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"
        self.facts: dict[str, dict[str, Any]] = {}
        self.refused: list[str] = []

    @property
    def small(self) -> int:
        return min(SMALL, int(self.options.certificates))

    @property
    def steps(self) -> list[int]:
        """How many cases wait while the desk's pages are compared, from few to many."""
        options = self.options
        most = max(options.most_cases, options.cases)
        return sorted({min(STEPS[0], options.cases), options.cases, *(one for one in STEPS if one < most), most})

    def world(self, side: str, what: str, many: int) -> dict[str, Any]:
        module = "bench.world" if side == SITE else "bench.floor.world"
        facts: dict[str, Any] = json.loads(run(module, what, str(many), env=self.env[side]).splitlines()[-1])
        return facts

    def prepare(self) -> None:
        """Tables, static files, cases, and the small register."""
        run("django", "migrate", "--verbosity", "0", env=self.env[SITE])
        run("django", "collectstatic", "--noinput", "--verbosity", "0", env=self.env[SITE])
        run("django", "migrate", "--run-syncdb", "--verbosity", "0", env=self.env[FLOOR])
        for side in (SITE, FLOOR):
            say(f"{self.steps[0]:,} cases for the {side} …")
            self.facts[side] = self.world(side, "fill", self.steps[0])
        self.env[FLOOR]["FLOOR_ROWS"] = self.facts[SITE]["rows"]
        self.grow(self.small)

    def grow(self, certificates: int) -> None:
        say(f"{certificates:,} certificates …")
        for side in (SITE, FLOOR):
            self.facts[side] |= self.world(side, "register", certificates)

    def server(self, side: str) -> Server:
        target = "zhicheng.wsgi:application" if side == SITE else "bench.floor.wsgi:application"
        return Server(target, self.databases[side], self.env[side])

    def cold(self, side: str) -> list[float]:
        took = []
        for _ in range(self.options.starts):
            with self.server(side) as server:
                took.append(server.cold)
        return took

    def sides(self) -> tuple[Side, Side]:
        site, floor = (Side(self.stack.enter_context(self.server(side)), self.facts[side]) for side in (SITE, FLOOR))
        return site, floor

    def measure(self, page: Page, site: Side, floor: Side) -> list[Result]:
        """One page; what answers with something else is said, and does not cost the others their figures."""
        say(f"{page.title} …")
        try:
            return [measure(page, site, floor, self.options.requests)]
        except Refused as problem:
            self.refused.append(f"{page.title}: {problem}")
            return []

    def tell(self, site: Side, floor: Side) -> None:
        """Let both sides know what their worlds hold now."""
        for side, name in ((site, SITE), (floor, FLOOR)):
            side.learn(self.facts[name])

    def registers(self, site: Side, floor: Side) -> list[tuple[int, Result]]:
        """Verification with few certificates on file, and with many."""
        found = []
        for rows in dict.fromkeys((self.small, self.options.certificates)):
            if rows > self.small:
                self.grow(rows)
            self.tell(site, floor)
            found += [(rows, one) for one in self.measure(VERIFICATION, site, floor)]
        return found

    def desks(self, site: Side, floor: Side) -> tuple[list[Result], list[tuple[int, Result]]]:
        """Every page while `--cases` wait, and those of the desk from few cases to many."""
        pages, desks = [], []
        for cases in self.steps:
            if cases > self.steps[0]:
                say(f"{cases:,} cases …")
                for side in (SITE, FLOOR):
                    self.facts[side] |= self.world(side, "wait", cases)
                self.tell(site, floor)
            is_usual = cases == self.options.cases
            found = [one for page in (PAGES if is_usual else DESK) for one in self.measure(page, site, floor)]
            pages += found if is_usual else []
            desks += [(cases, one) for one in found if one.page in DESK]
        return pages, desks

    def walk(self, site: Side) -> list[tuple[int, float]]:
        """What the server holds before, and after each tenth of many requests to the applicant's pages."""
        say(f"{self.options.walk:,} requests to the applicant's pages …")
        held, tenth = [(0, site.server.memory())], max(1, self.options.walk // 10)
        for done in range(1, self.options.walk + 1):
            site.ask(WALK[done % len(WALK)], Sample())
            if done % tenth == 0:
                held.append((done, site.server.memory()))
        return held

    def run(self) -> Figures:
        """Every figure, in the order of the tables."""
        options = self.options
        self.prepare()
        cold = {side: self.cold(side) for side in (SITE, FLOOR)}
        site, floor = self.sides()
        pages, desks = self.desks(site, floor)
        walk = self.walk(site)
        before = {SITE: site.server.memory(), FLOOR: floor.server.memory()}
        registers = self.registers(site, floor)
        memory = {SITE: (before[SITE], site.server.memory()), FLOOR: (before[FLOOR], floor.server.memory())}
        pdf = json.loads(run("bench.pdf", str(max(3, options.requests // 5)), env=self.env[SITE]))
        database = "SQLite" if options.sqlite else "PostgreSQL"
        return Figures(database, options.cases, options.requests, pages, desks, walk, registers, cold, memory, pdf)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    options = arguments()
    with interruptible(), tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        bench = Bench(options, Path(folder), stack)
        figures = bench.run()
    print(markdown(figures))
    if options.json:
        options.json.write_text(json.dumps(figures.counts(), ensure_ascii=False))
    for problem in bench.refused:
        say(f"not measured: {problem}")
    if not bench.refused:
        write(markdown(figures), options.document)
    return len(bench.refused) > 0


if __name__ == "__main__":
    sys.exit(main())
