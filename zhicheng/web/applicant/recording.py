"""办理记录 of one case, to be printed: who did what when, as the applicant may know it."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhicheng.applications.models import Application
from zhicheng.applications.progress import Progress, progress_of
from zhicheng.core import clock, masks, typst
from zhicheng.web import limits
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import about, case_title, show
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.jinja import moment
from zhicheng.web.page import go

TEMPLATE = Path(__file__).with_name("recording.typ")
PRINTS = {"per_account": (20, 3600)}


def facts(application: Application, found: Progress, *, at: datetime) -> list[tuple[str, str]]:
    """This function will return whose case this is, and how it stands at the moment."""
    person = application.applicant
    return [
        ("申报编号", application.number),
        ("申报人", f"{person.name}（{masks.id_number(person.id_number)}）"),
        ("申请", f"{case_title(application)}{'：' if about(application) else ''}{about(application)}"),
        ("状态", found.standing.word),
        ("打印时间", moment(at)),
    ]


@require_GET
@own_case
def record(request: SignedInRequest, application: Application) -> HttpResponse:
    """The whole record on a page that prints well."""
    at = clock.now()
    found = progress_of(application, at=at)
    context = {
        "title": case_title(application),
        "facts": facts(application, found, at=at),
        "events": found.events[::-1],
        "progress": reverse("applicant:progress", args=[application.number]),
    }
    return show(request, "applicant/recording.html", context)


@require_GET
@own_case
def pdf(request: SignedInRequest, application: Application) -> HttpResponseBase:
    """The same as a PDF."""
    limits.limit(request, "recording", **PRINTS)
    at = clock.now()
    found = progress_of(application, at=at)
    data = {
        "title": "办理记录",
        "number": application.number,
        "facts": facts(application, found, at=at),
        "events": [
            {"title": one.title, "who": one.who, "texts": [one.text, one.quote, *one.items]}
            for one in found.events[::-1]
        ],
    }
    try:
        made = typst.render(TEMPLATE, data, at=at)
    except typst.MissingGlyphs as problem:
        messages.error(request, f"办理记录的 PDF 还不能生成：{problem}本页可以直接打印。")
        return go(request, reverse("applicant:recording", args=[application.number]))
    return FileResponse(BytesIO(made), as_attachment=True, filename=f"办理记录-{application.number}.pdf")
