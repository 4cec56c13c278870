"""The filter row of 业务办理查询."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from zhicheng.accounts.models import User
from zhicheng.applications.models import Application, Status
from zhicheng.applications.queries import cases_of
from zhicheng.applications.registry import all_kinds


class CasesForm(forms.Form):
    """Which business, in which state, of which year; nothing chosen: all of them."""

    use_required_attribute = False
    kind = forms.ChoiceField(label="业务", required=False, error_messages={"invalid_choice": "从列表中选择业务"})
    status = forms.ChoiceField(
        label="状态",
        choices=[("", "全部状态"), *Status.choices],
        required=False,
        error_messages={"invalid_choice": "从列表中选择状态"},
    )
    year = forms.ChoiceField(
        label="申报年度", required=False, error_messages={"invalid_choice": "从列表中选择申报年度"}
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.cases = cases_of(person)
        years = self.cases.order_by("-year").values_list("year", flat=True).distinct()
        lists = {
            "kind": [("", "全部业务"), *((kind.key, kind.title) for kind in all_kinds())],
            "year": [("", "全部年度"), *((str(year), f"{year} 年度") for year in years)],
        }
        for name, choices in lists.items():
            chooser = self.fields[name]
            assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 -- declared above
            chooser.choices = choices

    def found(self) -> QuerySet[Application]:
        """This function will return the person's cases that fit what was chosen; none for what nothing can fit."""
        if not self.is_valid():
            return self.cases.none()
        return self.cases.filter(**self.chosen)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, by column."""
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
