"""The Jinja2 environment of every page: globals, filters, and what each template knows about the site."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.template.backends import jinja2 as backend
from django.template.backends.utils import csrf_input
from django.template.loader import get_template
from django.templatetags.static import static
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from zhicheng.accounts.models import User
from zhicheng.core import masks
from zhicheng.web.forms import error_links, rows_of


@dataclass(frozen=True)
class Site:
    """Who runs this deployment, as the header and footer say it."""

    name: str
    owner: str
    phone: str
    ids: tuple[str, ...]
    demo: bool
    practice: bool


@dataclass(frozen=True)
class Display:
    """What the person chose in the strip at the top; both empty by default."""

    text: str = ""  # "large" = 长辈版
    contrast: str = ""  # "high" = 高对比


class Environment(jinja2.Environment):
    """One dict of globals for all templates: a chain of dicts is looked through again at every import."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class Template(backend.Template):
    """The stock one writes into the caller's dict and tells the test client nothing."""

    @property
    def name(self) -> str | None:
        return self.template.name

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        own = dict(context or {})
        html = super().render(own, request)
        template_rendered.send(sender=self, template=self, context=own)
        return SafeString(html)  # the engine escaped it already


class Backend(backend.Jinja2):
    def get_template(self, template_name: str) -> Template:
        return Template(super().get_template(template_name).template, self)


def day(value: date | datetime | None) -> str:
    """2026-09-15, for lists and tables."""
    return f"{_local(value):%Y-%m-%d}" if value else ""


def long_date(value: date | datetime | None) -> str:
    """2026 年 9 月 15 日, for sentences."""
    if not value:
        return ""
    value = _local(value)
    return f"{value.year} 年 {value.month} 月 {value.day} 日"


def month(value: date | None) -> str:
    """2021 年 9 月: what people remember of a date."""
    return f"{value.year} 年 {value.month} 月" if value else ""


def moment(value: datetime | None) -> str:
    """2026-09-15 10:42."""
    return f"{_local(value):%Y-%m-%d %H:%M}" if value else ""


def clock_time(value: datetime | None) -> str:
    """10:42."""
    return f"{_local(value):%H:%M}" if value else ""


def file_size(count: int) -> str:
    """2.4 MB: the size of a file from its bytes."""
    return f"{count / 1048576:.1f} MB" if count >= 1048576 else f"{max(1, round(count / 1024))} KB"


def capped(count: int) -> str:
    """999+: no list is counted further than a person reads."""
    return str(count) if count < 1000 else "999+"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def url(name: str, *args: object, **kwargs: object) -> str:
    """The path of a named view; build one prefix outside a loop, reversing is slow."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@jinja2.pass_context
def qs(context: jinja2.runtime.Context, **changes: object) -> str:
    """The present query string with some values changed; None removes one."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query.setlist(key, value if isinstance(value, list | tuple) else [value])
    return f"?{query.urlencode()}"


def current(nav: Iterable[tuple[str, str, int]], path: str) -> str:
    """Which entry of a navigation stands for this path: the longest that begins it."""
    heads = [href for _, href, _ in nav if path == href or (href.count("/") > 2 and path.startswith(href))]
    if not heads:
        heads = [href for _, href, _ in nav if href != "/" and path.startswith(href)]
    return max(heads, key=len, default="")


def environment(**options: Any) -> jinja2.Environment:
    """Templates rendered without a request (500, forms) find neutral defaults here."""
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    env.globals.update(
        static=cache(static),
        url=url,
        qs=qs,
        current=current,
        error_links=error_links,
        site=_site(),
        display=Display(),
        viewer=None,
        helped=None,
        home=("工作台", "/my/"),
        request=None,
        csrf_input="",
        messages=(),
        layout=None,
        fragments=(),
        has_errors=False,
    )
    env.filters.update(
        date=long_date,
        day=day,
        month=month,
        datetime=moment,
        time=clock_time,
        filesize=file_size,
        capped=capped,
        rows=rows_of,
        id_mask=masks.id_number,
        phone_mask=masks.phone,
    )
    return env


def site(request: HttpRequest) -> dict[str, object]:
    """Context processor: the site, the person, the display, and whether to render fragments only."""
    fragments: tuple[str, ...] = getattr(request, "fragments", ())
    return {
        "site": _site(),
        "display": Display(
            text="large" if request.COOKIES.get("text") == "large" else "",
            contrast="high" if request.COOKIES.get("contrast") == "high" else "",
        ),
        "viewer": viewer(request),
        "helped": getattr(request, "helped", None),  # for whom an officer fills in (applicant.gates)
        "home": getattr(request, "home", ("工作台", "/my/")),
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # made once, not for each form of the page
        "fragments": fragments,
        "layout": "fragment.html" if fragments else None,
    }


def viewer(request: HttpRequest) -> User | None:
    """Who is signed in; a visitor without a session costs no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    return request.user if request.user.is_authenticated else None


def render_string(template: str, context: Mapping[str, object]) -> str:
    """A template without request and context processors: for pages that must not touch the database."""
    return get_template(template, using="jinja2").render(dict(context))


def _site() -> Site:
    return Site(
        settings.SITE_NAME,
        settings.SITE_OWNER,
        settings.SITE_PHONE,
        tuple(settings.SITE_IDS),
        settings.DEMO,
        settings.PRACTICE,
    )
