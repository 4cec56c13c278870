"""Cuts at random moments while somebody fills in a case, then a comparison field by field.

`python -m tests.faults.cuts --cuts 1000 --seed 7 --document docs/soak.md` on SQLite; `--server postgres://…` on PostgreSQL.
The server is a real one: it is killed without warning and started again.
"""

import json
import os
import random
import secrets
import signal
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from bench.server import ROOT, Database, Server, interruptible, run
from tests.faults import wire
from tests.faults.applicant import Applicant, Loss, new_seed

OFTEN = 0.16  # of all requests that change something
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
WORDS = {
    "killed": "the server killed (SIGKILL) within 60 ms of the request, and started again",
    "half": "the connection dropped in the middle of the request",
    "unheard": "the connection dropped before the answer",
    "expired": "the session ended, sign-in, the same request once more",
    "double": "the same request twice at the same moment",
    "late": "an earlier request of the page arriving once more, after later ones",
}


class Network:
    """Between one person and the server. The dice are seeded; how far a killed server came is left to the machine."""

    def __init__(self, server: Server, dice: random.Random, cuts: int, session: str) -> None:
        self.server, self.dice, self.left, self.session = server, dice, cuts, session
        self.made: Counter[str] = Counter()
        self.earlier: list[wire.Letter] = []

    def send(self, letter: wire.Letter) -> wire.Answer:
        """This function will send it, or see to it that something happens on the way."""
        kind = ""
        if self.left > 0 and letter.method == "POST" and self.dice.random() < OFTEN:
            kind = self.dice.choice(sorted(WORDS))
            if kind == "late" and not self.earlier:
                kind = "double"
            self.left -= 1
            self.made[kind] += 1
        answer = getattr(self, kind or "plain")(letter)
        if letter.is_draft:
            self.earlier = [*self.earlier[-4:], letter]
        return answer  # type: ignore[no-any-return]

    def plain(self, letter: wire.Letter) -> wire.Answer:
        answer = wire.post(self.server.port, letter, self.session)
        if answer.status == 401 or "/login/" in answer.location:
            self.session = sign_in_again(self.session)
            answer = wire.post(self.server.port, letter, self.session)
        return answer

    def killed(self, letter: wire.Letter) -> wire.Answer:
        moment = threading.Timer(self.dice.random() * 0.06, self._kill)
        moment.start()
        try:
            return self.plain(letter)
        finally:
            moment.join()
            self.server.process.wait()
            self.server.__enter__()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.server.process.pid, signal.SIGKILL)

    def half(self, letter: wire.Letter) -> wire.Answer:
        return wire.post(self.server.port, letter, self.session, upto=0.2 + 0.79 * self.dice.random())

    def unheard(self, letter: wire.Letter) -> wire.Answer:
        try:
            return wire.post(self.server.port, letter, self.session, hears=False)
        finally:
            time.sleep(self.dice.random() * 0.1)

    def expired(self, letter: wire.Letter) -> wire.Answer:
        end_session(self.session)
        return self.plain(letter)

    def double(self, letter: wire.Letter) -> wire.Answer:
        twin = threading.Thread(target=self._quietly, args=(letter,))
        twin.start()
        try:
            return self.plain(letter)
        finally:
            twin.join()

    def late(self, letter: wire.Letter) -> wire.Answer:
        answer = self.plain(letter)
        self._quietly(self.dice.choice(self.earlier))
        return answer

    def _quietly(self, letter: wire.Letter) -> None:
        with suppress(wire.Lost):
            wire.post(self.server.port, letter, self.session)


def sign_in_again(session: str) -> str:
    return str(stage().sign_in_again(session))


def end_session(session: str) -> None:
    stage().end_session(session)


def stage() -> Any:
    """What needs Django, which is set up only after the database has its name."""
    return sys.modules["tests.faults.stage"]


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.faults.cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--server", default="", help="PostgreSQL, without a database; else SQLite")
    parser.add_argument("--document", type=Path, help="write the figures here")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def environment(database: Database, folder: Path) -> dict[str, str]:
    ours = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return ours | {
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "files"),
        "DATABASE_URL": database.url,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DEMO": "1",
        "HTTPS": "0",
        "LOG_LEVEL": "CRITICAL",
        "CONN_MAX_AGE": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }


def soak(options: Namespace, seed: int) -> dict[str, Any]:
    """This function will make the cuts and return what came of them; it raises Loss at the first field that is lost."""
    dice, made, totals = random.Random(seed), Counter[str](), Counter[str]()
    with interruptible(), tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        (folder / "static").mkdir()
        database = stack.enter_context(Database("cuts", options.server, folder))
        env = environment(database, folder)
        run("django", "migrate", "--verbosity", "0", env=env)
        os.environ.update(env)
        import tests.faults.stage as scene  # noqa: PLC0415 -- app ready

        world = scene.build_world()
        server = stack.enter_context(Server("zhicheng.wsgi:application", database, env))
        while (left := options.cuts - made.total()) > 0:
            case, session, request = scene.new_case(world, totals["cases"])
            network = Network(server, dice, left, session)
            applicant = Applicant(f"/my/applications/{case.number}/", network.send, dice.random, request, scene.proof())
            applicant.fills_everything()
            made += network.made
            totals.update(cases=1, acknowledged=applicant.saved, fields=scene.compare(case, applicant.acked))
        scene.close()
    return {"cuts": made.total(), "kinds": dict(sorted(made.items())), **totals, "lost": 0}


def write(document: Path, found: dict[str, Any], on: str) -> None:
    head, _, rest = document.read_text().partition(BEGIN)
    rows = [f"| {WORDS[kind]} | {many} |" for kind, many in found["kinds"].items()]
    lines = [
        f"Last run on {on}: {found['cuts']:,} cuts while {found['cases']} cases were filled in.",
        "",
        "| cut | times |",
        "|---|---:|",
        *rows,
        "",
        f"Acknowledged saves: {found['acknowledged']:,}. Fields compared at the end: {found['fields']:,}. "
        f"**Lost: {found['lost']}.**",
    ]
    document.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{rest.partition(END)[2]}")


def main() -> int:
    options = arguments()
    seed = new_seed() if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    try:
        found = soak(options, seed)
    except Loss as loss:
        print(f"LOST: {loss} (again with --seed {seed} --cuts {options.cuts})", file=sys.stderr)
        return 1
    print(json.dumps(found, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(found))
    if options.document:
        write(options.document, found, "PostgreSQL" if options.server else "SQLite")
    return 0


if __name__ == "__main__":
    sys.exit(main())
