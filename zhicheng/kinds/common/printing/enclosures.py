"""What goes with the 评审表 on paper: 送评材料目录单, 评前公示情况表, 基本情况及评审登记表 (2-domain §6.2)."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications.kind import Enclosure
from zhicheng.applications.models import Application, Notice
from zhicheng.kinds.common.printing.case import OpinionOf, draw_case, known_opinions, span_of
from zhicheng.kinds.common.printing.catalogue import CataloguePaper
from zhicheng.kinds.common.printing.desks import Opinion
from zhicheng.kinds.common.printing.empty import empty_form
from zhicheng.kinds.common.printing.publicity import PublicityPaper
from zhicheng.kinds.common.printing.register import RegisterPaper
from zhicheng.kinds.common.printing.ruled import Ruled

CATALOGUE = Ruled(
    title="送评材料目录单",
    paper=CataloguePaper,
    foot="材料的序号就是评审表里的证明材料编号，页数按网上提交的文件计。表 1 至表 4 的页数和原件或复印件由本人装订后"
    "填写；目录单由人事管理单位核对盖章，放在送评材料首页。",
)
PUBLICITY = Ruled(title="评前公示情况表", paper=PublicityPaper, air=4)
REGISTER = Ruled(title="职称申报人基本情况及评审登记表", paper=RegisterPaper, size="a3")


def notice_before(application: Application) -> Notice | None:
    """This function will return the newest 评前公示 of the case with its stage, or None."""
    posted = Notice.objects.filter(stage__application=application, phase=Notice.Phase.BEFORE)
    return posted.select_related("stage__organization").order_by("-pk").first()


def posted(application: Application) -> dict[str, str]:
    """This function will return what the 评前公示 says as soon as it is open, and its result once it is closed."""
    notice = notice_before(application)
    if notice is None:
        return {}
    result = notice.stage.opinion if notice.closed_at else ""
    named = f"{notice.stage.organization.name}　{notice.phone}"
    return {"公示时间": span_of(notice), "公示地点": notice.place, "受理": named, "公示结果": result}


def print_catalogue(application: Application, at: datetime) -> bytes:
    """This function will return the 送评材料目录单 of a case; like all of these it may raise MissingGlyphs."""
    return draw_case(application, at, layout=CATALOGUE, opinions=(), form="catalogue")


def print_publicity(application: Application, at: datetime) -> bytes:
    """This function will return the 评前公示情况表 of a case."""
    said = Opinion(section="notice_before", fields=posted(application))
    return draw_case(application, at, layout=PUBLICITY, opinions=[said], form="publicity")


def decided(application: Application) -> object:
    """This function will name how the case ended: the register sheet shows the votes only then."""
    return "" if application.is_open else application.status


CATALOGUE_OF_A_CASE = Enclosure(
    key="catalogue", title=CATALOGUE.title, prints=print_catalogue, empty=empty_form(CATALOGUE)
)
PUBLICITY_OF_A_CASE = Enclosure(
    key="publicity",
    title=PUBLICITY.title,
    prints=print_publicity,
    empty=empty_form(PUBLICITY),
    says=posted,
    stage="notice_before",
)


def register_of_a_case(opinion_of: OpinionOf) -> Enclosure:
    """This function will return the register sheet of a kind whose desks speak in the words of `opinion_of`."""

    def prints(application: Application, at: datetime) -> bytes:
        said = known_opinions(application, opinion_of)
        return draw_case(application, at, layout=REGISTER, opinions=said, form="register")

    return Enclosure(
        key="register", title="基本情况及评审登记表", prints=prints, empty=empty_form(REGISTER), says=decided
    )
