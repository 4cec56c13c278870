"""Who may open a case here: the applicant himself, and to fill it in who assists him. For others it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from zhicheng.accounts.models import User
from zhicheng.applications.helping import helped_by, was_helped_by
from zhicheng.applications.models import Application
from zhicheng.applications.operations import NotAllowed
from zhicheng.audit import operations as audit
from zhicheng.core import clock
from zhicheng.notifications.queries import unread_of
from zhicheng.reports.models import DataPackage
from zhicheng.web.applicant.ended import ended
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import page

P = ParamSpec("P")
# What the pages about a whole case read with it; a part of 填写个人信息 needs none of it.
JOINED = ("employer__parent", "employer__region", "call__committee", "specialty", "title__series")
CaseGate = Callable[..., HttpResponseBase]
HELPERS_HOME = ("协助填报", "/desk/assistance/")
CaseView = Callable[Concatenate[SignedInRequest, Application, P], HttpResponseBase]
Loader = Callable[[SignedInRequest, str], Application]


class HelpIsOver(Http404):
    """The person assisted with this case, and may not any more; uncaught, the case is not there."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self.application = application


def own_case(view: CaseView[P]) -> CaseGate:
    """This function will hand the view the person's own case called `number`, in any state; others get 404.

    Who assists is told that the applicant does this himself.
    """
    return _gate(_for_himself(view), load)


def own_editable_case(view: CaseView[P]) -> CaseGate:
    """This function will do as `own_case`, while the case can be changed."""
    return _gate(_for_himself(_while_editable(view)), load)


def shared_case(view: CaseView[P]) -> CaseGate:
    """This function will hand the view the case, in any state, of the person himself or of whom he assists."""
    return _gate(view, load)


def own_package(view: Callable[Concatenate[SignedInRequest, DataPackage, P], HttpResponseBase]) -> CaseGate:
    """This function will hand the view the person's own 数据包 while it is kept; others get 404."""

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = DataPackage.objects.filter(owner=request.user, expires_at__gt=clock.wall())
        found = get_object_or_404(kept.select_related("owner", "application"), pk=kwargs.pop("package"))
        return view(request, found, *args, **kwargs)

    return gate


def editable_case(view: CaseView[P]) -> CaseGate:
    """This function will let the view have the case while it can be changed, and else say so (409)."""
    return _gate(_while_editable(view), load)


def editable_part(view: CaseView[P]) -> CaseGate:
    """This function will do as `editable_case`, and read only the case and its answers."""
    return _gate(_while_editable(view), lambda request, number: load(request, number, joined=()))


def _gate(view: CaseView[P], loader: Loader) -> CaseGate:
    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        number = kwargs.pop("number")
        try:
            return view(request, loader(request, number), *args, **kwargs)
        except HelpIsOver as over:
            return ended(request, over.application)

    return gate


def _for_himself(view: CaseView[P]) -> CaseView[P]:
    @wraps(view)
    def gate(
        request: SignedInRequest, application: Application, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if application.helper is None:
            return view(request, application, *args, **kwargs)
        context = {"application": application, "case": f"/my/applications/{application.number}/"}
        return page(request, "applicant/himself.html", context, status=403 if request.method == "POST" else 200)

    return gate


def _while_editable(view: CaseView[P]) -> CaseView[P]:
    @wraps(view)
    def gate(
        request: SignedInRequest, application: Application, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if application.is_editable:
            try:
                return view(request, application, *args, **kwargs)
            except NotAllowed:  # submitted in another window, or the assistance ended, while this one was open
                load(request, application.number, joined=())
        return page(request, "applicant/not_editable.html", {"number": application.number}, status=409)

    return gate


def load(request: SignedInRequest, number: str, *, joined: tuple[str, ...] = JOINED) -> Application:
    """This function will return the person's case, or that of whom he assists, with what its pages read.

    One's own takes one statement, and to show it, not to save, that tells how many messages he has not opened, too.
    It raises Http404, or HelpIsOver.
    """
    cases = Application.objects.select_related("content", *joined).filter(number=number)
    own = cases.filter(applicant=request.user)
    application = (own.annotate(unread=unread_of("applicant")) if request.method == "GET" else own).first()
    if application is None:
        return _load_helped(request, cases)
    if hasattr(application, "unread"):
        request.unread = application.unread
    application.applicant = request.user  # the very same row, already read
    return application


def person_of(request: SignedInRequest) -> User:
    """This function will return whose page it is: the person's own, or with ?case= that of whom he assists."""
    if "case" not in request.GET:
        return request.user
    return load(request, request.GET["case"].replace("\0", ""), joined=()).applicant


def _load_helped(request: SignedInRequest, cases: QuerySet[Application]) -> Application:
    """The case of whom the officer assists; that he saw it is recorded, and every page says whose it is."""
    cases = cases.select_related("content", "applicant")
    application = cases.filter(helped_by(request.user, at=clock.now())).first()
    if application is None:
        if over := cases.filter(was_helped_by(request.user)).first():
            raise HelpIsOver(over)
        raise Http404
    application.helper = request.user
    request.helped, request.home = application.applicant, HELPERS_HOME  # type: ignore[attr-defined]  # read by jinja.site
    audit.viewed(actor=request.user, subject=application, at=clock.wall())
    return application
