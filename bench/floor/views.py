"""Each page the plainest way Django has for it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bench.floor.models import Case, Certificate
from bench.floor.settings import ROWS


class DraftForm(forms.Form):
    """As many boxes as 基本信息 has."""

    ethnicity = forms.CharField(required=False)
    political_status = forms.CharField(required=False)
    former_name = forms.CharField(required=False)
    native_place = forms.CharField(required=False)
    workplace = forms.CharField(required=False)
    workplace_nature = forms.CharField(required=False)
    duty = forms.CharField(required=False)
    work_started_on_0 = forms.IntegerField(required=False)
    work_started_on_1 = forms.IntegerField(required=False)
    specialty_years = forms.IntegerField(required=False)
    health = forms.CharField(required=False)
    address = forms.CharField(required=False)


def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "landing.html")


def public(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates.html", {"rows": Certificate.objects.order_by("-id")[:ROWS]})


def certificate(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "certificate.html", {"certificate": get_object_or_404(Certificate, token=token)})


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.filter(applicant=request.user).select_related("applicant").order_by("-id")[:ROWS]
    return render(request, "cases.html", {"rows": rows})


@login_required
def edit(request: HttpRequest, number: str) -> HttpResponse:
    case = get_object_or_404(Case, number=number, applicant=request.user)
    form = DraftForm(request.POST or None, initial=case.answers)
    if request.method == "POST" and form.is_valid():
        case.answers = form.cleaned_data
        case.save(update_fields=["answers"])
        return redirect(request.path)
    return render(request, "edit.html", {"form": form})


@require_POST
@login_required
def draft(request: HttpRequest, number: str) -> HttpResponse:
    case = get_object_or_404(Case, number=number, applicant=request.user)
    case.answers = request.POST.dict()
    case.save(update_fields=["answers"])
    return render(request, "saved.html")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    cases = Case.objects.filter(unit=1, status="waiting", id__gt=int(request.GET.get("after", 0)))
    if text := request.GET.get("q"):
        cases = cases.filter(number__startswith=text)
    rows = list(cases.select_related("applicant").order_by("id")[:ROWS])
    return render(request, "cases.html", {"rows": rows, "more": len(rows) == ROWS})
