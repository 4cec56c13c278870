"""Forms of what a person achieved and wrote."""

from django import forms

from zhicheng.core.fields import CleanCharField, PickField, WholeNumberField, YearMonthField
from zhicheng.dossier.forms.base import LONG, RecordForm, decimal
from zhicheng.dossier.forms.numbers import clean_isbn, clean_issn, cn_hint
from zhicheng.dossier.models import Achievement, Book, Paper, TechnicalReport, WorkLevel

RANK = "证明材料上有排名的才填"


class AchievementForm(RecordForm):
    """专业技术工作及业绩成果, before or since the current title by `window`."""

    model = Achievement
    past = ("started_on", "ended_on")
    order = (("started_on", "ended_on"),)
    inside = "ended_on"
    pairs = (("started_on", "ended_on"), ("part", "rank"))
    lists = {"level": "work_level", "part": "achievement_part"}

    started_on = YearMonthField(label="开始时间")
    ended_on = YearMonthField(label="完成时间", help_text="按完成时间分获现资格之前和获现资格以来")
    name = CleanCharField(label="工作（项目、课题）名称", max_length=150)
    level = PickField(
        label="项目级别", choices=WorkLevel.choices, required=False, help_text="有立项文件的，按下达单位的级别选"
    )
    part = PickField(label="本人角色", choices=Achievement.Part.choices)
    rank = WholeNumberField(label="本人排名", min_value=1, max_value=200, required=False, help_text=RANK)
    sponsor = CleanCharField(label="立项或验收单位", max_length=100, required=False)
    content = CleanCharField(
        label="主要内容与本人贡献", max_length=1500, widget=LONG, help_text="写本人做了什么，不写单位做了什么"
    )
    effect = CleanCharField(
        label="完成情况及效果", max_length=1500, widget=LONG, required=False, help_text="验收、采用、获奖等结果"
    )
    benefit = CleanCharField(
        label="经济、社会效益",
        max_length=1500,
        widget=LONG,
        required=False,
        help_text="有数字的写数字，并有证明材料",
    )


class PaperForm(RecordForm):
    """论文."""

    model = Paper
    past = ("published_on",)
    pairs = (("cn", "issn"), ("volume", "issue"), ("pages", "published_on"))

    title = CleanCharField(label="论文题目", max_length=200)
    journal = CleanCharField(label="刊物名称", max_length=100)
    cn = CleanCharField(label="CN 刊号", max_length=20, required=False, help_text="例如 CN 44-1234/X，在版权页上")
    issn = CleanCharField(label="ISSN 刊号", max_length=20, required=False, help_text="例如 1000-6923")
    volume = CleanCharField(label="卷", max_length=20, required=False)
    issue = CleanCharField(label="期", max_length=20, required=False)
    pages = CleanCharField(label="页码", max_length=20, required=False, help_text="例如 12—18")
    published_on = YearMonthField(label="发表时间")
    rank = WholeNumberField(label="作者排名", min_value=1, max_value=200, help_text="第一作者或独立作者填 1")
    is_corresponding = forms.BooleanField(label="通讯作者", required=False)
    indexed = CleanCharField(
        label="收录情况", max_length=60, required=False, help_text="例如 SCI、EI、北大核心，没有的不填"
    )

    def clean_issn(self) -> str:
        return clean_issn(self.cleaned_data["issn"])

    def hints(self) -> list[str]:
        """This function will tell of an unusual CN number, and of a journal without any number."""
        cn, issn = self.cleaned_data.get("cn"), self.cleaned_data.get("issn")
        found = [cn_hint(cn or "")]
        if self.cleaned_data.get("journal") and cn == "" and issn == "":
            found.append("没有 CN 或 ISSN 刊号的刊物一般不计入（以评审通知为准），刊号在刊物版权页上")
        return [hint for hint in found if hint]


class BookForm(RecordForm):
    """著作、译著."""

    model = Book
    past = ("published_on",)
    pairs = (("isbn", "published_on"), ("role", "words"))
    lists = {"sort": "book_sort", "role": "book_role"}

    title = CleanCharField(label="书名", max_length=150)
    sort = PickField(label="著作类型", choices=Book.Sort.choices)
    publisher = CleanCharField(label="出版社", max_length=100)
    isbn = CleanCharField(label="ISBN 书号", max_length=30, help_text="例如 978-7-5060-3396-1")
    published_on = YearMonthField(label="出版时间")
    role = PickField(label="本人角色", choices=Book.Role.choices)
    words = CleanCharField(label="本人撰写字数（万字）", max_length=10, required=False, help_text="例如 12.5")

    def clean_isbn(self) -> str:
        return clean_isbn(self.cleaned_data["isbn"])

    def clean_words(self) -> str:
        return decimal(self, "words", 1000)


class TechnicalReportForm(RecordForm):
    """专业技术报告、专项技术分析报告."""

    model = TechnicalReport
    past = ("finished_on",)
    pairs = (("rank", "pages"),)

    title = CleanCharField(label="报告题目", max_length=150)
    finished_on = YearMonthField(label="完成时间")
    rank = WholeNumberField(label="本人排名", min_value=1, max_value=200, help_text="独立完成的填 1")
    pages = WholeNumberField(label="页数", min_value=1, max_value=5000, unit="页", required=False)
    applied = CleanCharField(label="采用单位及应用情况", max_length=300, required=False)
