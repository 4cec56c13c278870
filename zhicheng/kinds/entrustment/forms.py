"""The questions of 省外委托评审申请, and what its desks and the applicant in mid-route fill in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from zhicheng.applications.forms import DeskForm, StepForm
from zhicheng.applications.models import Application, Outcome
from zhicheng.core.fields import CleanCharField, DayField
from zhicheng.dossier.queries import Cell
from zhicheng.kinds.common.choices import choices
from zhicheng.kinds.common.desk_forms import ConfirmForm
from zhicheng.kinds.common.effects import filled_in
from zhicheng.kinds.common.forms import asked_at, offer
from zhicheng.kinds.entrustment import guide
from zhicheng.kinds.entrustment.scope import own_committee, stands_in_the_way
from zhicheng.reference.models import Level
from zhicheng.reference.queries import codes

PASSED, NOT_PASSED = "passed", "not_passed"


class RequestForm(StepForm):
    """填写申请信息: 系列 → 专业 → 级别 from the lists; who is to review it, and why not here."""

    is_judged = True
    series = forms.ChoiceField(label="申报专业系列", error_messages={"required": "选择申报专业系列"})
    specialty = forms.ChoiceField(label="申报专业名称", error_messages={"required": "选择申报专业名称"})
    level = forms.ChoiceField(label="申报级别", error_messages={"required": "选择申报级别"})
    province = forms.ChoiceField(label="受委托省份", error_messages={"required": "选择受委托省份"})
    committee = CleanCharField(label="受委托评审委员会", max_length=100, help_text="写全称")
    reason = CleanCharField(label="委托理由", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment = asked_at(self.application, self.at)
        self.open = choices(self.data or self.initial, at=moment)
        offer(self.fields["series"], [(area.code, area.name) for area in self.open.series])
        offer(self.fields["specialty"], [(field.code, field.name) for field in self.open.specialties.values()])
        offer(self.fields["level"], [(level, str(Level(level).label)) for level in self.open.titles])
        offer(self.fields["province"], provinces(timezone.localdate(moment)))

    @classmethod
    def known(cls, application: Application) -> dict[str, object]:
        return {"level": application.level}

    def follows(self) -> tuple[tuple[str, str], ...]:
        specialty = self.open.specialties.get(str(self["specialty"].value() or ""))
        return whether_here(self.application.year, specialty, str(self["level"].value() or ""))

    def keep(self) -> None:
        application, chosen = self.application, self.cleaned_data
        application.specialty = self.open.specialties[chosen["specialty"]]
        application.level, application.title = chosen["level"], self.open.titles[chosen["level"]]
        application.save(update_fields=["specialty", "level", "title"])

    def cells(self) -> tuple[Cell, ...]:
        title = self.application.title
        return (*super().cells(), Cell("申报职称", title.name if title else "", False))


def provinces(on: date) -> list[tuple[str, str]]:
    """This function will return the other provinces, to choose from."""
    return list(codes("province", on=on).values_list("code", "name"))


def whether_here(year: int, specialty: Any, level: str) -> tuple[tuple[str, str], ...]:
    """This function will say whether Guangdong reviews this itself, once it is chosen."""
    if specialty is None or not level:
        return (("广东能否评审", "选定专业和级别后显示"),)
    committee = own_committee(year=year, specialty=specialty, level=level)
    return (("广东能否评审", guide.accepted(committee.name) if committee else guide.ONLY_HERE),)


class LetterForm(DeskForm):
    """省人社部门审核: refused where a committee of Guangdong accepts the case."""

    signer = CleanCharField(label="签发人", max_length=60)
    remark = CleanCharField(
        label="函中补充说明", max_length=200, required=False, help_text="印在委托评审函上，没有的不填"
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if committee := stands_in_the_way(self.application):
            raise ValidationError(guide.stopped(committee.name))
        return given


class ResultForm(DeskForm):
    """提交评审结果: what the committee elsewhere decided."""

    result = forms.ChoiceField(
        label="评审结果",
        choices=[(PASSED, "通过"), (NOT_PASSED, "未通过")],
        widget=forms.RadioSelect,
        error_messages={"required": "选择评审结果"},
    )
    decided_on = DayField(label="评审时间", help_text="评委会表决的日期，与《评审表》一致")
    committee = CleanCharField(label="评审委员会", max_length=100, help_text="作出结果的评委会全称")
    document = CleanCharField(label="批准或公布文号", max_length=60, required=False, help_text="未通过的不填")

    def clean_decided_on(self) -> str:
        """This function will refuse a day before the letter; it is kept as text."""
        day: date = self.cleaned_data["decided_on"]
        since = letter_day(self.application)
        if since is not None and day < since:
            raise ValidationError(f"评审时间早于委托评审函出具的日期（{since:%Y-%m-%d}），核对后重新填写")
        return day.isoformat()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("result") == PASSED and not given.get("document") and "document" not in self.errors:
            self.add_error("document", "通过的，填写批准或公布文号")
        return given


def letter_day(application: Application) -> date | None:
    """This function will return the day on which the letter was issued."""
    stage = application.stages.filter(key="letter", outcome=Outcome.PASSED).order_by("-round").first()
    return timezone.localdate(stage.decided_at) if stage else None


class OutsideForm(ConfirmForm):
    """省人社部门确认: 批准文号 where the result is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approval"].required = self._decision != NOT_PASSED

    @property
    def _decision(self) -> str:
        return str(self.data.get("decision", ""))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self._decision == PASSED and filled_in(self.application, "result").get("result") != PASSED:
            raise ValidationError(guide.NOT_PASSED_THERE)
        return given
