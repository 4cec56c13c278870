"""Lists that administrators keep: every change leaves an event in its own transaction, and nothing is deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.db import models

from zhicheng.audit.models import Event
from zhicheng.audit.operations import is_personal, record
from zhicheng.audit.queries import ADDED, CHANGED

if TYPE_CHECKING:
    Pages = admin.ModelAdmin[models.Model]
    Form = forms.ModelForm[models.Model]
else:
    Pages, Form = admin.ModelAdmin, forms.ModelForm

WORDS = {ADDED: "新增", CHANGED: "修改"}
HISTORY = 100


class Line(NamedTuple):
    """One change, under the names that Django's page of an entry's history reads."""

    action_time: datetime
    user: AbstractBaseUser | None
    get_change_message: str


class KeptForm(Form):
    """Django's own pages find their boxes by Django's own ids."""

    bound_field_class = forms.BoundField


class KeptPages(Pages):
    """`fixed`: what rules and other rows know an entry by, given once."""

    form = KeptForm
    fixed: tuple[str, ...] = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: Any, obj: models.Model | None = None) -> Any:
        return self.fixed if obj else ()

    def has_delete_permission(self, request: Any, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: Any, obj: models.Model, form: Any, change: bool) -> None:
        """This function will keep the entry, with an event that says what it was before."""
        super().save_model(request, obj, form, change)
        before = {name: form.initial.get(name) for name in form.changed_data} if change else {}
        after = {name: obj.serializable_value(name) for name in form.changed_data}
        data = {"before": _shown(before), "after": _shown(after)}
        record(actor=request.user, verb=CHANGED if change else ADDED, subject=obj, data=data)

    def log_addition(self, request: Any, obj: models.Model, message: Any) -> Any:
        """This function will do nothing: `save_model` has recorded it."""

    def log_change(self, request: Any, obj: models.Model, message: Any) -> Any:
        """This function will do nothing: `save_model` has recorded it."""

    def history_view(self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """This function will show the events of an entry, newest first."""
        found = Event.objects.filter(subject=f"{self.model._meta.label_lower}:{object_id}").order_by("-pk")
        lines = [Line(event.at, event.actor, _said(event)) for event in found.select_related("actor")[:HISTORY]]
        return super().history_view(request, object_id, {"action_list": Paginator(lines, HISTORY).page(1)})


class ReadPages(KeptPages):
    """What is looked at here and changed elsewhere."""

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: models.Model | None = None) -> bool:
        return False


PagesOf = dict[type[models.Model], type[KeptPages]]  # what an app gives /admin/


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """No whole number or phone in the record: audit.operations.record refuses them."""
    return {name: "（号码）" if is_personal(str(value)) else value for name, value in values.items()}


def _said(event: Event) -> str:
    before, after = event.data.get("before", {}), event.data.get("after", {})
    parts = [f"{name}：{before.get(name) or '无'} → {after[name]}" for name in after]
    return f"{WORDS.get(event.verb, event.verb)} {'；'.join(parts)}"
