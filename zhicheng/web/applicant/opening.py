"""A file opened again: by its owner, or by who fills in for him, as far as it belongs to what he fills in."""

import uuid

from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from zhicheng.accounts.models import User
from zhicheng.applications.helping import helped_by
from zhicheng.applications.models import Application
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.dossier.queries import uses_file
from zhicheng.files.models import StoredFile
from zhicheng.web.downloads import attachment
from zhicheng.web.gates import SignedInRequest, signed_in


@require_GET
@signed_in
def download(request: SignedInRequest, file: uuid.UUID) -> FileResponse:
    """One's own file; to a helper, what the life record rests on and what was uploaded for a case he fills in."""
    stored = StoredFile.objects.select_related("owner").filter(pk=file).first()
    if stored is None or stored.owner is None:
        raise Http404
    if stored.owner_id != request.user.pk:
        case = case_of(request, stored.owner)
        if not (uses_file(stored) or stored.created_at >= case.created_at):
            raise Http404
        audit.viewed(actor=request.user, subject=case, at=clock.wall())
    return attachment(file, owner=stored.owner)


def case_of(request: SignedInRequest, owner: User) -> Application:
    """This function will return the first case of `owner` that the person fills in for him, or raise Http404."""
    cases = Application.objects.filter(helped_by(request.user, at=clock.now()), applicant=owner)
    found = cases.order_by("created_at", "pk").first()
    if found is None:
        raise Http404
    return found
