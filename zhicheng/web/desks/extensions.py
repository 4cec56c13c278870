"""延期: the people of one call or window who have more time, why, and more time for one of them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse

from zhicheng.accounts.queries import identity_index
from zhicheng.applications import operations
from zhicheng.applications.models import OPEN, Application, Extension
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField, DayField
from zhicheng.core.moments import moment
from zhicheng.core.paging import paginate
from zhicheng.core.workdays import SHANGHAI
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20


class ExtensionForm(forms.Form):
    """Whose case, until when, why."""

    use_required_attribute = False
    number = CleanCharField(label="申报编号", required=False, max_length=40, help_text="或者填写姓名和证件号码")
    name = CleanCharField(label="姓名", required=False, max_length=50)
    id_number = CleanCharField(label="证件号码", required=False, max_length=40)
    last_day = DayField(label="延至", help_text="到这一天 24:00")
    reason = CleanCharField(
        label="延期原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="申请人会看到"
    )

    def __init__(self, *args: Any, cases: QuerySet[Application], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.cases = cases
        self.case: Application | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number, name, identity = (given.get(key) or "" for key in ("number", "name", "id_number"))
        if not number and not (name and identity):
            raise ValidationError("填写申报编号，或者填写姓名和证件号码")
        found = self.cases.filter(number=number.strip().upper()) if number else self._of_person(name, identity)
        self.case = found.first()
        if self.case is None:
            raise ValidationError("没有找到在办的申请。核对填写的内容；申请要先由本人开始填写并选定这里，才能延期")
        return given

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day.year == date.max.year:
            raise ValidationError(f"延至应在 {date.max.year} 年以前")
        return day

    def _of_person(self, name: str, identity: str) -> QuerySet[Application]:
        return self.cases.filter(
            applicant__name=name, applicant__id_index=identity_index(identity), status__in=OPEN
        ).order_by("-pk")


def extensions(
    request: MemberRequest,
    place: Place,
    *,
    cases: QuerySet[Application],
    title: str,
    here: str,
    back: tuple[str, str],
) -> HttpResponse:
    """This function will show the extensions of `cases`, newest first, and take another by POST."""
    form = ExtensionForm(request.POST if request.method == "POST" else None, cases=cases)
    if form.is_valid() and form.case is not None and _extend(request, form, form.case):
        until = moment(_midnight(form.cleaned_data["last_day"]))
        messages.success(request, f"{form.case.applicant.name}的提交截止时间已延至 {until}，本人会收到站内信和短信")
        return go(request, here)
    listed = Extension.objects.filter(application__in=cases).select_related("application__applicant", "granted_by")
    found = paginate(listed, order=("-id",), cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "title": title,
        "back": back,
        "form": form,
        "rows": [(one, moment(one.until)) for one in found.items],
        "found": found,
    }
    return show(request, place, "desks/extensions.html", context, status=422 if form.is_bound else 200)


def _extend(request: MemberRequest, form: ExtensionForm, case: Application) -> bool:
    until, reason = _midnight(form.cleaned_data["last_day"]), form.cleaned_data["reason"]
    try:
        operations.extend(application=case, until=until, reason=reason, actor=request.user, at=clock.now())
    except operations.NotEditable:
        form.add_error(None, f"{case.applicant.name}的申请不在本人手里（已提交或已办结），不用延期")
    except operations.NotLater as problem:
        form.add_error("last_day", f"延期应晚于{moment(problem.than)}")
    except operations.NotAllowed:
        form.add_error(None, "本人的申请由其他经办人办理")
    else:
        return True
    return False


def _midnight(day: date) -> datetime:
    """24:00 of the day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
