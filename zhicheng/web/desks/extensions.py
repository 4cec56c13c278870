"""延期: the people of one call or window who have more time, why, and more time for one of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import phone_number
from zhicheng.applications import operations
from zhicheng.applications.models import OPEN, Application, Extension
from zhicheng.applications.queries import begun_with
from zhicheng.calls.models import Call, FilingWindow
from zhicheng.core import clock, masks
from zhicheng.core.fields import CleanCharField, DayField
from zhicheng.core.moments import moment
from zhicheng.core.paging import paginate
from zhicheng.core.workdays import SHANGHAI
from zhicheng.web.desks.place import Place, show
from zhicheng.web.gates import MemberRequest
from zhicheng.web.page import go

SIZE = 20
NOBODY = "没有找到这样的申报人，请核对姓名和证件号码"
NO_CASE = "没有找到在办的申请。核对填写的内容；申请要先由本人开始填写并选定这里，才能延期"
NO_NUMBER = "没有找到在办的申请，核对申报编号；还没有开始申报的，填写姓名和证件号码"


@dataclass(frozen=True)
class Scope:
    """What the page is about: a call or a window, its cases and their 延期."""

    period: Call | FilingWindow
    title: str
    cases: QuerySet[Application]
    extensions: QuerySet[Extension]

    @property
    def call(self) -> Call | None:
        """The call, with which one may be let begin."""
        return self.period if isinstance(self.period, Call) else None


class ExtensionForm(forms.Form):
    """Who, until when, why."""

    use_required_attribute = False
    number = CleanCharField(label="申报编号", required=False, max_length=40, help_text="或者填写姓名和证件号码")
    name = CleanCharField(label="姓名", required=False, max_length=50)
    id_number = CleanCharField(label="证件号码", required=False, max_length=40)
    phone = CleanCharField(label="手机号码", required=False, max_length=20, help_text="不知道证件号码时填写")
    last_day = DayField(label="延至", help_text="到这一天 24:00")
    reason = CleanCharField(
        label="延期原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="申请人会看到"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        self.person: User | None = None
        self.case: Application | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number, name, document, phone = (given.get(key) for key in ("number", "name", "id_number", "phone"))
        if not (number or (name and (document or phone)) or "phone" in self.errors):
            raise ValidationError("填写申报编号，或者填写姓名和证件号码")
        return given

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not phone_number(phone):
            raise ValidationError("手机号码应为 11 位数字")
        return phone

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day.year == date.max.year:
            raise ValidationError(f"延至应在 {date.max.year} 年以前")
        return day


def find(form: ExtensionForm, scope: Scope, actor: User) -> bool:
    """This function will set whose time it is, and the case where there is one, or say that nobody was found."""
    given, call = form.cleaned_data, scope.call
    if given["number"]:
        form.case = scope.cases.filter(number=given["number"].strip().upper()).first()
        found: Application | User | None = form.case
        words = NO_NUMBER if call else NO_CASE
    else:
        who = {name: given[name] for name in ("name", "id_number", "phone")}
        person = operations.look_up(**who, actor=actor, about=scope.period, at=clock.wall())
        form.person = person
        if person is not None:
            open_ = scope.cases.filter(applicant=person, status__in=OPEN).order_by("-pk")
            form.case = begun_with(call, person) if call else open_.first()
        found, words = (person, NOBODY) if call else (form.case, NO_CASE)
    if found is None:
        form.add_error(None, words)
    return found is not None


def extensions(request: MemberRequest, place: Place, scope: Scope, *, here: str, back: tuple[str, str]) -> HttpResponse:
    """This function will show the extensions of a call or window, newest first, and take another by POST.

    Of somebody who has not begun, what is about to be done is shown once more first.
    """
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    confirms = None
    if "edit" not in request.POST and form.is_valid() and find(form, scope, request.user):
        try:
            if form.case is None and "confirmed" not in request.POST:
                confirms = _told(request, scope, form)
            else:
                person = _extend(request, scope, form)
                until = moment(_midnight(form.cleaned_data["last_day"]))
                messages.success(request, f"{person.name}的提交截止时间已延至 {until}，本人会收到站内信和短信")
                return go(request, here)
        except operations.NotEditable:
            form.add_error(None, "本人的申请不在本人手里（已提交或已办结），不用延期")
        except operations.NotLater as problem:
            form.add_error("last_day", f"延期应晚于{moment(problem.than)}")
        except operations.NotAllowed:
            form.add_error(None, "本人的申请由其他经办人办理")
    listed = scope.extensions.select_related("person", "application", "granted_by")
    found = paginate(listed, order=("-id",), cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "title": scope.title,
        "back": back,
        "by_call": scope.call is not None,
        "form": form,
        "confirms": confirms,
        "typed": [(name, text) for name, text in request.POST.items() if name not in ("csrfmiddlewaretoken", "edit")],
        "rows": [(one, moment(one.until)) for one in found.items],
        "found": found,
    }
    return show(request, place, "desks/extensions.html", context, status=422 if form.errors else 200)


def _told(request: MemberRequest, scope: Scope, form: ExtensionForm) -> list[tuple[str, str]]:
    """What would be done for somebody who has not begun; it raises what doing it would."""
    person, call, until = form.person, scope.call, _midnight(form.cleaned_data["last_day"])
    assert person is not None  # noqa: S101 -- found
    assert call is not None  # noqa: S101 -- nobody is found without a case elsewhere
    at = clock.now()
    due = operations.check_extension_to(person=person, call=call, until=until, actor=request.user, at=at)
    return [
        ("申报人", person.name),
        ("证件号码", masks.id_number(person.id_number)),
        ("手机号码", masks.phone(person.phone) or "没有登记"),
        ("评审委员会", scope.title),
        ("现在的截止时间", _dated(due)),
        ("延至", _dated(until)),
        ("延期原因", form.cleaned_data["reason"]),
    ]


def _extend(request: MemberRequest, scope: Scope, form: ExtensionForm) -> User:
    """Gives the time, to a case where there is one by now, and returns whose it is."""
    given: dict[str, Any] = {
        "until": _midnight(form.cleaned_data["last_day"]),
        "reason": form.cleaned_data["reason"],
        "actor": request.user,
        "at": clock.now(),
    }
    case = form.case
    if case is None and form.person and scope.call:
        try:
            return operations.extend_to(person=form.person, call=scope.call, **given).person
        except operations.HasBegun as begun:
            case = begun.application
    assert case is not None  # noqa: S101 -- found
    return operations.extend(application=case, **given).person


def _dated(until: datetime) -> str:
    """The year too: 2027-02-01 24:00."""
    last = timezone.localdate(until - timedelta.resolution)
    return f"{last} 24:00" if _midnight(last) == until else f"{timezone.localtime(until):%Y-%m-%d %H:%M}"


def _midnight(day: date) -> datetime:
    """24:00 of the day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
