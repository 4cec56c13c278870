"""The run's figures as tables for people, and in the document that is committed."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.drive import Result

BEGIN, END = "<!-- figures: written by python -m bench -->", "<!-- /figures -->"
PDF_GOAL = 80  # milliseconds, warm


@dataclass(frozen=True)
class Figures:
    """All of one run."""

    database: str
    cases: int
    requests: int
    pages: list[Result]
    desks: list[tuple[int, Result]]  # cases that wait, page of the desk
    walk: list[tuple[int, float]]  # requests to the applicant's pages, MiB of the server then
    registers: list[tuple[int, Result]]  # rows, verification
    cold: dict[str, list[float]]  # side: seconds of each start
    memory: dict[str, tuple[float, float]]  # side: MiB after the pages and at the end
    pdf: dict[str, dict[str, Any]]  # pages, and ms: milliseconds, the first one cold

    def counts(self) -> dict[str, object]:
        """This function will return what a test may look at: no times, and of two figures first the site's."""
        return {
            "pages": {
                one.page.title: {
                    "counts": [count for side in (one.site, one.floor) for count in (max(side.rows), side.usual)],
                    "answers": [len(one.site.seconds), len(one.floor.seconds)],
                }
                for one in self.pages
            },
            "desks": [[cases, max(one.site.rows), one.site.usual] for cases, one in self.desks],
            "registers": [rows for rows, _ in self.registers],
            "walk": [requests for requests, _ in self.walk],
        }


def markdown(figures: Figures) -> str:
    """This function will return every table of the run."""
    return "\n\n".join(
        [
            f"Last run: {figures.database}, {figures.cases:,} cases at one desk,"
            f" {figures.requests} requests to each page of each side.",
            _pages(figures.pages),
            _desks(figures.desks),
            _registers(figures.registers),
            _processes(figures),
            _walk(figures.walk),
            _pdf(figures.pdf),
        ]
    )


def write(text: str, document: Path) -> None:
    """This function will put the text between the document's marks."""
    before, _, rest = document.read_text().partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{document} has no place for the figures: {BEGIN} … {END}")
    document.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _met(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def _pages(results: list[Result]) -> str:
    head = ["page", "rows", "floor CPU ms", "CPU ms", "×", "goal ×", "met", "p50 ms", "p95 ms", "floor p50 ms"]
    return _table(
        [*head, "statements", "floor's"],
        (
            [
                one.page.title,
                max(one.site.rows) or "–",
                f"{one.floor.cpu_ms:.2f}",
                f"{one.site.cpu_ms:.2f}",
                f"{one.ratio:.1f}",
                one.page.goal,
                _met(one.ratio <= one.page.goal),
                f"{one.site.p50:.1f}",
                f"{one.site.p95:.1f}",
                f"{one.floor.p50:.1f}",
                one.site.usual,
                one.floor.usual,
            ]
            for one in results
        ),
    )


def _desks(desks: list[tuple[int, Result]]) -> str:
    first: dict[str, float] = {}
    rows = []
    for cases, one in desks:
        few = first.setdefault(one.page.title, one.site.cpu_ms)
        rows.append(
            [
                one.page.title,
                f"{cases:,}",
                f"{one.site.cpu_ms:.2f}",
                f"{one.site.cpu_ms / few:.2f}",
                f"{one.ratio:.1f}",
                f"{one.site.p95:.1f}",
            ]
        )
    rows.sort(key=lambda row: list(first).index(row[0]))
    return _table(["page", "cases at the desk", "CPU ms", "× with the fewest", "× the floor", "p95 ms"], rows)


def _registers(registers: list[tuple[int, Result]]) -> str:
    first = registers[0][1].site.cpu_ms if registers else 0
    return _table(
        ["certificates on file", "CPU ms of a verification", "× the small register", "× the floor", "p95 ms"],
        (
            [
                f"{rows:,}",
                f"{one.site.cpu_ms:.2f}",
                f"{one.site.cpu_ms / first:.2f}",
                f"{one.ratio:.1f}",
                f"{one.site.p95:.1f}",
            ]
            for rows, one in registers
        ),
    )


def _processes(figures: Figures) -> str:
    return _table(
        ["server with one worker", "cold start s", "MiB after the pages", "MiB at the end"],
        (
            [side, f"{statistics.median(figures.cold[side]):.2f}", f"{before:.0f}", f"{after:.0f}"]
            for side, (before, after) in figures.memory.items()
        ),
    )


def _walk(walk: list[tuple[int, float]]) -> str:
    return _table(
        ["requests to the applicant's pages", *(f"{requests:,}" for requests, _ in walk)],
        [["MiB of the server", *(f"{held:.0f}" for _, held in walk)]],
    )


def _pdf(pdf: dict[str, dict[str, Any]]) -> str:
    rows = []
    for title, found in pdf.items():
        cold, *warm = found["ms"]
        usual = statistics.median(warm)
        rows.append(
            [
                title,
                found["pages"],
                f"{cold:.0f}",
                f"{usual:.0f}",
                f"{max(warm):.0f}",
                PDF_GOAL,
                _met(usual <= PDF_GOAL),
            ]
        )
    return _table(
        ["PDF", "pages", "cold CPU ms", "warm p50 CPU ms", "warm slowest CPU ms", "goal ms, warm", "met"], rows
    )
