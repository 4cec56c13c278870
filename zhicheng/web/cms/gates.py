"""Who may enter the editors' pages: editors and approvers; the second factor is asked by the middleware."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError

from zhicheng.accounts.models import User
from zhicheng.content.queries import is_editor, visible_pages
from zhicheng.web.gates import SignedInRequest, signed_in

View = Callable[..., Any]
SAFE = ("GET", "HEAD", "OPTIONS")
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")  # as Wagtail's addresses name them


def editor(view: View) -> View:
    """This function will let editors and approvers in; for others the page does not exist (404).

    Nor does a draft of another's part of the tree, whatever is asked about it.

    Administrators are others: Wagtail would let them publish alone. What a request changes, and its events, are one
    transaction.
    """

    @signed_in
    @wraps(view)
    def gate(request: SignedInRequest, /, *args: Any, **kwargs: Any) -> Any:
        named = {kwargs[name] for name in PAGES if name in kwargs}
        if not is_editor(request.user) or not _sees(request.user, named):
            raise Http404
        if request.method in SAFE:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except MultiValueDictKeyError as problem:  # a form of Wagtail's without one of its fields
            raise BadRequest from problem
        except ProtectedError:
            messages.error(request, "还有文章在用，不能删除。先从文章里去掉，再删除")
            return redirect(request.get_full_path())

    return gate


def _sees(user: User, pages: set[int]) -> bool:
    """Whether each of these is published or of the editor's own places."""
    return not pages or visible_pages(user).filter(pk__in=pages).count() == len(pages)


@editor
def elsewhere(request: SignedInRequest, rest: str = "") -> Any:
    """This function will answer for those of Wagtail's pages that have no use here: accounts, groups, sites."""
    raise Http404
