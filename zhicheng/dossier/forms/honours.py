"""Forms of awards, patents, standards, rewards and sanctions, and posts."""

from typing import Any

from zhicheng.core.fields import CleanCharField, PickField, WholeNumberField, YearMonthField
from zhicheng.dossier.forms.base import RecordForm
from zhicheng.dossier.forms.numbers import patent_hint
from zhicheng.dossier.models import AcademicPost, Award, Patent, RewardSanction, StandardDrafting, WorkLevel


class AwardForm(RecordForm):
    """获奖."""

    model = Award
    past = ("awarded_on",)
    pairs = (("level", "grade"), ("rank", "awarded_on"))
    lists = {"level": "work_level", "grade": "award_grade"}

    name = CleanCharField(label="奖项名称", max_length=150, help_text="按获奖证书填写，例如广东省环境保护科学技术奖")
    project = CleanCharField(label="获奖项目", max_length=150, required=False)
    level = PickField(label="奖项级别", choices=WorkLevel.choices, help_text="按授奖单位的级别选")
    grade = PickField(label="等级", choices=Award.Grade.choices)
    rank = WholeNumberField(label="本人排名", min_value=1, max_value=200, help_text="个人奖填 1")
    awarded_on = YearMonthField(label="获奖时间")
    issuer = CleanCharField(label="授奖单位", max_length=100)
    certificate_number = CleanCharField(label="证书编号", max_length=60, required=False)


class PatentForm(RecordForm):
    """专利和软件著作权."""

    model = Patent
    past = ("granted_on",)
    pairs = (("sort", "number"), ("rank", "granted_on"))
    lists = {"sort": "patent_sort"}

    name = CleanCharField(label="专利或软件名称", max_length=150)
    sort = PickField(label="类型", choices=Patent.Sort.choices)
    number = CleanCharField(label="专利号或登记号", max_length=40, help_text="例如 ZL 2023 2 1234567.8、2023SR1234567")
    rank = WholeNumberField(label="本人排名", min_value=1, max_value=200, help_text="发明人或著作权人中的排名")
    granted_on = YearMonthField(label="授权时间", help_text="授权公告日或登记日，申请日不算")
    holder = CleanCharField(label="权利人", max_length=100, required=False)
    applied = CleanCharField(label="转化应用情况", max_length=300, required=False)

    def hints(self) -> list[str]:
        """This function will tell of a patent number that looks unusual."""
        sort, number = self.cleaned_data.get("sort"), self.cleaned_data.get("number") or ""
        hint = "" if sort in (None, Patent.Sort.SOFTWARE) else patent_hint(number)
        return [hint] if hint else []


class StandardDraftingForm(RecordForm):
    """标准、规范编制."""

    model = StandardDrafting
    past = ("issued_on",)
    pairs = (("number", "sort"), ("role", "rank"))
    lists = {"sort": "standard_sort", "role": "drafting_role"}

    name = CleanCharField(label="标准名称", max_length=150)
    number = CleanCharField(label="标准编号", max_length=40, help_text="例如 DB44/T 1234—2025")
    sort = PickField(label="类型", choices=StandardDrafting.Sort.choices)
    role = PickField(label="本人角色", choices=StandardDrafting.Role.choices)
    rank = WholeNumberField(
        label="起草人排名", min_value=1, max_value=200, required=False, help_text="标准前言列出起草人的才填"
    )
    issued_on = YearMonthField(label="发布时间")
    issuer = CleanCharField(label="发布单位", max_length=100, required=False)


class RewardSanctionForm(RecordForm):
    """奖惩情况."""

    model = RewardSanction
    past = ("on",)
    order = (("on", "until"),)
    pairs = (("on", "until"),)
    lists = {"sort": "reward_sort"}

    sort = PickField(label="奖惩类别", choices=RewardSanction.Sort.choices)
    name = CleanCharField(label="奖惩名称", max_length=150, help_text="例如先进工作者、警告处分")
    on = YearMonthField(label="奖惩时间")
    until = YearMonthField(label="处分解除时间", required=False, help_text="处分还没有解除的不填")
    issuer = CleanCharField(label="批准单位", max_length=100)
    reason = CleanCharField(label="原因", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """This function will also refuse an end of what has none."""
        said = super().clean()
        if said.get("until") and said.get("sort") == RewardSanction.Sort.REWARD:
            self.add_error("until", "奖励没有解除时间，删去这一项；是处分的，改选奖惩类别")
        return said


class AcademicPostForm(RecordForm):
    """参加学术团体及职务、社会兼职."""

    model = AcademicPost
    past = ("started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    pairs = (("started_on", "ended_on"),)

    body = CleanCharField(label="学术团体或单位", max_length=100)
    post = CleanCharField(label="职务", max_length=60, help_text="例如会员、理事、客座讲师")
    started_on = YearMonthField(label="任职开始时间")
    ended_on = YearMonthField(label="任职结束时间", required=False, help_text="至今还在任的，不填")
