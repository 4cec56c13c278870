"""数据包: one's own data, files and log as one zip, of a case or of the whole record (1-product N17)."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.reports.models import DataPackage
from zhicheng.reports.operations import LOST, note_fetched, request_package
from zhicheng.reports.queries import newest_package, path_of
from zhicheng.web import limits
from zhicheng.web.applicant.gates import own_case, own_package
from zhicheng.web.applicant.pages import case_title, show
from zhicheng.web.downloads import resumable
from zhicheng.web.gates import SignedInRequest, confirmed, signed_in
from zhicheng.web.jinja import file_size, moment
from zhicheng.web.page import go
from zhicheng.web.prints import Job

MADE = {"per_account": (10, 86400)}
FETCHED = {"per_account": (60, 3600)}  # a download that breaks off asks again


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
@confirmed
def of_case(request: SignedInRequest, application: Application) -> HttpResponse:
    """What the package of a case holds, and the button that asks for it."""
    return _ask(request, application)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@confirmed
def of_person(request: SignedInRequest) -> HttpResponse:
    """The same of the whole record."""
    return _ask(request, None)


def _ask(request: SignedInRequest, application: Application | None) -> HttpResponse:
    at = clock.wall()
    if request.method == "POST":
        limits.limit(request, "package", **MADE)
        asked = request_package(owner=request.user, application=application, at=at)
        return go(request, reverse("applicant:package", args=[asked.pk]))
    newest = newest_package(request.user, application.number if application else DataPackage.PERSON, at=at)
    context = {"newest": newest, "title": case_title(application) if application else "", **_way(application)}
    return show(request, "applicant/package_ask.html", context)


def _way(application: Application | None) -> dict[str, str]:
    """From where the package is asked for, and where that leads back to."""
    if application is None:
        return {"ask": reverse("applicant:package_of_person"), "back": reverse("applicant:profile")}
    args = [application.number]
    return {"ask": reverse("applicant:package_of_case", args=args), "back": reverse("applicant:progress", args=args)}


@require_GET
@own_package
def package(request: SignedInRequest, one: DataPackage) -> HttpResponse:
    """Waits for the worker; the page asks again by itself. Made, it offers the zip while it is kept."""
    job, is_lost = job_of(one), one.requested_at <= clock.wall() - LOST
    context = {
        "package": one,
        "job": job,
        "can_retry": job.is_failed or (job.is_running and is_lost),
        "title": case_title(one.application) if one.application else "",
        **_way(one.application),
    }
    return show(request, "applicant/package.html", context, fragments=("job",))


def job_of(one: DataPackage) -> Job:
    """This function will say how far a package is."""
    url = reverse("applicant:package", args=[one.pk])
    if one.made_at is not None:
        words = f"数据包已生成（{file_size(one.size)}），{moment(one.expires_at)} 前可以下载"
        return Job(words, "done", href=reverse("applicant:package_file", args=[one.pk]))
    if one.problem:
        return Job(one.problem, "failed")
    return Job("正在生成数据包，附件多的要几分钟", "running", poll=url)


@require_http_methods(["GET", "HEAD"])
@own_package
@confirmed
def download(request: SignedInRequest, one: DataPackage) -> HttpResponseBase:
    """The zip. A broken download may go on where it was."""
    path = path_of(one)
    if one.made_at is None or not path.exists():
        raise Http404
    limits.limit(request, "package_file", **FETCHED)
    if request.method == "GET":
        note_fetched(package=one, at=clock.wall())
    return resumable(request, path, name=one.filename, content_type="application/zip", etag=one.sha256)
