"""Who may open a case here: the applicant himself. For everybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from zhicheng.applications.models import Application
from zhicheng.applications.operations import NotAllowed
from zhicheng.core import clock
from zhicheng.reports.models import DataPackage
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import page

P = ParamSpec("P")
# What the pages about a whole case read with it; a part of 填写个人信息 needs none of it.
JOINED = ("employer__parent", "employer__region", "call__committee", "specialty", "title__series")
CaseGate = Callable[..., HttpResponseBase]
CaseView = Callable[Concatenate[SignedInRequest, Application, P], HttpResponseBase]


def own_case(view: CaseView[P]) -> CaseGate:
    """This function will hand the view the person's own case called `number`, in any state; others get 404."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, load(request, kwargs.pop("number")), *args, **kwargs)

    return gate


def own_package(view: Callable[Concatenate[SignedInRequest, DataPackage, P], HttpResponseBase]) -> CaseGate:
    """This function will hand the view the person's own 数据包 while it is kept; others get 404."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = DataPackage.objects.filter(owner=request.user, expires_at__gt=clock.wall())
        found = get_object_or_404(kept.select_related("owner", "application"), pk=kwargs.pop("package"))
        return view(request, found, *args, **kwargs)

    return gate


def editable_case(view: CaseView[P]) -> Callable[..., HttpResponseBase]:
    """This function will let the view have the person's own case while it can be changed, and else say so (409)."""

    return own_case(_while_editable(view))


def editable_part(view: CaseView[P]) -> Callable[..., HttpResponseBase]:
    """This function will do as `editable_case`, and read only the case and its answers."""
    inner = _while_editable(view)

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return inner(request, load(request, kwargs.pop("number"), joined=()), *args, **kwargs)

    return gate


def _while_editable(view: CaseView[P]) -> CaseView[P]:
    @wraps(view)
    def gate(
        request: SignedInRequest, application: Application, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if application.is_editable:
            try:
                return view(request, application, *args, **kwargs)
            except NotAllowed:  # submitted in another window while this one was open
                pass
        return page(request, "applicant/not_editable.html", {"number": application.number}, status=409)

    return gate


def load(request: SignedInRequest, number: str, *, joined: tuple[str, ...] = JOINED, lock: bool = False) -> Application:
    """This function will return the person's own case with what its pages read, in one statement, or raise Http404.

    `lock` keeps its row for this transaction.
    """
    cases = Application.objects.filter(applicant=request.user).select_related("content", *joined)
    if lock:
        cases = cases.select_for_update(of=("self",))
    application: Application = get_object_or_404(cases, number=number)
    application.applicant = request.user  # the very same row, already read
    return application
