"""帮助, 无障碍声明, 隐私保护: words, and whom to call."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhicheng.applications.registry import all_kinds
from zhicheng.core import clock
from zhicheng.organizations.models import HelpDesk
from zhicheng.reference.queries import valid_on
from zhicheng.web.page import page
from zhicheng.web.public.home import STEPS


class Question(NamedTuple):
    """A question people ask, and its answer."""

    asked: str
    answer: str


COMMON = (
    Question(
        "什么是入库信息，为什么要先选它",
        "以往业务办结后，所填的个人信息会入库，无论通过或不通过。已入库的不能修改和删除，未入库的可以。"
        "填写时先选择入库信息，没有才新增，否则个人信息会出现重复。",
    ),
    Question("评审表上的红框是什么", "红框是系统取不到值的内容，在框里补录；补录后变成蓝色。"),
    Question("评审表上有的内容改不了", "那些内容取自个人信息。点“完善个人信息”回到对应的一页，改好后点“下一步”回来。"),
    Question("提交审核前要做什么", "先下载广东省职称评审表，核对无误再提交。下载后又改过内容的，要重新下载一次。"),
    Question("提交以后发现写错了", "人事管理单位办理之前，在“业务办理查询”里撤回，修改后重新提交。"),
    Question("填到一半要离开", "每一步都会自动存为草稿。登录后从工作台继续，换一台电脑或手机也可以。"),
    Question("怎样换人事管理单位", "人事管理单位选定后不能自行修改，联系现单位或所在地区的人社部门办理。"),
)


@require_safe
def help_(request: HttpRequest) -> HttpResponse:
    """How to, whom to call, and what people ask. Words about a step come from the business it belongs to."""
    on = timezone.localdate(clock.now())
    desks = HelpDesk.objects.filter(valid_on(on)).select_related("region").order_by("region_id", "pk")
    context = {"steps": STEPS, "desks": desks, "common": COMMON, "tips": tips()}
    return page(request, "public/help.html", context)


def tips() -> list[tuple[str, list[Question]]]:
    """This function will return the 提示 of every business, by its title; what businesses share is said once."""
    said: set[Question] = set()
    found = []
    for kind in all_kinds():
        new = [Question(step.title, step.tip) for step in kind.steps if step.tip]
        found.append((kind.title, [question for question in new if question not in said]))
        said |= {*new}
    return [(title, questions) for title, questions in found if questions]


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍声明."""
    return page(request, "public/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """隐私保护."""
    return page(request, "public/privacy.html")
