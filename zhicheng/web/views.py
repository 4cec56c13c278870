"""What belongs to no audience: the display choice, the session, the component samples."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from zhicheng.core.fields import CleanCharField, DayField, PickField, WholeNumberField, YearMonthField
from zhicheng.web import widgets
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.jinja import viewer
from zhicheng.web.page import go, page

YEAR = 365 * 24 * 3600
DISPLAY = {"text": "large", "contrast": "high"}


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it on pages that name none, like those of /admin/."""
    return redirect(static("img/mark.svg"))


@csrf_exempt
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remembers 长辈版 or 高对比 in a cookie and returns to the page.

    It asks no token, so that a page of the portal is the same for everybody; all that others could do is enlarge it.
    """
    to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}):
        to = "/"
    response = go(request, to)
    for name, value in DISPLAY.items():
        if request.POST.get(name) == value:
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS)
        elif name in request.POST:
            response.delete_cookie(name)
    return response


@require_safe
@signed_in
def session(request: SignedInRequest) -> HttpResponse:
    """Asked by “继续填写”: reaching it renews the session."""
    return HttpResponse(status=204)


class SampleForm(forms.Form):
    """Every control, for the component samples."""

    name = CleanCharField(label="姓名", max_length=60, help_text="与身份证件一致")
    school = CleanCharField(
        label="毕业院校", max_length=100, help_text="按毕业证书填写全称", empty="填写毕业院校的全称"
    )
    mode = forms.ChoiceField(
        label="学习形式",
        choices=[("full", "全日制"), ("part", "非全日制")],
        widget=forms.RadioSelect,
        error_messages={"required": "选择学习形式"},
    )
    degree = PickField(label="学位", required=False, choices=[("b", "学士"), ("m", "硕士")])
    region = PickField(label="所在市", choices=[(str(n), f"第 {n} 市") for n in range(1, 22)], widget=widgets.Typeahead)
    hours = WholeNumberField(label="专业课学时", min_value=0, max_value=999, unit="学时", required=False)
    ended = YearMonthField(label="毕业时间")
    born = DayField(label="出生日期", required=False)
    summary = CleanCharField(
        label="专业技术工作总结", max_length=1500, min_length=200, widget=forms.Textarea, required=False
    )
    proof = forms.FileField(
        label="学历证书",
        widget=widgets.FileDrop(accept=".jpg,.png,.pdf"),
        help_text="JPG、PNG 或 PDF，不超过 10 MB",
        error_messages={"required": "上传学历证书扫描件"},
    )
    promise = forms.BooleanField(label="本人承诺所填内容真实", error_messages={"required": "勾选承诺"})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for administrators and the demo."""
    person = viewer(request)
    if not (settings.DEMO or (person is not None and person.is_staff)):
        raise Http404
    wrong = SampleForm({"name": "李工", "ended_0": "2012", "ended_1": "13", "summary": "太短"})
    return page(request, "styleguide.html", {"form": SampleForm(auto_id="s-%s"), "wrong": wrong})
