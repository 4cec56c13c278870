"""打印件核对: what the QR code of a printed form leads to. It tells whether the paper is old, nothing else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhicheng.applications.operations import is_current
from zhicheng.applications.queries import print_of
from zhicheng.applications.registry import kind_of
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.web import limits
from zhicheng.web.jinja import moment, viewer
from zhicheng.web.page import page

LOOK_UPS = {"per_account": (60, 3600), "per_address": (120, 3600)}  # as for certificates
SAID = {
    True: ("valid", "与系统内容一致", "打印件页脚的编号和内容校验码与下面相同的，就是系统里现在的内容。"),
    False: (
        "revoked",
        "已被更新，本打印件已过时",
        "打印以后内容改过，或者申请已经撤回、放弃。要用的，由申报人重新下载打印。",
    ),
}


@never_cache
@require_safe
def printed(request: HttpRequest, token: str) -> HttpResponse:
    """Current, stale, or not found (404)."""
    limits.limit(request, "print", **LOOK_UPS)
    found = print_of(token)
    data = {"address": limits.address(request), "found": int(found is not None)}
    subject = found.application if found else "applications.printedform"
    audit.record(actor=viewer(request), verb="prints.looked_up", subject=subject, data=data)
    if found is None:
        return page(request, "public/print_missing.html", status=404)
    at = clock.now()
    title, _ = kind_of(found.application).paper(found.form)
    tone, heading, text = SAID[is_current(printed=found, at=at)]
    rows = (("表名", title), ("编号", found.application.number), ("内容校验码", found.token[:16]))
    context = {"tone": tone, "heading": heading, "text": text, "rows": rows, "at": moment(at)}
    return page(request, "public/print.html", context)
