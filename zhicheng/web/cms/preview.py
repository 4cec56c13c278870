"""A draft as the portal will show it."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.module_loading import import_string

from zhicheng.content.models import Article
from zhicheng.web.page import page

PORTAL = "zhicheng.web.public.articles.preview"


def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """This function will return the page that visitors will see once the draft is published."""
    try:
        show = import_string(PORTAL)
    except ImportError:
        context = {"article": article, "paragraphs": strip_tags(article.body.replace("</", "\n</")).splitlines()}
        return page(request, "cms/preview.html", context)
    shown: HttpResponse = show(request, article)
    return shown
