"""After the pictures: the booklets, and the note of what they were made from. See `make manual`."""

import json
from datetime import datetime, time
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from PIL import Image

from zhicheng.content.manual import MADE, PICTURES, TEMPLATE, Chapter, Guide, digest, manual
from zhicheng.core import typst

Size = tuple[int, int]


def make() -> None:
    said = manual()
    wanted = set(said.pictures)
    for path in PICTURES.glob("*.png"):
        if path.name not in wanted:
            path.unlink()
    sizes = {name: _size(name) for name in sorted(wanted)}
    for guide in said.guides:
        guide.pdf.write_bytes(typeset(guide, sizes))
    noted = {"digest": digest(), "pictures": sizes}
    MADE.write_text(json.dumps(noted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def typeset(guide: Guide, sizes: dict[str, Size]) -> bytes:
    """The PDF of a guide."""
    said = manual()
    data = {
        "site": settings.SITE_NAME,
        "owner": settings.SITE_OWNER,
        "title": guide.title,
        "audience": guide.audience,
        "version": said.version,
        "dated": f"{said.dated:%Y 年 %-m 月 %-d 日}",
        "edition": said.edition,
        "chapters": [_chapter(chapter, sizes) for chapter in guide.chapters],
    }
    names = [step.picture for chapter in guide.chapters for step in chapter.steps if step.picture]
    at = datetime.combine(said.dated, time(), ZoneInfo(settings.TIME_ZONE))
    return typst.render(TEMPLATE, data, at=at, files={name: (PICTURES / name).read_bytes() for name in names})


def _chapter(chapter: Chapter, sizes: dict[str, Size]) -> dict[str, object]:
    return {
        "part": chapter.part,
        "title": chapter.title,
        "lead": chapter.lead,
        "steps": [
            {
                "tip": str(step.tip or ""),
                "parts": [
                    {
                        "words": f"【{words}】" if is_control else words,
                        "is": "control" if is_control else "",
                        "number": str(number or ""),
                    }
                    for words, is_control, number in step.parts
                ],
                "figure": step.figure,
                "picture": step.picture,
                "width": str(sizes[step.picture][0]) if step.picture else "",
                "height": str(sizes[step.picture][1]) if step.picture else "",
                "alt": step.alt,
            }
            for step in chapter.steps
        ],
    }


def _size(name: str) -> Size:
    """Of a picture, as wide as it was on the screen."""
    with Image.open(PICTURES / name) as picture:
        width = int(picture.info["shown"])
        return width, round(picture.height * width / picture.width)


if __name__ == "__main__":
    django.setup()
    make()
