"""补正: the newest 一次性告知书 as a list of to-dos; each is answered by a change or by a word why it stays."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhicheng.applications import operations
from zhicheng.applications.deadlines import due_after
from zhicheng.applications.defects import Defect, defects
from zhicheng.applications.models import Application, CorrectionNotice, Status
from zhicheng.applications.reading import Reading, correction_of
from zhicheng.applications.snapshot import take
from zhicheng.core import clock
from zhicheng.core.fields import CleanCharField
from zhicheng.web.applicant.deadline import deadline
from zhicheng.web.applicant.gates import own_case
from zhicheng.web.applicant.pages import case_title, case_url, show
from zhicheng.web.applicant.sheet import part_url
from zhicheng.web.gates import SignedInRequest
from zhicheng.web.page import go

WORDS = 300


class AnswersForm(forms.Form):
    """One box for each point (named as its section): why it stays as it is."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, *, points: list[Defect]) -> None:
        super().__init__(data, auto_id="f-%s")
        for point in points:
            self.fields[point.section] = CleanCharField(
                label=f"{point.title}不改动的，说明原因",
                max_length=WORDS,
                required=False,
                initial=point.words,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


@dataclass(frozen=True)
class Item:
    """A point on the page: where its part is changed, how it stands, the box for the word."""

    defect: Defect
    url: str
    word: str
    colour: str
    box: forms.BoundField


@require_http_methods(["GET", "HEAD", "POST"])
@own_case
def corrections(request: SignedInRequest, application: Application) -> HttpResponse:
    """The list; a POST keeps the words. Once the notice is answered it can still be read."""
    notice = correction_of(application)
    if notice is None:
        raise Http404
    at = clock.now()
    points = points_of(application, notice, at=at)
    form = AnswersForm(request.POST if request.method == "POST" else None, points=points)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_corrections(
                application=application, actor=request.user, words=form.cleaned_data, at=clock.wall()
            )
        except operations.NotAllowed:
            return show(request, "applicant/not_editable.html", {"number": application.number}, status=409)
        messages.success(request, "说明已保存")
        return go(request, request.path)
    return _page(request, application, notice, points, form, at=at)


def points_of(application: Application, notice: CorrectionNotice, *, at: datetime) -> list[Defect]:
    """This function will return the points with what was done about them; of an answered notice, as it was answered."""
    frozen = application.content.snapshot or {"sections": [], "photo": None}
    if application.status == Status.RETURNED:
        return defects(notice, then=frozen, now=take(Reading(application, at=at)))
    rounds = [notice.stage.round, notice.stage.round + 1]
    sent = dict(application.submissions.filter(round__in=rounds).values_list("round", "snapshot"))
    return defects(notice, then=sent[rounds[0]], now=sent.get(rounds[1], sent[rounds[0]]))


def _page(
    request: SignedInRequest,
    application: Application,
    notice: CorrectionNotice,
    points: list[Defect],
    form: AnswersForm,
    *,
    at: datetime,
) -> HttpResponse:
    is_open = application.status == Status.RETURNED
    context = {
        "case": case_url(application),
        "title": case_title(application),
        "progress": reverse("applicant:progress", args=[application.number]),
        "notice": notice,
        "is_open": is_open,
        "due": deadline(due_after(application, notice) if is_open else None, at),
        "form": form,
        "items": [item(application, point, form) for point in points],
        "unanswered": sum(not point.is_answered for point in points),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "applicant/corrections.html", context, status=status)


def item(application: Application, point: Defect, form: AnswersForm) -> Item:
    """This function will return one point as the page shows it."""
    word, colour = ("已修改", "green") if point.is_changed else ("已说明", "blue") if point.words else ("待答复", "red")
    return Item(point, part_url(application, point.section, back="corrections/"), word, colour, form[point.section])
