"""Controls that Django lacks: long lists, files dropped on a page. Dates in boxes: core.fields."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.templatetags.static import static

LONG = 15  # a native select is quicker below this many options


class Typeahead(forms.Select):
    """A native select; long ones become a search box. With `url` only the chosen option is sent.

    `url` answers GET ?q=… with {"results": [{"value", "text", "hint"}]}, at most 50.
    `missing` is said when nothing is found. `near` is offered before anything is typed, and without scripts.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        url: str = "",
        missing: str = "",
        near: Sequence[tuple[Any, str]] = (),
    ) -> None:
        super().__init__(attrs, choices)
        self.url, self.missing, self.near = url, missing, near

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        if not self.url:
            return super().optgroups(name, value, attrs)
        offered = dict([*self.near, *self._chosen(value)])
        whole, self.choices = self.choices, [("", ""), *offered.items()]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = whole

    def _chosen(self, value: list[str]) -> list[tuple[Any, str]]:
        wanted = [one for one in value if one]
        if not isinstance(self.choices, ModelChoiceIterator):
            return [(key, str(text)) for key, text in self.choices if str(key) in wanted]
        field = self.choices.field
        key = field.to_field_name or "pk"
        try:
            rows = list(self.choices.queryset.filter(**{f"{key}__in": wanted}))
        except (ValueError, OverflowError, ValidationError):  # a value that no row can have
            return []
        return [(field.prepare_value(row), field.label_from_instance(row)) for row in rows]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        count = sum(len(options) for _, options, _ in context["widget"]["optgroups"])
        if self.url or count > LONG:
            context["widget"]["attrs"].update(
                {
                    "data-module": "typeahead",
                    "data-script": static("vendor/tom-select-2.6.2/tom-select.base.min.js"),
                    "data-style": static("vendor/tom-select-2.6.2/tom-select.min.css"),
                    **({"data-url": self.url} if self.url else {}),
                    **({"data-missing": self.missing} if self.missing else {}),
                }
            )
        return context


class FileDrop(forms.FileInput):
    """A file control that also takes a dropped file; many=True takes several."""

    template_name = "forms/widgets/file_drop.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, accept: str = "", many: bool = False) -> None:
        own = {"accept": accept} if accept else {}
        self.many = self.allow_multiple_selected = many
        super().__init__({**own, **({"multiple": True} if many else {}), **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if self.many else super().value_from_datadict(data, files, name)
