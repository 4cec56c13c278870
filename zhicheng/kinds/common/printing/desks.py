"""The boxes in which desks, committee and bureau say what they decided."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhicheng.kinds.common.printing.parts import Part, day, part


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What one desk, panel or meeting said. `section` is the key of a box; `fields` are its labelled values."""

    section: str
    text: str = ""
    by: str = ""
    on: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One box: who signs, what is asked, how much room it has on paper (mm)."""

    key: str
    label: str
    signer: str
    seal: str = ""
    fields: tuple[str, ...] = ()
    room: int = 21


NOTICE = ("公示起止时间", "公示方式", "公示结果")
Boxes = tuple[tuple[str, tuple[Desk, ...]], ...]  # heading of a part, and its boxes


def desk_parts(boxes: Boxes, opinions: Sequence[Opinion], *, new_pages: Collection[int] = ()) -> list[Part]:
    """This function will return the parts of the desks, blank where there is no opinion; ValueError: unknown desk.

    `new_pages` are the places, from 0, of parts that begin a page.
    """
    by_key = {opinion.section: opinion for opinion in opinions}
    if unknown := by_key.keys() - {desk.key for _, desks in boxes for desk in desks}:
        raise ValueError(f"No desk on the form: {sorted(unknown)}")
    return [
        part(
            heading,
            "opinions",
            new_page=place in new_pages,
            boxes=[box(desk, by_key.get(desk.key, Opinion(section=desk.key))) for desk in desks],
        )
        for place, (heading, desks) in enumerate(boxes)
    ]


def box(desk: Desk, opinion: Opinion) -> Part:
    """This function will return one desk's box with its opinion."""
    fields = dict.fromkeys(desk.fields, "") | dict(opinion.fields)
    return {
        "label": desk.label,
        "text": opinion.text,
        "room": desk.room,
        "fields": list(fields.items()),
        "signer": desk.signer,
        "by": opinion.by,
        "seal": desk.seal,
        "on": day(opinion.on) if opinion.on else "",
    }
