"""The one form renderer: label → hint → error → control, ids that errors can point to, a summary on top."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import django.forms
import jinja2
from django.forms import BaseForm, BoundField, Field, IntegerField, widgets
from django.forms.formsets import BaseFormSet
from django.forms.renderers import DjangoTemplates, Jinja2
from django.template import TemplateDoesNotExist
from django.utils.functional import cached_property

HERE = Path(__file__).parent
WIDTHS = ((12, "w-sm"), (40, "w-md"), (100, "w-lg"))  # up to so many characters; a longer box takes the whole line
FOREIGN = ("wagtail.", "django_filters.", "django.forms.formsets")  # no page of ours has a formset
SINGLE_LINE = (widgets.TextInput, widgets.NumberInput, widgets.EmailInput, widgets.PasswordInput)


class Bound(BoundField):
    """A field on a page: ids `f-name`, hint `h-name`, error `e-name`, and the class its control needs."""

    @property
    def is_foreign(self) -> bool:
        kind: Any = type(self.form)
        return is_foreign(kind)

    @property
    def auto_id(self) -> str:
        is_ours = self.form.auto_id == "id_%s" and not self.is_foreign
        return f"f-{self.html_name}" if is_ours else super().auto_id

    @property
    def tail(self) -> str:
        return self.auto_id.removeprefix("f-")

    @property
    def described_by(self) -> str:
        ids = [f"h-{self.tail}"] if self.help_text else []
        return " ".join(ids + ([f"e-{self.tail}"] if self.errors else []))

    @property
    def aria_describedby(self) -> str | None:
        return super().aria_describedby if self.is_foreign else self.described_by or None

    @property
    def error_target(self) -> str:
        """The id that a link of the error summary moves to: the control, or the group of several."""
        return self.id_for_label or self.auto_id

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        asked = getattr(self.form, "asked", ())  # required sometimes: the form itself says when
        return not (self.field.required or self.is_tick or self.field.disabled or self.name in asked)

    @property
    def unit(self) -> str:
        """What stands behind a number box: 学时, 年 …"""
        return str(self.field.widget.attrs.get("data-unit", ""))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if self.is_foreign:
            return built
        built.pop("required", None)  # the server checks, and says it in our words
        own = widget.attrs.get("class", width_class(self.field, widget))
        built["class"] = f"{control_class(widget)} {own}".strip()
        if not built["class"]:
            del built["class"]
        if isinstance(widget, widgets.Textarea):
            built.update(_counter(widget))
        return built


@cache
def is_foreign(form: Any) -> bool:
    """This function will tell whether a form is of the editors' pages: their scripts look for Django's own ids."""
    return any(base.__module__.startswith(FOREIGN) for base in form.__mro__)


def control_class(widget: widgets.Widget) -> str:
    """This function will return the CSS class of the control that `widget` draws, "" for those with none."""
    if isinstance(widget, widgets.Textarea):
        return "textarea"
    if isinstance(widget, widgets.Select):
        return "select"
    return "input" if isinstance(widget, SINGLE_LINE) and not widget.is_hidden else ""


def width_class(field: Field, widget: widgets.Widget) -> str:
    """This function will return the CSS class of a box as wide as what is written in it, "" for the whole line."""
    if isinstance(widget, widgets.Select):
        return "w-lg"
    if not isinstance(widget, SINGLE_LINE):
        return ""
    if isinstance(field, IntegerField):
        return "w-xs"
    longest = getattr(field, "max_length", None)
    return next((width for limit, width in WIDTHS if longest and longest <= limit), "")


def rows_of(fields: Iterable[tuple[BoundField, object]]) -> list[list[BoundField]]:
    """This function will return the fields of a form line by line: one each, two where its `pairs` name neighbours."""
    rows: list[list[BoundField]] = []
    for field, _ in fields:
        pairs = getattr(field.form, "pairs", ())
        if rows and len(rows[-1]) == 1 and (rows[-1][0].name, field.name) in pairs:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _counter(widget: widgets.Widget) -> dict[str, Any]:
    """A browser's maxlength cuts pasted text silently; the counter says how much too long it is."""
    limits = {"data-max": widget.attrs.get("maxlength"), "data-min": widget.attrs.get("minlength")}
    found = {name: value for name, value in limits.items() if value}
    return {"maxlength": False, "minlength": False, "data-module": "counter", **found} if found else {}


def error_links(*forms: BaseForm | BaseFormSet[Any]) -> list[tuple[str, str]]:
    """This function will return (id of the control, message) of every error, in the order of the page.

    Errors of a whole form have no control: their id is "".
    """
    links: list[tuple[str, str]] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            links += [("", str(message)) for message in form.non_form_errors()]
            links += error_links(*form.forms)
        elif form.errors:
            links += [("", str(message)) for message in form.non_field_errors()]
            for field in form:
                links += [(getattr(field, "error_target", field.auto_id), str(text)) for text in field.errors]
    return links


class Renderer(Jinja2):
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = Bound
    fallback = DjangoTemplates()  # widgets that libraries have only in Django's own language

    @cached_property
    def engine(self) -> Any:
        """Our folder first, else Django's widgets could not be overridden; they read names that may miss."""
        folders = [HERE / "jinja2", Path(django.forms.__file__).parent / "jinja2"]
        options = {"environment": "zhicheng.web.jinja.environment", "undefined": jinja2.Undefined}
        return self.backend({"NAME": "forms", "DIRS": folders, "APP_DIRS": True, "OPTIONS": options})

    def get_template(self, template_name: str) -> Any:
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self.fallback.get_template(template_name)
