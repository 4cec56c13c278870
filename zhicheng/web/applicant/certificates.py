"""我的职称证书: what was obtained since 2016, and its PDF."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.certificates.models import Certificate
from zhicheng.certificates.operations import request_pdf
from zhicheng.certificates.queries import ON_FILE_FROM, of_holder, on_file
from zhicheng.core import clock
from zhicheng.files.queries import open_file
from zhicheng.web.applicant.pages import show
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.jinja import day
from zhicheng.web.page import go, is_htmx
from zhicheng.web.prints import Job

COLOURS = {Certificate.Status.VALID: "green", Certificate.Status.REVOKED: "red", Certificate.Status.SUPERSEDED: ""}


@dataclass(frozen=True)
class Card:
    """A certificate in the list."""

    title: str
    number: str
    word: str
    colour: str
    rows: tuple[tuple[str, str], ...]
    pdf: str  # "" when it is not in force any more
    verify: str
    reissue: str  # where a new one is asked for, "" when it is not in force any more
    problem: str  # why there is no PDF, and whom to ask


def card(one: Certificate) -> Card:
    """This function will return a certificate as its holder's list shows it."""
    status = Certificate.Status(one.status)
    return Card(
        title=f"{one.title} · {one.specialty}",
        number=one.number,
        word=str(status.label),
        colour=COLOURS[status],
        rows=(
            ("证书编号", one.number),
            ("系列", one.series),
            ("级别", one.get_level_display()),
            ("取得时间", day(one.obtained_on)),
            ("取得方式", one.get_obtained_by_display()),
            ("评审组织", one.committee or "原证书没有写明"),
            ("发证机关", one.issuer),
            *instead(one),
        ),
        pdf=f"/my/certificates/{one.number}/pdf/" if status == Certificate.Status.VALID else "",
        verify=f"/certificates/v/{one.token}/",
        reissue=f"/my/apply/reissue/?certificate={one.pk}" if status == Certificate.Status.VALID else "",
        problem=problem_of(one) if status == Certificate.Status.VALID else "",
    )


def instead(one: Certificate) -> tuple[tuple[str, str], ...]:
    """This function will say which certificate came before this one and which after it, to its holder."""
    later: Certificate | None = getattr(one, "reissued_as", None)
    before = (("原证书编号", one.original_number),) if one.original_number else ()
    return (*before, ("换发的新证书", later.number)) if later else before


def problem_of(one: Certificate) -> str:
    """This function will say why the PDF could not be made and whom to ask, "" when there is no problem."""
    if not one.problem:
        return ""
    call = one.application.call if one.application else None
    phone = f"，电话 {call.committee.hrss.contact_phone}" if call and call.committee.hrss.contact_phone else ""
    return f"{one.problem}姓名等内容有误的，联系发证机关{one.issuer}{phone}。证书本身有效，核验页可以照常查看。"


@require_GET
@signed_in
def certificates(request: SignedInRequest) -> HttpResponse:
    found = of_holder(request.user).filter(on_file())
    return show(request, "applicant/certificates.html", {"cards": list(map(card, found)), "since": ON_FILE_FROM.year})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pdf(request: SignedInRequest, number: str) -> HttpResponseBase:
    """The certificate as an attachment; while the worker still makes it, a page that waits. A POST tries again."""
    one = get_object_or_404(of_holder(request.user), number=number)
    if request.method == "POST":
        request_pdf(certificate=one, at=clock.wall())
        return go(request, request.path)
    if one.pdf is not None and not is_htmx(request):
        return FileResponse(
            open_file(one.pdf), as_attachment=True, filename=one.pdf.name, content_type="application/pdf"
        )
    if one.pdf is not None:
        job = Job("证书已生成", "done", href=request.path)
    elif one.problem:
        job = Job(problem_of(one), "failed")
    else:
        job = Job("正在生成证书，一般几秒钟。超过 10 分钟仍未生成的，联系发证机关", "running", poll=request.path)
    return show(request, "applicant/certificate_pdf.html", {"job": job, "number": number}, fragments=("job",))
