"""The new certificate, in place of the old one."""

from __future__ import annotations

from datetime import datetime

from zhicheng.applications import operations
from zhicheng.applications.forms import as_data
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.certificates import operations as certificates
from zhicheng.certificates.models import Certificate
from zhicheng.kinds.common.effects import decided_by
from zhicheng.kinds.reissue.forms import RequestForm
from zhicheng.kinds.reissue.original import certificate_of

CHANGED = "原证书的情况在提交以后有变化（已换发、已撤销，或另有申请在办理）。退回补正，写明情况，由申报人核对后重新提交"


def lock_certificate(application: Application) -> None:
    """This function will lock the certificate that is to be replaced: certificates come before cases."""
    one = certificate_of(application)
    if one is not None:
        Certificate.objects.select_for_update().only("pk").get(pk=one.pk)


def reissue(application: Application, at: datetime) -> None:
    """This function will issue the new certificate and end the old one; it raises operations.Prevented."""
    form = RequestForm(as_data(answer(application, "request").raw), application=application, at=at)
    if not form.is_valid():
        raise operations.Prevented(CHANGED)
    original, stop = form.original, decided_by(application, "bureau")
    award = original.award()
    if award is None:
        raise operations.Prevented(f"“{original.series}”不在职称系列列表里，不能编号。退回补正，由申报人改选系列")
    try:
        certificates.issue(
            application=application,
            at=at,
            actor=stop.decided_by,
            committee=award.committee,
            issuer=stop.organization.name,
            award=award,
            replaces=original.on_file,
            original_number=original.number,
            place=stop.organization,
        )
    except certificates.Refused as problem:
        raise operations.Prevented(str(problem)) from problem
