"""政策法规: by level, series and year."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.content.models import Column, Policy
from zhicheng.content.queries import published
from zhicheng.reference.models import Series
from zhicheng.web.page import page
from zhicheng.web.public.columns import Narrow, by_region, by_year, narrowed

FORCE: dict[str, str] = {Policy.Force.IN_FORCE: "green", Policy.Force.AMENDED: "amber", Policy.Force.REPEALED: ""}


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The policies, the newest first."""
    listing = narrowed(request, Column.POLICY, published(Policy), narrows)
    return page(request, "public/policies.html", {"listing": listing, "colours": FORCE})


def narrows() -> Sequence[Narrow]:
    """This function will return what the policies are narrowed by."""
    series = Series.objects.filter(pk__in=published(Policy).order_by().values("series")).order_by("code")
    return (
        Narrow("level", "层级", "rank", Policy.Rank.choices),
        Narrow("series", "适用系列", "series", list(series.values_list("code", "name"))),
        by_year(Policy),
        by_region(),
    )
