"""What a person achieved and wrote."""

from django.db import models

from zhicheng.dossier.models.record import Record


class WorkLevel(models.TextChoices):
    """级别 of a project, an award or a standard."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省部级"
    CITY = "city", "市厅级"
    COUNTY = "county", "县区级"
    UNIT = "unit", "单位级"
    OTHER = "other", "其他"


class Achievement(Record):
    """专业技术工作及业绩成果; before or since the current title is told by `ended_on`."""

    class Part(models.TextChoices):
        LED = "led", "主持"
        MAIN = "main", "主要参加"
        TOOK_PART = "took_part", "参加"

    started_on = models.DateField("开始时间")
    ended_on = models.DateField("完成时间")
    name = models.CharField("工作（项目、课题）名称", max_length=150)
    level = models.CharField("项目级别", max_length=10, choices=WorkLevel.choices, blank=True)
    part = models.CharField("本人角色", max_length=10, choices=Part.choices)
    rank = models.PositiveSmallIntegerField("本人排名", null=True, blank=True)
    sponsor = models.CharField("立项或验收单位", max_length=100, blank=True)
    content = models.TextField("主要内容与本人贡献")
    effect = models.TextField("完成情况及效果", blank=True)
    benefit = models.TextField("经济、社会效益", blank=True)

    same_if = ("name", "ended_on")
    like_if = (("name",), ("started_on", "ended_on", "sponsor"))
    noun = "业绩"
    dated_by, begun_by = "ended_on", "started_on"
    wants = ("立项批复、合同或任务书", "验收、结题或采用证明", "写有本人角色和排名的一页")


class Paper(Record):
    """论文."""

    title = models.CharField("论文题目", max_length=200)
    journal = models.CharField("刊物名称", max_length=100)
    cn = models.CharField("CN 刊号", max_length=20, blank=True)
    issn = models.CharField("ISSN 刊号", max_length=20, blank=True)
    volume = models.CharField("卷", max_length=20, blank=True)
    issue = models.CharField("期", max_length=20, blank=True)
    pages = models.CharField("页码", max_length=20, blank=True)
    published_on = models.DateField("发表时间")
    rank = models.PositiveSmallIntegerField("作者排名")
    is_corresponding = models.BooleanField("通讯作者", default=False)
    indexed = models.CharField("收录情况", max_length=60, blank=True)

    same_if = ("title", "journal")
    like_if = (("title",), ("journal", "published_on", "pages"))
    noun = "论文"
    dated_by = "published_on"
    wants = ("刊物封面", "版权页", "目录", "论文正文", "有收录的附检索证明")


class Book(Record):
    """著作、译著."""

    class Sort(models.TextChoices):
        MONOGRAPH = "monograph", "专著"
        EDITED = "edited", "编著"
        TEXTBOOK = "textbook", "教材"
        TRANSLATION = "translation", "译著"
        OTHER = "other", "其他"

    class Role(models.TextChoices):
        SOLE = "sole", "独著"
        CHIEF = "chief", "主编"
        DEPUTY = "deputy", "副主编"
        CO_AUTHOR = "co_author", "参编"
        TRANSLATOR = "translator", "译者"

    title = models.CharField("书名", max_length=150)
    sort = models.CharField("著作类型", max_length=12, choices=Sort.choices)
    publisher = models.CharField("出版社", max_length=100)
    isbn = models.CharField("ISBN 书号", max_length=30)
    published_on = models.DateField("出版时间")
    role = models.CharField("本人角色", max_length=12, choices=Role.choices)
    words = models.CharField("本人撰写字数（万字）", max_length=10, blank=True)

    same_if = ("title", "isbn")
    like_if = (("title",), ("isbn",))
    noun = "著作"
    dated_by = "published_on"
    wants = ("封面", "版权页（含 ISBN）", "目录", "写有本人分工的一页", "本人撰写部分")


class TechnicalReport(Record):
    """专业技术报告、专项技术分析报告."""

    title = models.CharField("报告题目", max_length=150)
    finished_on = models.DateField("完成时间")
    rank = models.PositiveSmallIntegerField("本人排名")
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    applied = models.CharField("采用单位及应用情况", max_length=300, blank=True)

    same_if = ("title", "finished_on")
    like_if = (("title",),)
    noun = "技术报告"
    dated_by = "finished_on"
    wants = ("报告全文", "采用或鉴定证明")
