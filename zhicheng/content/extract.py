"""The text of a document: `python -m zhicheng.content.extract FILE KIND`, a process of its own (see texts.py)."""

import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from defusedxml.ElementTree import iterparse
from pypdf import PdfReader

SECONDS = 60
MEMORY = 1024**3  # bytes
MAX_TEXT = 200_000  # characters
MAX_PAGES = 500
PARTS = {"docx": ("word/document.xml",), "xlsx": ("xl/sharedStrings.xml", "xl/worksheets/")}
PARAGRAPHS = ("p", "si", "row", "br")


def pieces(content: IO[bytes], kind: str) -> Iterator[str]:
    """This function will yield the text bit by bit."""
    if kind == "pdf":
        for page in PdfReader(content).pages[:MAX_PAGES]:
            yield page.extract_text()
            yield "\n"
        return
    with zipfile.ZipFile(content) as parts:
        for name in parts.namelist():
            if name.startswith(PARTS[kind]):
                yield from _of_part(parts, name)


def _of_part(parts: zipfile.ZipFile, name: str) -> Iterator[str]:
    with parts.open(name) as xml:
        for _, element in iterparse(xml):
            tag = element.tag.rpartition("}")[2]
            if tag == "t":
                yield element.text or ""
            elif tag in PARAGRAPHS:
                yield "\n"
                element.clear()


def shortened(parts: Iterable[str], limit: int) -> Iterator[str]:
    """This function will yield at most `limit` characters, and read no further."""
    for part in parts:
        yield part[:limit]
        limit -= len(part)
        if limit <= 0:
            return


def main(path: str, kind: str) -> None:
    """This function will print the text, at most MAX_TEXT characters, within SECONDS and MEMORY."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with Path(path).open("rb") as content:
        for part in shortened(pieces(content, kind), MAX_TEXT):
            sys.stdout.buffer.write(part.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(*sys.argv[1:])
