"""提交审核: check the answers, promise, submit once; the receipt says who has it now and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.helping import helps_of
from zhicheng.applications.models import Application
from zhicheng.applications.queries import open_order
from zhicheng.applications.registry import kind_of
from zhicheng.applications.rules import can_carry_over
from zhicheng.core import clock
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, case_url, journey, neighbours, show
from zhicheng.web.applicant.review import review
from zhicheng.web.applicant.words import day, moment
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

BEGUN = signing.Signer(salt="zhicheng.submission.begun")
TICK = "截止时如资料已齐，自动提交"
UNCHECKED = "核对协助填写的内容，勾选确认"
INCOMPLETE_PAGE = "这一页的内容不完整，刷新后重新提交"
PROMISE = "本人承诺所填内容和上传材料真实、准确、完整，如有虚假，自愿承担取消申报资格、撤销职称等后果"


class SubmitForm(forms.Form):
    """The promise, and what the page was about; `helped` says what others filled in for him, and that he checked it."""

    use_required_attribute = False
    request_key = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages={"required": INCOMPLETE_PAGE})
    content_hash = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": INCOMPLETE_PAGE}
    )
    begun = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    confirms_help = forms.BooleanField(error_messages={"required": UNCHECKED})
    promise = forms.BooleanField(label=PROMISE, error_messages={"required": "勾选诚信承诺"})

    def __init__(self, *args: Any, helped: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        ask_for_help(self, helped)


class OrderForm(forms.Form):
    """The wish, and the promise that goes with every submission."""

    use_required_attribute = False
    prefix = "order"
    content_hash = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": INCOMPLETE_PAGE}
    )
    confirms_help = forms.BooleanField(error_messages={"required": UNCHECKED})
    promise = forms.BooleanField(label=PROMISE, error_messages={"required": "勾选诚信承诺"})
    automatic = forms.BooleanField(label=TICK, error_messages={"required": f"勾选“{TICK}”"})

    def __init__(self, *args: Any, helped: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)
        ask_for_help(self, helped)


def ask_for_help(form: forms.Form, helped: str) -> None:
    """This function will have the applicant confirm what was filled in for him, where anything was."""
    if helped:
        form.fields["confirms_help"].label = f"{helped}，本人已逐项核对，确认无误"
    else:
        del form.fields["confirms_help"]


def helped_words(helps: Iterable[tuple[str, str, datetime]]) -> str:
    """This function will say who filled in which parts for the applicant (`helps_of`), "" where nobody did."""
    by: dict[str, list[str]] = {}
    for part, name, _ in helps:
        by.setdefault(name, []).append(part)
    return "；".join(f"{name}协助填写了{'、'.join(parts)}" for name, parts in by.items())


@dataclass(frozen=True)
class OrderState:
    """Whether 到期自动提交 is set, and whether it is for what the case says now."""

    is_set: bool
    is_current: bool

    @classmethod
    def of(cls, application: Application, content_hash: str) -> OrderState:
        standing = open_order(application)
        return cls(standing is not None, standing is not None and standing.content_hash == content_hash)


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def submit(request: SignedInRequest, application: Application) -> HttpResponse:
    """Shows what would be submitted; POST submits it, and a repeated click comes to the same receipt."""
    at = clock.now()
    if request.method == "POST":
        form = SubmitForm(request.POST, helped=helped_words(helps_of(application)))
        if not form.is_valid():
            return submit_page(request, application, form, at, status=422)
        return _submit(request, application, form, at)
    if not application.is_editable:
        return redirect("applicant:progress", application.number)
    return submit_page(request, application, None, at)


def _submit(request: SignedInRequest, application: Application, form: SubmitForm, at: datetime) -> HttpResponse:
    number = application.number
    try:
        operations.submit(
            application=application,
            request_key=form.cleaned_data["request_key"],
            content_hash=form.cleaned_data["content_hash"],
            actor=request.user,
            at=at,
            begun=begun_at(application, form.data.get("begun", ""), form.cleaned_data["content_hash"]),
            confirms_help=form.cleaned_data.get("confirms_help", False),
        )
    except operations.NotAllowed:
        return show(request, "applicant/not_editable.html", {"number": number}, status=409)
    except (operations.Incomplete, operations.Unanswered):
        return submit_page(request, application, form, at, status=422)
    except (operations.TooLate, operations.NotOpen):
        return submit_page(request, application, form, at, status=409)
    except (operations.FormChanged, operations.HelpNotConfirmed):  # helped a moment ago
        sheet = kind_of(application).sheet
        changed = f"申请内容在这一页打开以后改过。核对改动后的内容，重新下载{sheet}，再提交"
        return submit_page(request, application, form, at, refusal=changed, status=409)
    except operations.NotDownloaded:
        return submit_page(
            request,
            application,
            form,
            at,
            refusal=f"先下载现在这份内容的{kind_of(application).sheet}，再提交",
            status=422,
        )
    return go(request, reverse("applicant:receipt", args=[number]))


def submit_page(
    request: SignedInRequest,
    application: Application,
    form: SubmitForm | None,
    at: datetime,
    *,
    order: forms.Form | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """This function will render the page for a new attempt, or with what is wrong with `form` or with the `order`."""
    if not application.is_editable:
        return show(request, "applicant/not_editable.html", {"number": application.number}, status=409)
    found = review(application, at=at)
    sent = form.data.get("begun", "") if form is not None else ""
    begun = begun_at(application, sent, found.content_hash) or at
    fresh = {
        "request_key": uuid4().hex,
        "content_hash": found.content_hash,
        "begun": begun_mark(application, begun, found.content_hash),
    }
    ticks = {name: form is not None and name in form.data for name in ("promise", "confirms_help")}
    helped = helped_words(found.helps)
    context = {
        "case": case_url(application),
        "title": case_title(application),
        "journey": journey(application, "submit", done=found.done),
        "kind": kind_of(application),
        "back": neighbours(application, "submit")[0],
        "review": found,
        "form": SubmitForm(helped=helped, initial={**fresh, **ticks}),
        "helps": [(part, name, moment(when)) for part, name, when in found.helps],
        "errors": _errors(sent_form, refusal) if (sent_form := form or order) is not None else [],
        "order_form": OrderForm(helped=helped, initial={"content_hash": found.content_hash}),
        "order": OrderState.of(application, found.content_hash),
        "is_refused": status == 409,
        "can_carry": found.is_over and can_carry_over(request.user, application, at=at),
    }
    return show(request, "applicant/submit.html", context, status=status)


def begun_mark(application: Application, at: datetime, content_hash: str) -> str:
    """This function will seal when the applicant opened the page with this content; he cannot make one himself."""
    return BEGUN.sign_object([application.number, content_hash, at.isoformat()])


def begun_at(application: Application, mark: str, content_hash: str) -> datetime | None:
    """This function will return when the page with this content of the case was opened, None if the mark is no such."""
    try:
        number, digest, at = BEGUN.unsign_object(mark)
    except (signing.BadSignature, ValueError):
        return None
    return datetime.fromisoformat(at) if (number, digest) == (application.number, content_hash) else None


def _errors(form: forms.Form, refusal: str) -> list[tuple[str, str]]:
    """(id, message) of what is wrong with the form itself; gaps are listed with their own addresses."""
    links = [
        ("" if form.fields[name].widget.is_hidden else form[name].id_for_label, str(text))
        for name, texts in form.errors.items()
        for text in texts
    ]
    return [*links, *([("", refusal)] if refusal else [])]


@require_GET
@own_case
def receipt(request: SignedInRequest, application: Application) -> HttpResponse:
    """The last submission: its number, who has it first, by when."""
    submission = application.submissions.order_by("-round").first()
    if submission is None:
        raise Http404
    stops = application.stages.filter(round=submission.round).select_related("organization")
    first = stops.order_by("order").first()
    rows = [("申报编号", application.number), ("提交时间", moment(submission.at))]
    if first is not None:
        rows.append(("下一步", f"{first.organization.name}　{first.title}"))
        rows.append(("办理时限", f"{day(first.due_on)}前" if first.due_on else "按规定时限办理"))
    rows.append(("内容校验码", submission.content_hash[:16]))
    context = {
        "title": case_title(application),
        "rows": rows,
        "again": submission.round > 1,
        "progress": reverse("applicant:progress", args=[application.number]),
    }
    return show(request, "applicant/receipt.html", context)
