"""协助填报 as both sides ask for it: who, for which case or how long."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zhicheng.applications.models import Application, Assistance
from zhicheng.applications.operations import LONGEST
from zhicheng.applications.registry import kind_of
from zhicheng.core.fields import day_words

DAYS = (7, 30, LONGEST)
CASE, ALL = "case", "days"  # + ":" and the 申报编号, or the days
MAY = (
    "填写和保存申请的各部分，增加、修改、选用个人信息记录",
    "上传证明材料和证件照片",
    "生成并查看申请表",
)
MAY_NOT = (
    "提交、撤回或放弃申请，代作承诺，删除记录和文件",
    "修改密码、手机号和证件号码，证件号码和手机号码也不完整显示",
    "查看其他申请；审核自己协助填写过的申请",
)
TAKEN = "你们之间已经有一项协助或申请，结束后才能另设"
NOT_THERE = "这件申请已经结束，或不是本人的，重新选择"


class ScopeField(forms.ChoiceField):
    """One case, or all cases for some days."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        words = {"required": f"选择{label}", "invalid_choice": f"选择{label}"}
        super().__init__(
            label=label, widget=forms.RadioSelect(attrs={"class": "stacked"}), error_messages=words, **kwargs
        )


def scopes(cases: Iterable[Application], *, at: datetime) -> list[tuple[str, str]]:
    """This function will return what there is to choose: each of these cases, or a last day."""
    ones = [
        (f"{CASE}:{case.number}", f"只这一件：{case.year} 年度{kind_of(case).title}（{case.number}）") for case in cases
    ]
    return ones + until_choices(at=at)


def until_choices(*, at: datetime) -> list[tuple[str, str]]:
    """This function will return the last days one may choose."""
    return [(f"{ALL}:{days}", f"全部在填的申请，{days} 天，到 {day_words(last_day(days, at=at))}为止") for days in DAYS]


def last_day(days: int, *, at: datetime) -> date:
    """This function will return the last day of a span that begins today."""
    return timezone.localdate(at) + timedelta(days=days)


def chosen(value: str, cases: Iterable[Application], *, at: datetime) -> dict[str, Any]:
    """This function will return what a valid choice says to `operations.allow_assistance`."""
    what, _, said = value.partition(":")
    if what == ALL:
        return {"until": last_day(int(said), at=at)}
    return {"application": next((case for case in cases if case.number == said), None)}


def state_of(one: Assistance) -> tuple[str, str]:
    """This function will return word and colour of how an assistance stands."""
    if not one.is_open:
        return str(one.get_end_display()), ""
    return ("等待申报人确认", "amber") if one.is_asked else ("协助中", "green")
