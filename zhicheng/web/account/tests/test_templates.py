"""No page of allauth is left in its own look: a missing template would silently be allauth's English one."""

from collections.abc import Iterator

from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_every_page_is_a_jinja_template() -> None:
    names = {
        view_class.template_name
        for pattern in patterns(get_resolver("zhicheng.web.account.urls"))
        if (view_class := getattr(pattern.callback, "view_class", None)) and view_class.template_name
    }

    assert len(names) > 10
    assert {name: get_template(name).backend.name for name in names} == dict.fromkeys(names, "jinja2")  # type: ignore[attr-defined]
