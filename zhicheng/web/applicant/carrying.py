"""申报下一年度: what was filled in and not sent in time goes into a new draft, where something is open."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.models import OPEN, Application
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_carry_over
from zhicheng.core import clock
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.giving_up import confirmed, refused
from zhicheng.web.applicant.pages import case_title, case_url
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

NOT_YET = "现在没有可以申报的年度。填过的内容都保留着，开始申报后可以在这里带到新的申请里。"


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def carry_over(request: SignedInRequest, application: Application) -> HttpResponse:
    """Says what is taken along; POST opens the new draft, or leads to the one there is."""
    at = clock.now()
    if not can_carry_over(request.user, application, at=at):
        raise Http404
    year = open_year(application, at)
    if year is None:
        return refused(request, application, NOT_YET)
    if request.method != "POST":
        text = (
            "个人信息、勾选的记录和补录的内容会带到新的申请里，申请信息（系列、专业、评审委员会）重新选择。"
            "原来的申请不变，仍可查看。"
        )
        return confirmed(
            request, application, (f"用这些内容申报 {year} 年度？", text, f"申报 {year} 年度", "不申报"), kind="primary"
        )
    try:
        new = operations.carry_over(application=application, year=year, actor=request.user, at=at)
    except operations.AlreadyOpen as opened:
        new = opened.application
        messages.info(request, f"{case_title(new)}已经开始办理，在这里继续")
    except operations.MayNotStart as problem:
        return refused(request, application, str(problem))
    except (operations.NotOpen, operations.NotAllowed):
        return refused(request, application, NOT_YET)
    else:
        messages.success(request, f"已带到{case_title(new)}，核对后选择申请信息")
    return go(request, case_url(new))


def open_year(application: Application, at: datetime) -> int | None:
    """This function will return the newest year open for the kind and person, besides one in which the case is open."""
    region = application.employer.region if application.employer else None
    person, kind = application.applicant, kind_of(application)
    years = kind.starts(None, kind=kind.key, person=person, region=region, at=at).years
    taken = {application.year} if application.status in OPEN else set()
    return max((year for year in years if year not in taken), default=None)
