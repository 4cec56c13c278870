"""The questions of a 证书补发申请: which certificate, why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.applications.forms import Read, StepForm, as_data, shown
from zhicheng.applications.models import Application
from zhicheng.applications.steps import answer
from zhicheng.certificates.models import Certificate
from zhicheng.certificates.numbers import normalise
from zhicheng.core import masks
from zhicheng.core.fields import CleanCharField, DayField, PickField, day_words
from zhicheng.dossier.forms import series_names
from zhicheng.dossier.models import Profile
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.common.desks import region_bureau
from zhicheng.kinds.common.forms import offer
from zhicheng.kinds.common.subjects import take, taken
from zhicheng.kinds.reissue import guide
from zhicheng.kinds.reissue.original import ON_FILE, Original, of_certificate, replaceable
from zhicheng.reference.models import Level, ObtainedBy

LINE_WIDE = forms.Select(attrs={"class": ""})
OTHER = "other"  # 系统中没有的原证书
CHANGED = "changed"
WAYS = (("lost", "遗失"), ("damaged", "损坏"), (CHANGED, "信息更正"))
SAME = "证书上的姓名、性别、出生日期、证件号码和现在的一致。信息有误的，先办理更正申请，办结后再来换发"
NO_BUREAU = "单位所在地区还没有人社部门在本系统受理，联系当地人社部门办理"


class OriginalForm(StepForm):
    """What a certificate of before this system says."""

    title = CleanCharField(label="职称名称", max_length=40, help_text="按原证书填写，例如助理工程师")
    level = PickField(label="级别", choices=Level.choices)
    series = PickField(label="系列", choices=series_names)
    specialty = CleanCharField(label="专业", max_length=60)
    obtained_on = DayField(label="取得时间", help_text="原证书上的评审通过或认定时间")
    obtained_by = PickField(label="取得方式", choices=ObtainedBy.choices)
    committee = CleanCharField(label="评审组织", max_length=100, required=False, help_text="原证书上没有写的不填")
    issuer = CleanCharField(label="发证机关", max_length=100, empty="填写原证书上盖章的发证机关")
    number = CleanCharField(label="原证书编号", max_length=40)


class QuestionsForm(OriginalForm):
    """The certificate, from the list or by its words; 补换发类别, 原因, 承诺."""

    narrows, promises = ("certificate",), ("promise",)
    field_order = ("certificate",)
    pairs = (("title", "level"), ("series", "specialty"), ("issuer", "number"))

    certificate = PickField(label="原证书", help_text="列表里是本系统核发、现在有效的证书", widget=LINE_WIDE)
    way = forms.ChoiceField(
        label="补换发类别", choices=WAYS, widget=forms.RadioSelect, error_messages={"required": "选择补换发类别"}
    )
    reason = CleanCharField(label="原因", max_length=500, widget=forms.Textarea, empty="写明遗失、损坏或更正的经过")
    promise = forms.BooleanField(label=guide.PROMISE, error_messages={"required": "阅读承诺，勾选后才能继续"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_file = {str(one.pk): one for one in replaceable(self.application.applicant)}
        listed = [(key, _line(one)) for key, one in self.on_file.items()]
        offer(self.fields["certificate"], [*listed, (OTHER, "系统中没有的原证书")])
        given = self.data if self.is_bound else self.initial
        if given.get("certificate") != OTHER:
            for name in OriginalForm.base_fields:
                del self.fields[name]


class RequestForm(QuestionsForm):
    """填写申请信息."""

    @classmethod
    def is_answered(cls, read: Read) -> bool | None:
        """This function will say no while the columns do not say what was typed: only 保存 writes them."""
        said = as_data(answer(read.application, "request").raw)
        return None if read.application.subject == subject_of(said) else False

    def clean(self) -> None:
        """This function will refuse a future date, a number that is on file, and a certificate of another case."""
        check_original(self)
        check_change(self)
        if problem := taken(self.application, subject_of(self.cleaned_data)):
            self.add_error("certificate", problem)
        if self.application.employer and region_bureau(self.application) is None:
            self.add_error(None, NO_BUREAU)

    @property
    def original(self) -> Original:
        """The certificate that is to be replaced; ask a valid form."""
        said = self.cleaned_data
        if said["certificate"] != OTHER:
            return of_certificate(self.on_file[said["certificate"]])
        words = {name: said[name] for name in OriginalForm.base_fields}
        return Original(**words | {"number": normalise(said["number"])})

    def keep(self) -> None:
        take(self.application, subject_of(self.cleaned_data), **self.original.columns())

    def cells(self) -> tuple[Cell, ...]:
        said, fields = self.cleaned_data, self.fields
        return (
            *self.original.cells(),
            Cell("补换发类别", shown(said["way"], fields["way"]), False),
            Cell("补换发原因", said["reason"], False),
            Cell("联系电话", masks.phone(self.application.applicant.phone), True),
            Cell("承诺", "已阅读并承诺", False),
        )


def subject_of(said: Mapping[str, Any]) -> str:
    """This function will return what the case is about, by what was typed; "" while nothing was."""
    chosen, number = str(said.get("certificate", "")), str(said.get("number", ""))
    if chosen == OTHER:
        return f"number:{normalise(number)[:40]}" if number else ""
    return f"{ON_FILE}{chosen}"[:60] if chosen else ""


def check_original(form: QuestionsForm) -> None:
    """This function will refuse what cannot be of before this system: a future date, a number that is on file."""
    day, number = form.cleaned_data.get("obtained_on"), form.cleaned_data.get("number")
    today = timezone.localdate(form.at)
    if day and day > today:
        form.add_error("obtained_on", f"取得时间不能晚于今天（{day_words(today)}）")
    found = Certificate.objects.filter(number=normalise(number)).first() if number else None
    if found is not None:
        form.add_error("number", _on_file(found, form.application))


def check_change(form: QuestionsForm) -> None:
    """This function will refuse 信息更正 where the certificate says what the account and 基本信息 say already."""
    one = form.on_file.get(form.cleaned_data.get("certificate", ""))
    if one is None or form.cleaned_data.get("way") != CHANGED:
        return
    person = form.application.applicant
    profile = Profile.objects.filter(owner=person).first()
    told = (profile.get_sex_display(), profile.born_on) if profile else (one.sex, one.born_on)
    if (one.holder_name, one.id_index, one.sex, one.born_on) == (person.name, person.id_index, *told):
        form.add_error("way", SAME)


def _on_file(one: Certificate, application: Application) -> str:
    """Somebody else's is not told from a slip of the pen."""
    if one.holder_id != application.applicant_id:
        return "原证书编号与系统里的记录对不上，按证书核对后重新填写"
    if one.status == Certificate.Status.VALID:
        return "这本证书在本系统里，在上面的“原证书”里直接选它"
    return f"这本证书{one.get_status_display()}，不能补发。有疑问的，联系发证机关{one.issuer}"


def _line(one: Certificate) -> str:
    return f"{one.title} · {one.specialty}，{day_words(one.obtained_on)}取得，{one.number}"
