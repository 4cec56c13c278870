"""The country's lists as administrators keep them. Rows end with 失效日期."""

from typing import Any

from django import forms

from zhicheng.audit.admin import KeptForm, KeptPages, PagesOf
from zhicheng.reference.models import Code, Region, Series, Specialty, Title, WorkCalendarDay

DATES = ("valid_from", "valid_to")
# The lists that may grow here. Of the others the program knows each code, so that a new one needs both.
OPEN = {
    "reject_unit": "不予通过的原因（人事管理单位）",
    "reject_competent": "不予通过的原因（主管单位）",
    "reject_office": "不予受理的原因（评委会办公室）",
    "reject_hrss": "不予核准的原因（人社部门）",
}


class CodeForm(KeptForm):
    list = forms.ChoiceField(label="代码表", choices=OPEN)


class RegionPages(KeptPages):
    fixed = ("code",)
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)
    ordering = ("code",)


class CodePages(KeptPages):
    form = CodeForm
    fixed = ("list", "code")
    list_display = ("list", "code", "name", "place", *DATES)
    list_display_links = ("code",)
    list_filter = ("list",)
    search_fields = ("code", "name")
    ordering = ("list", "place", "code")

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=KeptForm if obj else CodeForm, **kwargs)


class SeriesPages(KeptPages):
    fixed = ("code",)
    list_display = ("code", "name", *DATES)
    search_fields = ("code", "name")
    ordering = ("code",)


class SpecialtyPages(KeptPages):
    fixed = ("code",)
    list_display = ("code", "name", "series", *DATES)
    list_select_related = ("series",)
    list_filter = ("series",)
    search_fields = ("code", "name", "scope")
    ordering = ("series", "code")


class TitlePages(KeptPages):
    fixed = ("series", "branch", "level")
    list_display = ("name", "level", "series", "branch", *DATES)
    list_select_related = ("series",)
    list_filter = ("level", "series")
    search_fields = ("name",)
    ordering = ("series", "branch", "pk")


class WorkdayPages(KeptPages):
    fixed = ("day",)
    list_display = ("day", "is_workday", "note")
    list_filter = ("is_workday",)
    search_fields = ("day", "note")
    ordering = ("-day",)


PAGES: PagesOf = {
    Region: RegionPages,
    Code: CodePages,
    Series: SeriesPages,
    Specialty: SpecialtyPages,
    Title: TitlePages,
    WorkCalendarDay: WorkdayPages,
}
