"""/my/unit/missing/ 我的单位不在列表里: asked of the bureau of the region, after a look at units of like names."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField, PickField
from zhicheng.core.ids import check_credit_code
from zhicheng.dossier.models import Profile
from zhicheng.organizations.models import UnitRequest
from zhicheng.organizations.operations import MOST_OPEN, NoBureau, TooManyRequests, request_unit
from zhicheng.organizations.queries import FoundUnit, open_affiliation, search_units, unit_requests
from zhicheng.reference.models import Region, UnitNature
from zhicheng.web.applicant.evidence import EvidenceForm, own_files, take
from zhicheng.web.applicant.once import is_repeated, new_key, remember
from zhicheng.web.applicant.pages import show, way_back
from zhicheng.web.applicant.unit import help_for, profile_of
from zhicheng.web.gates import SignedInRequest, signed_in
from zhicheng.web.page import go
from zhicheng.web.regions import regions

ALIKE = 5
TODAY = timedelta(days=1)  # what may be handed in within it has a limit
Answer = UnitRequest.Answer
TOLD = {
    Answer.OPENED: ("已开通", "green"),
    Answer.EXISTING: ("系统中已有", "green"),
    Answer.WINDOW: ("由申报点受理", "green"),
    Answer.REFUSED: ("没有开通", "red"),
}


class CreditCodeField(CleanCharField):
    """统一社会信用代码, checked; it may be left empty."""

    def clean(self, value: Any) -> str:
        code = str(super().clean(value))
        return check_credit_code(code) if code else ""


class ContactPhoneField(CleanCharField):
    """A mobile or a fixed line, as people write it."""

    def clean(self, value: Any) -> str:
        phone = str(super().clean(value))
        if not re.fullmatch(r"\+?[0-9 ()（）-]{7,30}", phone) or not 7 <= len(re.sub(r"\D", "", phone)) <= 15:
            raise ValidationError("联系电话应为手机号，或带区号的固定电话，例如 0763-3360001")
        return phone


class MissingUnitForm(forms.Form):
    """The unit, and whom the bureau may ask there."""

    use_required_attribute = False
    pairs = (("nature", "region"), ("contact", "phone"))
    name = CleanCharField(label="单位名称", max_length=100, help_text="与单位公章一致的全称")
    credit_code = CreditCodeField(
        label="统一社会信用代码",
        max_length=30,
        required=False,
        help_text="18 位，在营业执照或法人证书上；填了办得更快",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w-lg"}),
    )
    nature = PickField(label="单位性质", choices=UnitNature.choices)
    region = PickField(label="单位所在地区", choices=regions)
    contact = CleanCharField(label="单位联系人", max_length=60, help_text="单位负责人事工作的人")
    phone = ContactPhoneField(label="联系电话", max_length=30, help_text="手机或固定电话，人社部门核实时联系")
    remark = CleanCharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：单位由哪个部门主管",
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if len(name) < 4:
            raise ValidationError("单位名称写全称，至少 4 个字")
        return name


@dataclass(frozen=True)
class Told:
    """One's own request, as its page shows it."""

    request: UnitRequest
    word: str
    colour: str
    text: str


def told(request: UnitRequest) -> Told:
    """This function will say how a request stands and what to do next."""
    if request.is_open:
        text = f"{request.bureau.name}正在核实，办好后发站内信和短信，您现在不需要操作。"
        return Told(request, "待办理", "blue", text)
    word, colour = TOLD[Answer(request.answer)]
    if request.unit is None:
        return Told(request, word, colour, f"原因：{request.reason}")
    return Told(request, word, colour, f"{request.unit.name}，核对主管单位后选定。" + request.reason)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def missing(request: SignedInRequest) -> HttpResponse:
    """The form, what was asked before, and how that stands. Who has a unit needs none."""
    back = way_back(request)
    if open_affiliation(request.user) is not None:
        return go(request, f"/my/unit/?next={back}")
    if request.method == "POST":
        return send(request, back)
    profile = profile_of(request)
    form = MissingUnitForm(initial=known_of(profile) | named(request.GET.get("name", "")))
    return _page(request, form, EvidenceForm(there=[]), back, profile)


def send(request: SignedInRequest, back: str) -> HttpResponse:
    """This function will pass the request on, unless something is wrong or a unit of a like name was not seen yet."""
    at = clock.now()
    stored, refused = take(request.FILES.getlist("proof"), owner=request.user, since=at - TODAY, at=at)
    there = [*own_files(request.user, request.POST.getlist("kept")), *stored]
    form = MissingUnitForm(request.POST)
    evidence = EvidenceForm({"kept": [str(file.pk) for file in there]}, there=there)
    for message in refused:
        evidence.add_error("proof", message)
    if not (form.is_valid() and evidence.is_valid()):
        return _page(request, form, evidence, back, profile_of(request), status=422)
    alike, is_there = like(form.cleaned_data["name"], form.cleaned_data["credit_code"])
    if alike and (is_there or "sure" not in request.POST):
        return _page(request, form, evidence, back, profile_of(request), alike=alike, is_there=is_there)
    given: dict[str, Any] = form.cleaned_data | {"region": Region.objects.get(pk=form.cleaned_data["region"])}
    try:
        with transaction.atomic():
            if not is_repeated(request):
                request_unit(requester=request.user, proofs=there, at=at, **given)
                remember(request)
    except TooManyRequests:
        form.add_error(None, f"已有 {MOST_OPEN} 个申请等待办理，办好后再申请下一个")
    except NoBureau:
        form.add_error("region", "这个地区的人社部门还没有在系统中办公，电话咨询后再选")
    if form.errors:
        return _page(request, form, evidence, back, profile_of(request), status=422)
    messages.success(request, f"已提交{form.cleaned_data['name']}的开通申请，办好后会通知您")
    return go(request, f"{reverse('applicant:missing')}?{urlencode([('next', back), ('sent', '1')])}")


def like(name: str, credit_code: str) -> tuple[list[FoundUnit], bool]:
    """This function will return units that may be the one named, and whether the first one is it."""
    if credit_code and (found := search_units(credit_code, limit=1)) and found[0].unit.credit_code == credit_code:
        return found, True
    found = search_units(name, limit=ALIKE)
    return found, bool(found) and name in (found[0].unit.name, found[0].former_name)


def known_of(profile: Profile | None) -> dict[str, str]:
    """This function will return what the person said of his work when he registered."""
    if profile is None:
        return {}
    return {"name": profile.workplace, "nature": profile.workplace_nature, "region": profile.region}


def named(name: str) -> dict[str, str]:
    """This function will return the name that was searched in vain; a few letters are none."""
    name = name.replace("\0", "").strip()[:100]
    return {"name": name} if len(name) >= 4 and not name.isascii() else {}


def _page(
    request: SignedInRequest,
    form: MissingUnitForm,
    evidence: EvidenceForm,
    back: str,
    profile: Profile | None,
    *,
    alike: list[FoundUnit] | None = None,
    is_there: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "evidence": evidence,
        "back": back,
        "alike": alike or [],
        "is_there": is_there,
        "asked": [told(one) for one in unit_requests(request.user)[:10]],
        "is_sent": "sent" in request.GET,
        "request_key": new_key(),
        **help_for(request.user, profile),
    }
    return show(request, "applicant/unit_missing.html", context, status=status)
