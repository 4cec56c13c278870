"""Parts 十四 to 十八: the boxes of the desks, the committee and the bureau."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhicheng.kinds.evaluation.printing.parts import Part, day, part


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What one desk, panel or meeting said. `section` is a key of DESKS; `fields` are its labelled values."""

    section: str
    text: str = ""
    by: str = ""
    on: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One box of parts 十四 to 十八: who signs, what is asked, how much room it has on paper (mm)."""

    key: str
    label: str
    signer: str
    seal: str = ""
    fields: tuple[str, ...] = ()
    room: int = 21


NOTICE = ("公示起止时间", "公示方式", "公示结果")
VOTES = ("赞成", "反对", "弃权")
DESKS: tuple[tuple[str, tuple[Desk, ...]], ...] = (
    (
        "十四、单位审核及公示意见",
        (
            Desk(key="unit", label="材料审核意见", signer="审核人", seal="人事部门盖章"),
            Desk(key="notice_before", label="评前公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(key="recommend", label="单位推荐意见", signer="负责人", seal="单位公章"),
        ),
    ),
    ("十五、主管单位意见", (Desk(key="competent", label="审核意见", signer="负责人", seal="单位公章"),)),
    (
        "十六、县（区）、市人力资源和社会保障部门意见",
        (Desk(key="bureau", label="审核意见", signer="负责人", seal="单位公章"),),
    ),
    (
        "十七、评审委员会意见",
        (
            Desk(key="intake", label="受理意见", signer="经办人", seal="评审委员会办公室盖章", room=26),
            Desk(key="defence", label="答辩情况", signer="主答辩人", fields=("答辩题目", "答辩成绩"), room=4),
            Desk(key="panel", label="专业组评议意见", signer="组长", fields=("人数", *VOTES), room=26),
            Desk(
                key="vote",
                label="评审委员会表决结果",
                signer="主任委员",
                seal="评审委员会印章",
                fields=("总人数", "出席", *VOTES, "结果"),
                room=26,
            ),
        ),
    ),
    (
        "十八、人力资源和社会保障部门意见",
        (
            Desk(key="notice_after", label="评后公示情况", signer="经办人", fields=NOTICE, room=8),
            Desk(
                key="confirm",
                label="确认（核准）意见",
                signer="负责人",
                seal="单位公章",
                fields=("批准文号", "证书编号"),
            ),
        ),
    ),
)


def desk_parts(opinions: Sequence[Opinion]) -> list[Part]:
    """This function will return parts 十四 to 十八, blank where there is no opinion; ValueError: unknown desk."""
    by_key = {opinion.section: opinion for opinion in opinions}
    if unknown := by_key.keys() - {desk.key for _, desks in DESKS for desk in desks}:
        raise ValueError(f"No desk on the form: {sorted(unknown)}")
    return [
        part(
            heading,
            "opinions",
            new_page=heading.startswith(("十四", "十七", "十八")),
            boxes=[box(desk, by_key.get(desk.key, Opinion(section=desk.key))) for desk in desks],
        )
        for heading, desks in DESKS
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
