"""证书查询: by name and number, or by the QR code. Others see a 核验件; the holder has the certificate itself."""

from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.audit import operations as audit
from zhicheng.certificates import operations, queries, rules
from zhicheng.certificates.models import Certificate
from zhicheng.core import clock
from zhicheng.core.typst import MissingGlyphs
from zhicheng.web import limits
from zhicheng.web.jinja import day, viewer
from zhicheng.web.page import go, page
from zhicheng.web.public.forms import IdentityForm, LookUpForm, NumberForm
from zhicheng.web.public.gates import seal, unsealed
from zhicheng.web.public.verified import COLOURS, verified

# Enough for a personnel office; far too little to read out the register.
LOOK_UPS = {"per_account": (60, 3600), "per_address": (120, 3600)}
EXTRACTS = {"per_account": (30, 3600), "per_address": (60, 3600)}
WAYS = (("number", "姓名和证书编号"), ("identity", "姓名和证件号码"))


class Hit(NamedTuple):
    """A certificate that was found."""

    title: str
    about: str
    word: str
    colour: str
    href: str


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """The look-up and, below it, what was found. A wrong name and an unknown number get the same answer."""
    at, by = clock.now(), "identity" if request.GET.get("by") == "identity" else "number"
    if request.method != "POST":
        return _show(request, by, _form(request, by))
    limits.limit(request, "certificate", **LOOK_UPS)
    form = _form(request, by)
    if not form.is_valid():
        return _show(request, by, form, status=422)
    found = form.find()
    _note(request, "certificates.looked_up", found[0] if found else None, by=by, found=len(found))
    return _show(request, by, form, found=found, at=at)


@never_cache
@require_safe
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code of a certificate leads to."""
    return _verify(request, queries.by_token(token), by="token")


@never_cache
@require_safe
def by_result(request: HttpRequest, sealed: str) -> HttpResponse:
    """What a look-up leads to, for half an hour."""
    return _verify(request, unsealed(sealed), by="result")


@never_cache
@require_safe
def extract_by_token(request: HttpRequest, token: str) -> HttpResponseBase:
    """The 核验件 of a certificate whose QR code was read."""
    return _extract(request, queries.by_token(token))


@never_cache
@require_safe
def extract_by_result(request: HttpRequest, sealed: str) -> HttpResponseBase:
    """The 核验件 of a certificate that was looked up."""
    return _extract(request, unsealed(sealed))


def hit(certificate: Certificate) -> Hit:
    """This function will return a certificate as the list of a look-up shows it."""
    obtained = f"{day(certificate.obtained_on)} {certificate.get_obtained_by_display()}"
    return Hit(
        title=certificate.title,
        about=f"{certificate.specialty} · {certificate.committee} · {obtained}",
        word=str(certificate.get_status_display()),
        colour=COLOURS[certificate.status],
        href=f"/certificates/r/{seal(certificate)}/",
    )


def _form(request: HttpRequest, by: str) -> LookUpForm:
    data = request.POST if request.method == "POST" else None
    if by == "identity":
        return IdentityForm(data, today=timezone.localdate(clock.wall()))
    return NumberForm(data)


def _show(
    request: HttpRequest,
    by: str,
    form: LookUpForm,
    *,
    found: list[Certificate] | None = None,
    at: datetime | None = None,
    status: int = 200,
) -> HttpResponse:
    form.ask()
    context = {
        "tabs": [(title, f"?by={key}", None, key == by) for key, title in WAYS],
        "form": form,
        "hits": None if found is None else [hit(one) for one in found],
        "is_own": _is_own(request, found or []),
        "at": at,
        "since": queries.ON_FILE_FROM.year,
    }
    return page(request, "public/certificates.html", context, status=status)


def _verify(request: HttpRequest, certificate: Certificate | None, *, by: str) -> HttpResponse:
    limits.limit(request, "certificate", **LOOK_UPS)
    _note(request, "certificates.looked_up", certificate, by=by, found=int(certificate is not None))
    if certificate is None:
        return page(request, "public/certificate_missing.html", {"since": queries.ON_FILE_FROM.year}, status=404)
    context = {
        "shown": verified(certificate, at=clock.now()),
        "extract": f"{request.path}extract/",
        "is_own": _is_own(request, [certificate]),
    }
    return page(request, "public/certificate.html", context)


def _extract(request: HttpRequest, certificate: Certificate | None) -> HttpResponseBase:
    limits.limit(request, "extract", **EXTRACTS)
    if certificate is None:
        return page(request, "public/certificate_missing.html", {"since": queries.ON_FILE_FROM.year}, status=404)
    _note(request, "certificates.extracted", certificate)
    try:
        pdf = operations.render_extract(certificate=certificate, at=clock.now())
    except MissingGlyphs as problem:
        messages.error(request, f"核验件还不能生成：{problem}本页就是核验结果，可以直接查看。")
        return go(request, request.path.removesuffix("extract/"))
    return FileResponse(BytesIO(pdf), as_attachment=True, filename=f"核验件-{certificate.number}.pdf")


def _note(request: HttpRequest, verb: str, certificate: Certificate | None, **more: object) -> None:
    """Who asked, from where, and what was found; never what was typed."""
    subject = certificate if certificate else "certificates.certificate"
    data = {"address": limits.address(request), **more}
    audit.record(actor=viewer(request), verb=verb, subject=subject, data=data)


def _is_own(request: HttpRequest, found: list[Certificate]) -> bool:
    user = viewer(request)
    return user is not None and any(rules.can_download(user, one) for one in found)
