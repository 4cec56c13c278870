"""The search table: what visitors may find, and the index over it (made in a migration, kept by the database)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from zhicheng.content.models.articles import Article
from zhicheng.content.models.places import Column

Compiled = tuple[str, tuple[Any, ...]]


class GramsField(models.TextField):  # type: ignore[type-arg]
    """Grams in one line. `grams__have=[{"监测"}, {"环保", "检测"}]`: all grams of one of the groups, by the index."""


@GramsField.register_lookup
class Have(Lookup[Any]):
    lookup_name = "have"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        groups = [sorted(group) for group in self.rhs]
        asked = " OR ".join([f"content_grams({column}) @> %s::text[]"] * len(groups))
        return f"({asked})", (*params, *groups)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Compiled:
        key, params = compiler.compile(F("newness").resolve_expression(compiler.query))
        found, asked = _matching(self.rhs)
        return f"{key} IN ({found})", (*params, *asked)


def _matching(groups: Iterable[Collection[str]]) -> Compiled:
    asked = " OR ".join("({})".format(" ".join(f'"{gram}"' for gram in sorted(group))) for group in groups)
    return "SELECT rowid FROM content_grams WHERE content_grams MATCH %s", (asked,)


class SearchText(models.Model):
    """A public article as it is searched. Its key grows with 发布日期, then with the article."""

    newness = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_text")
    column = models.CharField(max_length=20, choices=Column.choices)
    title = models.TextField()  # plain
    said = models.TextField()  # readable, the title first
    text = models.TextField()  # the same, plain
    grams = GramsField()

    def __str__(self) -> str:
        return self.title


def indexed(grams: Collection[str]) -> Compiled:
    """This function will return the statement for the keys of what has all these grams, in no order.

    SQLite reads no more of its index than is asked for; through `grams__have` it would list every key first.
    """
    if connection.vendor == "sqlite":
        return _matching([grams])
    return SearchText.objects.filter(grams__have=[grams]).values("newness").query.sql_with_params()
