"""/my/apply/<kind>/: who can, what it takes, by when; then a draft is opened."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.kind import Kind
from zhicheng.applications.models import OPEN, Application, Mode
from zhicheng.applications.registry import get_kind
from zhicheng.calls.models import Call, Scope
from zhicheng.calls.queries import open_years
from zhicheng.core import clock
from zhicheng.core.fields import PickField
from zhicheng.reference.models import Level
from zhicheng.web.applicant.pages import case_title, case_url, days_left, show
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go

Choices = list[tuple[str, str]]


class StartForm(forms.Form):
    """What decides the windows: the year, the level, the way."""

    use_required_attribute = False
    year = PickField(label="申报年度", help_text="不一定是提交的年份")
    level = PickField(label="申报级别", help_text="填写申请信息时还可以改")
    mode = forms.ChoiceField(
        label="申报方式",
        choices=Mode.choices,
        initial=Mode.NORMAL,
        widget=forms.RadioSelect,
        error_messages={"required": "选择申报方式"},
    )

    def __init__(self, data: QueryDict | None = None, *, years: Choices, levels: Choices) -> None:
        super().__init__(data)
        for name, choices in (("year", years), ("level", levels)):
            field = self.fields[name]
            assert isinstance(field, PickField)  # noqa: S101 -- declared above
            field.choices = [("", "选择"), *choices]
        if len(years) == 1:
            self.initial["year"] = years[0][0]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: SignedInRequest, kind: str) -> HttpResponse:
    try:
        found = get_kind(kind)
    except KeyError:
        raise Http404 from None
    at = clock.now()
    form = StartForm(request.POST if request.method == "POST" else None, years=years_at(at), levels=levels_at(at))
    if request.method == "POST" and form.is_valid():
        try:
            return open_case(request, found, form, at)
        except operations.Barred as barred:
            form.add_error("year", barred.bar.words)
    opened = Application.objects.filter(applicant=request.user, kind=kind, status__in=OPEN).order_by("-pk").first()
    context = {
        "kind": found,
        "form": form,
        "calls": calls_at(at),
        "opened": (case_title(opened), case_url(opened)) if opened else None,
    }
    return show(request, "applicant/start.html", context, status=422 if form.is_bound else 200)


def open_case(request: SignedInRequest, kind: Kind, form: StartForm, at: datetime) -> HttpResponse:
    """This function will open the draft and lead to it, or to the one that is open already."""
    try:
        application = operations.start(
            kind=kind.key,
            applicant=request.user,
            year=int(form.cleaned_data["year"]),
            level=Level(form.cleaned_data["level"]),
            mode=Mode(form.cleaned_data["mode"]),
            at=at,
        )
    except operations.AlreadyOpen as opened:
        application = opened.application
        messages.info(request, f"{case_title(application)}已经开始办理，申报编号 {application.number}，在这里继续。")
        return go(request, case_url(application))
    return redirect("applicant:info", application.number)


def years_at(at: datetime) -> Choices:
    """This function will return the 申报年度 with an open call, newest first."""
    return [(str(year.year), f"{year.year} 年度") for year in open_years(at)]


def levels_at(at: datetime) -> Choices:
    """This function will return the levels that some open call accepts, lowest first."""
    open_calls = Call.objects.open_at(at)
    accepted = set(Scope.objects.filter(committee__calls__in=open_calls).values_list("level", flat=True))
    return [(level.value, str(level.label)) for level in Level if level in accepted]


def calls_at(at: datetime) -> list[tuple[Call, int]]:
    """This function will return the open calls with the days left to submit, those that end first before."""
    calls = Call.objects.open_at(at).select_related("committee").order_by("submit_until", "pk")
    return [(call, days_left(call.submit_until, at)) for call in calls]
