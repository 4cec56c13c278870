"""What an officer fills in: the checklist with opinion and decision, an objection, its settlement."""

from typing import Any

from django import forms

from zhicheng.applications.kind import Stage
from zhicheng.applications.models import Notice, Outcome
from zhicheng.core.fields import CleanCharField, PickField

OK, PROBLEM = "ok", "problem"
Reasons = dict[str, str]  # code: words


class ReviewForm(forms.Form):
    """One answer per section (`check-<key>`, `text-<key>`), the opinion and the decision.

    A stage that cannot return a case has no checklist. `reasons` ({code: words}) are what it may reject for.
    """

    asked = ("reason",)  # where the decision is to reject
    stage = forms.CharField(widget=forms.HiddenInput, required=False)  # the stop that was read
    opinion = CleanCharField(label="审核意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.ChoiceField(error_messages={"required": "选择审核决定", "invalid_choice": "选择审核决定"})
    reason = PickField(label="不予通过的原因", help_text="申报人会看到原因、依据和审核意见")

    def __init__(
        self, *args: Any, rule: Stage, titles: dict[str, str], may_return: bool, reasons: Reasons, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles if may_return else {}
        self.options = options(rule, may_return=may_return, may_reject=bool(reasons))
        self.fields["decision"].choices = [one[:2] for one in self.options]  # type: ignore[attr-defined]  # a ChoiceField
        rejects = self.data.get("decision") == Outcome.REJECTED
        self.declines = rule.declines and self.data.get("decision") == Outcome.NOT_PASSED
        self.fields["opinion"].required = self.data.get("decision") != Outcome.RETURNED  # its list says what is wrong
        offer(self, rule, reasons, required=rejects)
        for key, title in self.titles.items():
            self.fields[f"check-{key}"] = point(title, required=not (rejects or self.declines))
            self.fields[f"text-{key}"] = CleanCharField(label=f"{title}要怎么改", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        compare(self, given)
        return given

    @property
    def is_return(self) -> bool:
        return bool(self.cleaned_data["decision"] == Outcome.RETURNED)

    @property
    def is_rejection(self) -> bool:
        return bool(self.cleaned_data["decision"] == Outcome.REJECTED)


def compare(form: ReviewForm, given: dict[str, Any]) -> None:
    """This function will say where the checklist and the decision contradict each other."""
    wrong = [key for key in form.titles if given.get(f"check-{key}") == PROBLEM]
    decision = given.get("decision")
    if decision == Outcome.RETURNED:
        for key in wrong:
            if not given.get(f"text-{key}") and f"text-{key}" not in form.errors:
                form.add_error(f"text-{key}", f"写明{form.titles[key]}要申请人怎么改")
        if not wrong:
            form.add_error("decision", "还没有标出有问题的部分，标出并写明怎么改后再退回补正")
    elif decision == Outcome.PASSED and wrong:
        form.add_error("decision", f"还有 {len(wrong)} 处有问题，改选退回补正，或核对后改为符合")


def options(rule: Stage, *, may_return: bool, may_reject: bool) -> list[tuple[str, str, str]]:
    """This function will return what the desk may decide: value, words, what follows."""
    made = [(Outcome.PASSED.value, rule.yes_label, "")]
    if rule.assesses or rule.declines:
        made.append((Outcome.NOT_PASSED.value, rule.fail_label, ""))
    if may_return:
        made.append((Outcome.RETURNED.value, "退回补正", "先预览一次性告知书"))
    if may_reject:
        made.append((Outcome.REJECTED.value, rule.no_label, "由第二位经办人复核"))
    return made


def offer(form: ReviewForm, rule: Stage, reasons: Reasons, *, required: bool) -> None:
    """This function will have the form ask why, where the desk may reject."""
    field = form.fields["reason"]
    assert isinstance(field, PickField)  # noqa: S101 -- declared above
    if not reasons:
        del form.fields["reason"]
        return
    field.label, field.required = f"{rule.no_label}的原因", required
    field.error_messages["required"] = f"选择{field.label}"
    field.choices = [("", "选择"), *reasons.items()]


def point(title: str, *, required: bool) -> forms.ChoiceField:
    """This function will return the question for one section: 符合 or 有问题."""
    words = {"required": f"核对{title}，选择符合或有问题"}
    return forms.ChoiceField(choices=[(OK, "符合"), (PROBLEM, "有问题")], required=required, error_messages=words)


def items_of(form: ReviewForm) -> list[dict[str, str]]:
    """This function will return what the 一次性告知书 lists, in the order of the form; call it on a valid form."""
    given, titles = form.cleaned_data, form.titles
    wrong = (key for key in titles if given[f"check-{key}"] == PROBLEM)
    return [{"section": key, "title": titles[key], "text": given[f"text-{key}"]} for key in wrong]


class SettleRejectionForm(forms.Form):
    """What the second officer says; who sends a proposal back says why."""

    words = CleanCharField(
        label="复核意见", max_length=1000, help_text="退回时写明理由", widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = "send_back" in self.data
        self.fields["words"].error_messages["required"] = "写明退回的理由，提出人据此重新办理"


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
