"""What others granted, prescribed or entrusted: awards, patents, standards, posts, rewards and sanctions."""

from django.db import models

from zhicheng.dossier.models.record import Record
from zhicheng.dossier.models.works import WorkLevel


class Award(Record):
    """获奖."""

    class Grade(models.TextChoices):
        SPECIAL = "special", "特等奖"
        FIRST = "first", "一等奖"
        SECOND = "second", "二等奖"
        THIRD = "third", "三等奖"
        MERIT = "merit", "优秀奖"
        NONE = "none", "不分等级"

    name = models.CharField("奖项名称", max_length=150)
    project = models.CharField("获奖项目", max_length=150, blank=True)
    level = models.CharField("奖项级别", max_length=10, choices=WorkLevel.choices)
    grade = models.CharField("等级", max_length=10, choices=Grade.choices)
    rank = models.PositiveSmallIntegerField("本人排名", null=True)  # null: kept from a time that did not ask
    awarded_on = models.DateField("获奖时间")
    issuer = models.CharField("授奖单位", max_length=100)
    certificate_number = models.CharField("证书编号", max_length=60, blank=True)

    same_if = ("name", "project", "awarded_on")
    like_if = (("name", "awarded_on"), ("certificate_number",))
    noun = "获奖"
    dated_by = "awarded_on"
    wants = ("获奖证书", "写有本人排名的授奖文件或名单")


class Patent(Record):
    """专利和软件著作权."""

    class Sort(models.TextChoices):
        INVENTION = "invention", "发明专利"
        UTILITY = "utility", "实用新型专利"
        DESIGN = "design", "外观设计专利"
        SOFTWARE = "software", "软件著作权"

    name = models.CharField("专利或软件名称", max_length=150)
    sort = models.CharField("类型", max_length=10, choices=Sort.choices)
    number = models.CharField("专利号或登记号", max_length=40)
    rank = models.PositiveSmallIntegerField("本人排名")
    granted_on = models.DateField("授权时间")
    holder = models.CharField("权利人", max_length=100, blank=True)
    applied = models.CharField("转化应用情况", max_length=300, blank=True)

    same_if = ("sort", "number")
    like_if = (("name",), ("number",))
    noun = "专利"
    dated_by = "granted_on"
    wants = ("专利证书或登记证书", "权利要求书和说明书", "有转化的附应用证明")


class StandardDrafting(Record):
    """标准、规范编制."""

    class Sort(models.TextChoices):
        NATIONAL = "national", "国家标准"
        INDUSTRY = "industry", "行业标准"
        LOCAL = "local", "地方标准"
        GROUP = "group", "团体标准"
        ENTERPRISE = "enterprise", "企业标准"
        CODE = "code", "规范、规程或技术指南"

    class Role(models.TextChoices):
        CHIEF = "chief", "主编"
        CO_AUTHOR = "co_author", "参编"

    name = models.CharField("标准名称", max_length=150)
    number = models.CharField("标准编号", max_length=40)
    sort = models.CharField("类型", max_length=12, choices=Sort.choices)
    role = models.CharField("本人角色", max_length=12, choices=Role.choices)
    rank = models.PositiveSmallIntegerField("起草人排名", null=True, blank=True)
    issued_on = models.DateField("发布时间")
    issuer = models.CharField("发布单位", max_length=100, blank=True)

    same_if = ("number",)
    like_if = (("name",),)
    noun = "标准"
    dated_by = "issued_on"
    wants = ("标准封面", "前言（含起草单位和起草人）", "发布公告")


class RewardSanction(Record):
    """奖惩情况: honours and sanctions of the person; 获奖 of a work stands in Award."""

    class Sort(models.TextChoices):
        REWARD = "reward", "奖励"
        SANCTION = "sanction", "处分"

    sort = models.CharField("奖惩类别", max_length=10, choices=Sort.choices)
    name = models.CharField("奖惩名称", max_length=150)
    on = models.DateField("奖惩时间")
    until = models.DateField("处分解除时间", null=True, blank=True)
    issuer = models.CharField("批准单位", max_length=100)
    reason = models.CharField("原因", max_length=200, blank=True)

    same_if = ("sort", "name", "on")
    like_if = (("name",),)
    noun = "奖惩"
    wants = ("表彰、奖励或处分的文件、证书",)


class AcademicPost(Record):
    """参加学术团体及职务、社会兼职."""

    body = models.CharField("学术团体或单位", max_length=100)
    post = models.CharField("职务", max_length=60)
    started_on = models.DateField("任职开始时间")
    ended_on = models.DateField("任职结束时间", null=True, blank=True)  # null: 至今

    same_if = ("body", "post", "started_on")
    like_if = (("body", "post"),)
    noun = "学术团体及兼职"
    wants = ("会员证、聘书或任职文件",)
