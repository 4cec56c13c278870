"""选用已上传的文件: one's own files, the newest first; what nothing uses any more can be put away."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from zhicheng.applications.kind import RecordStep
from zhicheng.applications.models import Application
from zhicheng.core import clock
from zhicheng.core.paging import paginate
from zhicheng.dossier.queries import uses_file
from zhicheng.files import operations
from zhicheng.files.models import StoredFile
from zhicheng.files.queries import own_files as files_of
from zhicheng.web.applicant.evidence import MAX_FILES, own_files
from zhicheng.web.applicant.gates import editable_case
from zhicheng.web.applicant.pages import show
from zhicheng.web.applicant.parts import frame
from zhicheng.web.applicant.ways import record_part, way_back
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.jinja import file_size
from zhicheng.web.page import go

SIZE = 20
LONGEST = 60  # characters of a search


@dataclass(frozen=True)
class Choice:
    """One file to choose."""

    pk: str
    name: str
    detail: str
    scan: str  # in words, "" when it is clean
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@editable_case
def files(request: SignedInRequest, application: Application, key: str) -> HttpResponse:
    """Choose from what was uploaded before, or put a file away."""
    step = record_part(application, key)
    if request.method != "POST":
        return _list(request, application, step)
    verb, _, named = request.POST.get("do", "").partition(":")
    if verb == "discard":
        if application.helper is None:
            _discard(request, named)
        return go(request, request.get_full_path())
    chosen = own_files(application.applicant, request.POST.getlist("file"))
    if not chosen:
        return _list(request, application, step, error="勾选要用的文件")
    if len(chosen) > MAX_FILES:
        return _list(request, application, step, error=f"一条最多 {MAX_FILES} 个文件，现选 {len(chosen)} 个")
    return go(request, way_back(request, application, step, chosen))


def _offered(application: Application, name: str) -> QuerySet[StoredFile]:
    """Every file of the applicant; to a helper only those uploaded since the case began."""
    found = files_of(application.applicant, name=name)
    return found.filter(created_at__gte=application.created_at) if application.helper else found


def _choice(one: StoredFile) -> Choice:
    day = timezone.localtime(one.created_at)
    pages = f"，{one.pages} 页" if one.pages else ""
    detail = f"{file_size(one.size)}{pages}，{day:%Y-%m-%d %H:%M} 上传"
    scan = "" if one.scan == StoredFile.Scan.CLEAN else StoredFile.Scan(one.scan).label
    return Choice(str(one.pk), one.name, detail, scan, reverse("applicant:file", args=[one.pk]))


def _discard(request: SignedInRequest, named: str) -> None:
    for stored in own_files(request.user, [named]):
        if uses_file(stored):
            messages.warning(request, f"“{stored.name}”正在作为证明材料使用，不能删除。先在用到它的那一条里取消勾选")
        else:
            operations.discard(stored=stored, at=clock.now())
            messages.success(request, f"“{stored.name}”已删除")


def _list(request: SignedInRequest, application: Application, step: RecordStep, *, error: str = "") -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = paginate(
        _offered(application, q), order=("-created_at", "-id"), cursor=request.GET.get("cursor"), size=SIZE
    )
    context = {
        **frame(application, step),
        "back": way_back(request, application, step),
        "q": q,
        "error": error,
        "page": found,
        "rows": [_choice(one) for one in found.items],
    }
    return show(request, "applicant/files.html", context, status=422 if error else 200)
