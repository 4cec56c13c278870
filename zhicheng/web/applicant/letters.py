"""/my/tracking/<number>/letter/: the 委托评审函 of one's own case."""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.files.queries import open_file
from zhicheng.letters.operations import request_pdf
from zhicheng.letters.queries import letter_of
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, show
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go, is_htmx
from zhicheng.web.prints import Job


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def letter(request: SignedInRequest, application: Application) -> HttpResponseBase:
    """The letter as an attachment; while the worker still makes it, a page that waits. A POST tries again."""
    one = letter_of(application)
    if one is None:
        raise Http404
    if request.method == "POST":
        request_pdf(letter=one, at=clock.wall())
        return go(request, request.path)
    if one.pdf is not None and not is_htmx(request):
        return FileResponse(
            open_file(one.pdf), as_attachment=True, filename=one.pdf.name, content_type="application/pdf"
        )
    if one.pdf is not None:
        job = Job("委托评审函已生成", "done", href=request.path)
    elif one.problem:
        job = Job(f"{one.problem}内容有误的，联系委托机关{one.issuer}。", "failed")
    else:
        job = Job("正在生成委托评审函，一般几秒钟", "running", poll=request.path)
    progress = reverse("applicant:progress", args=[application.number])
    context = {"job": job, "letter": one, "title": case_title(application), "progress": progress}
    return show(request, "applicant/letter.html", context, fragments=("job",))
