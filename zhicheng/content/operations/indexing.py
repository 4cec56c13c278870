"""The search table follows what is public: written with it, and whole by `manage.py index_articles` or the clock."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from html import unescape

from django.db import transaction
from django.utils.html import strip_tags

from zhicheng.content.grams import grams_of, in_title, narrowing, plain, readable
from zhicheng.content.models import Article, Attachment, Download, PublicFile, SearchText
from zhicheng.files.models import StoredFile

BATCH = 200
MOST = 100_000  # characters of an article with its attachments; what stands behind them is not found
NEWER = 10**9  # more than there will be articles: those of one day stand in the order of their numbers
PARAGRAPH = re.compile(r"</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)


def index(*, article: Article) -> None:
    """This function will let the search find the article as it is now, or not at all while it is not public.

    Whoever publishes it, takes it back or moves it, or reads the text of a file below it, calls this.
    """
    _index([article.pk])


def index_all() -> int:
    """This function will bring the whole search table up to date, in transactions of 200 articles.

    It returns how many were written anew; run again, none.
    """
    pks = list(Article.objects.order_by("pk").values_list("pk", flat=True))  # SQLite's log grows while a cursor is open
    return sum(_index(pks[start : start + BATCH]) for start in range(0, len(pks), BATCH))


def keep_index(*, at: datetime) -> None:
    """This function will bring the search table up to date, once a day and whenever the clock starts."""
    index_all()


@transaction.atomic
def _index(pks: Collection[int]) -> int:
    locked = Article.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    public = [one.pk for one in locked if one.live]
    there = {row.article_id: row for row in SearchText.objects.filter(article__in=pks)}
    wanted = _rows(public)
    changed = [pk for pk in {*there, *wanted} if _key(there.get(pk)) != _key(wanted.get(pk))]
    SearchText.objects.filter(article__in=changed).delete()
    SearchText.objects.bulk_create(wanted[pk] for pk in changed if pk in wanted)
    return len(changed)


def _key(row: SearchText | None) -> tuple[object, ...] | None:
    return (row.newness, row.column, row.said, row.text, row.grams) if row else None


def _rows(pks: Collection[int]) -> dict[int, SearchText]:
    articles: list[Article] = list(Article.objects.filter(pk__in=pks).specific())
    files = _files(articles)
    return {article.pk: _row(article, files[article.pk]) for article in articles}


def _files(articles: Iterable[Article]) -> dict[int, list[PublicFile]]:
    found: dict[int, list[PublicFile]] = defaultdict(list)
    below = Attachment.objects.filter(article__in=articles).order_by("article", "sort_order", "pk")
    for attachment in below.select_related("document"):
        found[attachment.article_id].append(attachment.document)
    for one in Download.objects.filter(pk__in=[article.pk for article in articles]).select_related("document"):
        found[one.pk].append(one.document)
    return found


def _row(article: Article, files: Iterable[PublicFile]) -> SearchText:
    title = readable(article.title)
    parts = [str(getattr(article, name)) for name in article.searched]
    parts += [unescape(strip_tags(part)) for part in PARAGRAPH.split(article.body)]
    parts += [part for file in files if file.scan != StoredFile.Scan.INFECTED for part in (file.title, file.text)]
    said = " ".join(filter(None, (title, *map(readable, parts))))[:MOST]
    text = plain(said)
    said_of_it = narrowing(column=article.column.value, region=article.region_id, year=article.issued_on.year).union(
        *(narrowing(series=code) for code in article.series_codes)
    )
    grams = grams_of(text) | in_title(grams_of(plain(title))) | said_of_it
    return SearchText(
        newness=article.issued_on.toordinal() * NEWER + article.pk,
        article=article,
        column=article.column,
        title=plain(title),
        said=said,
        text=text,
        grams=" ".join(sorted(grams)),
    )
