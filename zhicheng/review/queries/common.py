"""What the queries share: how a case is called in its meeting, and the expert's own marks on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from zhicheng.review.models import Expert, Item, Opinion, Recusal, Roll, Turnout

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    MarkedItem = WithAnnotations[Item, "Marks"]

Own = TypeVar("Own", Recusal, Turnout, Roll, Opinion)


class Marks(TypedDict):
    """What one expert did with one case, apart from his choice."""

    is_recused: bool
    has_voted: bool
    on_roll: bool
    my_opinion: str


def label_of(item: Item) -> str:
    """This function will return the name a case has in its meeting: 申报人 03."""
    return f"申报人 {item.order:02d}"


def own(model: type[Own], expert: Expert) -> QuerySet[Own]:
    """This function will return the rows of `model` by `expert` on the item of the outer query."""
    return model._default_manager.filter(item=OuterRef("pk"), expert=expert)


def of_expert(items: QuerySet[Item], expert: Expert) -> QuerySet[MarkedItem]:
    """This function will return `items` with what `expert` did with them, and with their titles."""
    return items.select_related("application__title", "application__specialty").annotate(
        is_recused=Exists(own(Recusal, expert)),
        has_voted=Exists(own(Turnout, expert)),
        on_roll=Exists(own(Roll, expert)),
        my_opinion=Coalesce(Subquery(own(Opinion, expert).values("text")), Value("", TextField())),
    )
