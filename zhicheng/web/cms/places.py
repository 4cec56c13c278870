"""What an editor finds first: the columns he writes in, each with a way to begin."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from zhicheng.content.models import SORTS, Column, ColumnPage, RegionPage


class Place(NamedTuple):
    """A folder of the tree, and the sorts of articles that stand in it: (what it is called, where it is begun)."""

    pk: int
    column: str
    region: str
    articles: int
    sorts: list[tuple[str, str]]


class Places(Component):  # type: ignore[misc]
    """我的栏目."""

    name = "places"
    order = 50
    template_name = "cms/places.html"

    def __init__(self, places: list[Place]) -> None:
        self.places = places

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """This function will return what the template reads."""
        return {"places": self.places}


def called(request: HttpRequest) -> dict[str, str]:
    """This function will name the site in the title of every editors' page, as a practice system names itself, too."""
    return {"called": settings.WAGTAIL_SITE_NAME}


def places_of(user: AbstractBaseUser) -> list[Place]:
    """This function will return where somebody may write, as the columns of the portal stand, in three statements."""
    allowed = page_permission_policy.instances_user_has_permission_for(user, "add")
    folders = RegionPage.objects.filter(pk__in=allowed.values("pk")).select_related("region").order_by("path")
    columns = {page.path: Column(page.key) for page in ColumnPage.objects.all()}
    found = [(columns[folder.path[: -folder.steplen]], folder) for folder in folders]
    return [
        Place(folder.pk, column.label, folder.region.name, folder.numchild, _sorts(column, folder.pk))
        for column, folder in found
    ]


def _sorts(column: Column, folder: int) -> list[tuple[str, str]]:
    sorts = [sort for sort in SORTS if sort.column == column]
    add = "wagtailadmin_pages:add"
    return [
        (str(sort._meta.verbose_name), reverse(add, args=["content", sort._meta.model_name, folder])) for sort in sorts
    ]
