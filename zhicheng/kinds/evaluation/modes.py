"""What each 申报方式 asks on a page of its own; what was typed there stays when another way is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from zhicheng.applications.forms import StepForm, as_data
from zhicheng.applications.kind import FormStep
from zhicheng.applications.models import Application, Mode
from zhicheng.applications.steps import answer
from zhicheng.core.fields import CleanCharField, DayField, PickField, YearMonthField, day_words, month_words
from zhicheng.dossier.forms.base import offer
from zhicheng.dossier.queries import Cell
from zhicheng.eligibility.facts import Claim
from zhicheng.reference.models import Skill

WORDS = {"since": month_words, "skill_on": day_words}  # days that have been, as people read them
IDENTITY = ("recommender", "certificate_number")  # left out of blind sheets


class ModeForm(StepForm):
    """The page of one way of applying. `lists` are the code lists of its fields, `needs` why a title is needed."""

    lists: ClassVar[Mapping[str, str]] = {}
    needs: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, self.lists, on=timezone.localdate(self.at))

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        """The reason was a question of the request once."""
        typed = answer(application, "request").raw.get("reason", [])
        return {"reason": typed[0]} if typed and "reason" in cls.base_fields else {}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in WORDS:
            if (day := given.get(name)) and day > timezone.localdate(self.at):
                self.add_error(name, f"{self.fields[name].label}不能晚于今天")
        if self.needs and not answer(self.application, "current_title").ticked:
            self.add_error(None, self.needs)
        return given

    def cells(self) -> tuple[Cell, ...]:
        told = {name: words(self.cleaned_data[name]) for name, words in WORDS.items() if name in self.fields}
        return tuple(
            replace(cell, value=told.get(name, cell.value), identity=name in IDENTITY)
            for name, cell in zip(self.fields, super().cells(), strict=True)
        )


class ExceptionalForm(ModeForm):
    """破格: under which condition, why, on whose recommendation."""

    lists: ClassVar[Mapping[str, str]] = {"condition": "exceptional"}
    condition = PickField(label="破格条件")
    recommender = CleanCharField(
        label="推荐人或推荐单位", max_length=100, help_text="写明姓名、职称和单位，推荐意见在下面上传"
    )
    reason = CleanCharField(label="破格理由", max_length=1000, widget=forms.Textarea)


class TransferForm(ModeForm):
    """转系列: the new post, since when, why."""

    needs = "转系列要有原系列的职称，先在“现职称”里选择，再保存这一页"
    post = CleanCharField(label="现岗位", max_length=60, help_text="例：水环境监测分析")
    since = YearMonthField(label="转到现岗位的时间")
    reason = CleanCharField(label="转系列理由", max_length=1000, widget=forms.Textarea)


class ReReviewForm(ModeForm):
    """重新评审: where from, since when, why; the title itself stands among 现职称, with its certificate."""

    lists: ClassVar[Mapping[str, str]] = {"moved_from": "moved_from"}
    needs = "重新评审要有原职称，先在“现职称”里选择并上传原职称证书，再保存这一页"
    moved_from = PickField(label="从哪里调入")
    since = YearMonthField(label="调入时间")
    reason = CleanCharField(label="重新评审理由", max_length=1000, widget=forms.Textarea)


class CrossoverForm(ModeForm):
    """贯通: the certificate of 职业技能等级 from which the years count."""

    lists: ClassVar[Mapping[str, str]] = {"skill": "skill"}
    occupation = CleanCharField(label="职业（工种）", max_length=60, help_text="按证书填写，例如工业废水处理工")
    skill = PickField(label="职业技能等级", choices=Skill.choices)
    skill_on = DayField(label="取得职业技能等级的时间", help_text="贯通申报以这一天为获现资格日期")
    issuer = CleanCharField(label="发证单位", max_length=100)
    certificate_number = CleanCharField(label="职业技能等级证书编号", max_length=60)


def _step(mode: Mode, form: type[ModeForm], *, title: str, summary: str, proof: str, tip: str) -> FormStep:
    return FormStep(
        key=mode.value,
        title=title,
        summary=summary,
        form=form,
        applies=lambda application: application.mode == mode,
        proof=proof,
        tip=tip,
    )


STEPS = (
    _step(
        Mode.EXCEPTIONAL,
        ExceptionalForm,
        title="破格理由",
        summary="破格条件、理由和专门推荐意见",
        proof="专门推荐意见",
        tip="破格申报的学历、资历不足部分由评审委员会答辩后判断。理由写清楚取得了什么突出业绩、证明材料在哪一部分。",
    ),
    _step(
        Mode.TRANSFER,
        TransferForm,
        title="转系列理由",
        summary="现岗位、转岗时间和理由",
        proof="转岗证明",
        tip="先按现职称的级别转到新系列，取得后再申报高一级。转岗证明：聘任文件、劳动合同或单位出具的证明。",
    ),
    _step(
        Mode.RE_REVIEW,
        ReReviewForm,
        title="重新评审理由",
        summary="从哪里调入、调入时间和理由",
        proof="调入证明",
        tip="申报与原职称相同的级别。原职称填在“现职称”，上传原职称证书；获现资格的时间就是取得原职称的时间。",
    ),
    _step(
        Mode.CROSSOVER,
        CrossoverForm,
        title="职业技能等级",
        summary="证书等级、取得时间和编号",
        proof="职业技能等级证书",
        tip="贯通申报时，获现资格以来的业绩、资历和考核都从取得职业技能等级之日起算。",
    ),
)


PAGES = {step.key: step for step in STEPS}  # by mode


def claim(application: Application) -> Claim:
    """This function will return the 申报方式 of a case and what was typed of it, as far as that can be read."""
    said = {name: _said(application, name) for name in ("since", "skill", "skill_on")}
    return Claim(application.mode, said["since"], said["skill"] or "", said["skill_on"])


def _said(application: Application, name: str) -> Any:
    page = PAGES.get(application.mode)
    field = page.form.base_fields.get(name) if page else None
    if field is None:
        return None
    raw = as_data(answer(application, application.mode).raw)
    try:
        return field.clean(field.widget.value_from_datadict(raw, MultiValueDict(), name))
    except ValidationError:
        return None
