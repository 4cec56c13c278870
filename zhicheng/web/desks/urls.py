"""The addresses of the desks, bound to one audience."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from zhicheng.web.desks import letters, messages, notices, prints, queue, rejection, review
from zhicheng.web.desks.place import Place
from zhicheng.web.gates import member_of


def urls(place: Place) -> list[URLPattern]:
    """This function will return the desks' addresses for the members of `place`, all others get 404."""
    gate = member_of(*place.roles)

    def bound(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        kwargs: dict[str, Any] = {"place": place}
        one: URLPattern = path(route, gate(view), kwargs, name=name)
        return one

    return [
        bound("cases/", queue.cases, "cases"),
        bound("cases/<str:number>/", review.case, "case"),
        bound("cases/<str:number>/rejection/", rejection.rejection, "rejection"),
        bound("cases/<str:number>/forms/<slug:form>/", prints.ask, "ask_print"),
        bound("cases/<str:number>/forms/<slug:form>/<int:pk>/", prints.job, "print"),
        bound("cases/<str:number>/forms/<slug:form>/<int:pk>/file/", prints.download, "print_file"),
        bound("cases/<str:number>/letter/", letters.letter, "letter"),
        bound("cases/<str:number>/letter/pdf/", letters.pdf, "letter_pdf"),
        bound("cases/<str:number>/id-number/", review.id_number, "id_number"),
        bound("files/<str:number>/<uuid:file>/", review.file, "file"),
        bound("messages/", messages.messages, "messages"),
        bound("messages/read/", messages.read_all, "read_all"),
        bound("messages/settings/", messages.settings, "message_settings"),
        bound("messages/<int:pk>/", messages.message, "message"),
        bound("notices/", notices.notices, "notices"),
        bound("notices/<str:number>/", notices.notice, "notice"),
        bound("notices/<str:number>/objections/<int:pk>/", notices.objection, "objection"),
    ]
