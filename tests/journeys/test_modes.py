"""A 评审申请 in every way but the normal one (申报方式): from the start page through HTTP to the certificate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests import answers
from tests.factories import upload
from tests.journeys.people import proof, signed_in
from tests.journeys.test_evaluation import committee_meets, decides, notice_ends, prints_and_submits
from tests.journeys.visitor import Visitor
from tests.pdf import pages
from tests.world import World, picture_bytes
from zhicheng.applications.models import Application, Mode, Status
from zhicheng.certificates.models import Certificate
from zhicheng.dossier.models import HeldTitle

TITLE = answers.RECORDS["current_title"][0]
SINCE = answers.RECORDS["since"][0]


@dataclass(frozen=True)
class Way:
    """What 李工 types of her way of applying, what the desks then read, and what part 十一 prints."""

    who: str
    typed: answers.Typed
    finding: str
    printed: tuple[str, ...]
    records: Mapping[str, tuple[answers.Typed, ...]] = field(default_factory=dict)


WAYS = {
    Mode.EXCEPTIONAL: Way(
        who="学历或资历达不到所报级别的条件，业绩突出",
        typed={
            "condition": "01",
            "recommender": "陈院长，正高级工程师",
            "reason": "主持完成北江清远段水生态修复关键技术。",
        },
        finding="还差 2 年。破格申报，由评审委员会答辩后判断",
        printed=("破格条件：取得重大基础研究", "推荐人或推荐单位：陈院长", "破格理由：主持完成北江清远段"),
        records={
            "current_title": ({**TITLE, "obtained_on": (2024, 12, 20), "review_year": 2024},),
            "since": ({**SINCE, "started_on": (2025, 3), "ended_on": (2026, 6)},),
        },
    ),
    Mode.TRANSFER: Way(
        who="先转同级，再申报高一级",
        typed={"post": "水环境监测分析", "since": (2024, 7), "reason": "2024 年调到水环境室，从事监测分析。"},
        finding="2024 年 7 月转到新岗位，要求满 1 年，现有 2 年",
        printed=("现岗位：水环境监测分析", "转到现岗位的时间：2024 年 7 月", "转系列理由：2024 年调到水环境室"),
        records={"current_title": ({**TITLE, "name": "农艺师", "level": "intermediate", "series": "农业技术人员"},)},
    ),
    Mode.RE_REVIEW: Way(
        who="从外省、军队或中央驻粤单位调入",
        typed={"moved_from": "province", "since": (2025, 9), "reason": "2025 年由湖南调入。"},
        finding="2025 年 9 月调入，原职称证书和调入证明由审核人员核对",
        printed=("从哪里调入：外省", "重新评审理由：2025 年由湖南调入"),
        records={"current_title": ({**TITLE, "name": "工程师", "level": "intermediate"},)},
    ),
    Mode.CROSSOVER: Way(
        who="取得技师（二级）满 3 年，申报中级",
        typed={
            "occupation": "工业废水处理工",
            "skill": "2",
            "skill_on": (2021, 5, 10),
            "issuer": "清远市职业技能鉴定指导中心",
            "certificate_number": "S000044180000212000001",
        },
        finding="2021 年 5 月 10 日取得技师（二级）；取得技师（二级）满 3 年，申报中级，现有 5 年",
        printed=("职业技能等级：技师（二级）", "取得职业技能等级的时间：2021 年 5 月 10 日"),
        records={"current_title": ()},
    ),
}


def fills_in(li: Visitor, world: World, mode: Mode) -> str:
    """The start page, 填写个人信息 with the page of the way, 填写申请信息; returns the number of the case."""
    way = WAYS[mode]
    li.see("/my/apply/evaluation/").reads(str(mode.label), way.who)
    li.send(year="2026", level="intermediate", mode=mode.value)
    number = Application.objects.get().number
    li.see(f"/my/unit/?unit={world.unit.pk}").send(unit=str(world.unit.pk))
    li.see("/my/photo/").send(photo=upload("照片.jpg", picture_bytes())).send("保存照片")
    info = f"/my/applications/{number}/info/"
    li.see(f"{info}basic/").send(**answers.flat(answers.BASIC))
    for key, usual in answers.RECORDS.items():
        for typed in way.records.get(key, usual):
            more: dict[str, Any] = {"proof": proof()} if key != "work" else {}
            li.see(f"{info}{key}/").send(**answers.flat(typed), **more)
        if key == "current_title":  # what counts since when hangs on it
            li.see(f"{info}{mode.value}/").send(**answers.flat(way.typed), proof=proof("依据.pdf"))
    li.see(f"/my/applications/{number}/request/")
    li.send(series="05", specialty="ECO_ENG", level="intermediate", call=str(world.call.pk))
    return number


@pytest.mark.parametrize("mode", WAYS, ids=list(WAYS))
def test_from_the_start_page_to_the_certificate(world: World, mode: Mode) -> None:
    way, li = WAYS[mode], signed_in(world.li)
    number = fills_in(li, world, mode)
    prints_and_submits(li, number)
    form = "".join(pages(li.file))
    eleventh = form[form.index("十一、破格、转评理由") : form.index("十二、专业技术工作总结")]
    assert [words for words in way.printed if words.replace(" ", "").replace("：", "") not in eleventh] == []
    assert f"申报方式：{mode.label}" in form

    wang, zhao, qian, feng = map(signed_in, (world.wang, world.zhao, world.qian, world.feng))
    desk = f"/desk/cases/{number}/"
    wang.see("/desk/cases/").reads("李静怡", str(mode.label))
    wang.see(desk).reads(str(mode.label), way.finding)
    decides(wang, desk, place="单位公告栏", phone="0763-3360001")
    notice_ends(world, number)
    decides(wang, desk, result="clear", officer="陈院长")
    decides(zhao, desk)
    feng.see("/office/cases/").reads(str(mode.label))
    decides(feng, f"/office/cases/{number}/")
    committee_meets(world, number)
    notice_ends(world, number)
    decides(qian, desk, approval="清人社职〔2026〕12 号")

    assert Application.objects.get(number=number).status == Status.PASSED
    certificate = Certificate.objects.get()
    assert certificate.get_obtained_by_display() == "评审"
    assert HeldTitle.objects.latest("pk").series == "工程技术人员"
