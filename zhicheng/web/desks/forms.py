"""What an officer fills in: the checklist with opinion and decision, an objection, its settlement."""

from typing import Any

from django import forms

from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Notice, Outcome
from zhicheng.core.fields import CleanCharField

OK, PROBLEM = "ok", "problem"


class ReviewForm(forms.Form):
    """One answer per section (`check-<key>`, `text-<key>`), the opinion and the decision.

    A stage that cannot return a case has no checklist.
    """

    stage = forms.CharField(widget=forms.HiddenInput, required=False)  # the stop that was read
    opinion = CleanCharField(label="审核意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.ChoiceField(error_messages={"required": "选择审核决定", "invalid_choice": "选择审核决定"})

    def __init__(self, *args: Any, rule: Stage, titles: dict[str, str], may_return: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles if may_return else {}
        self.options = options_of(rule, may_return=may_return)
        self.fields["decision"].choices = self.options  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["opinion"].required = self.data.get("decision") != Outcome.RETURNED  # its list says what is wrong
        for key, title in self.titles.items():
            self.fields[f"check-{key}"] = point(title)
            self.fields[f"text-{key}"] = CleanCharField(label=f"{title}要怎么改", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        wrong = [key for key in self.titles if given.get(f"check-{key}") == PROBLEM]
        decision = given.get("decision")
        if decision == Outcome.RETURNED:
            for key in wrong:
                if not given.get(f"text-{key}") and f"text-{key}" not in self.errors:
                    self.add_error(f"text-{key}", f"写明{self.titles[key]}要申请人怎么改")
            if not wrong:
                self.add_error("decision", "还没有标出有问题的部分，标出并写明怎么改后再退回补正")
        elif decision == Outcome.PASSED and wrong:
            self.add_error("decision", f"还有 {len(wrong)} 处有问题，改选退回补正，或核对后改为符合")
        return given

    @property
    def is_return(self) -> bool:
        return bool(self.cleaned_data["decision"] == Outcome.RETURNED)


def options_of(rule: Stage, *, may_return: bool) -> list[tuple[str, str]]:
    """This function will return the decisions that a desk may take, each with its words."""
    options = [(Outcome.PASSED.value, rule.yes_label)]
    if rule.assesses:
        options.append((Outcome.NOT_PASSED.value, rule.no_label))
    if may_return:
        options.append((Outcome.RETURNED.value, "退回补正"))
    return options


def point(title: str) -> forms.ChoiceField:
    """This function will return the question for one section: 符合 or 有问题."""
    words = {"required": f"核对{title}，选择符合或有问题"}
    return forms.ChoiceField(choices=[(OK, "符合"), (PROBLEM, "有问题")], error_messages=words)


def items_of(form: ReviewForm) -> list[dict[str, str]]:
    """This function will return what the 一次性告知书 lists, in the order of the form; call it on a valid form."""
    given, titles = form.cleaned_data, form.titles
    wrong = (key for key in titles if given[f"check-{key}"] == PROBLEM)
    return [{"section": key, "title": titles[key], "text": given[f"text-{key}"]} for key in wrong]


class ObjectionForm(forms.Form):
    """异议, as it was received."""

    objector = CleanCharField(
        label="异议人及联系方式", max_length=200, help_text="实名异议写姓名和电话；匿名的写“匿名”和收到方式"
    )
    text = CleanCharField(label="异议内容", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))


class SettleForm(forms.Form):
    """What became of an objection."""

    upheld = forms.ChoiceField(label="核查结论", widget=forms.RadioSelect, error_messages={"required": "选择核查结论"})
    finding = CleanCharField(label="核查情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = notice.phase == Notice.Phase.BEFORE
        yes = "成立，这次申报不再往下办理" if before else "成立，结果改为未通过"
        self.fields["upheld"].choices = [("no", "不成立，公示继续"), ("yes", yes)]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def is_upheld(self) -> bool:
        return bool(self.cleaned_data["upheld"] == "yes")
