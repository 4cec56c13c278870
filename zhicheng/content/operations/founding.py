"""The portal's tree, who may write and who approves."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from zhicheng.content.models import Approval, Column, ColumnPage, Portal, RegionPage
from zhicheng.reference.models import Region

APPROVERS = ("初审", "复审", "终审")
EDITORS = "编辑"
ROOT = "全部"


@transaction.atomic
def found_portal(*, title: str, regions: Iterable[Region]) -> Portal:
    """This function will make what is missing of the tree, the groups and the three approvals; run again, nothing.

    Every column has a folder for each of `regions`. A column has a group of editors (编辑：政策法规), and a region
    has one in all columns (编辑：清远市). Nobody may publish: the last of three approvals does.
    """
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()  # Wagtail's own: they may publish
    portal = _root(title)
    chosen = list(regions)
    columns = [_column(portal, column) for column in Column]
    for column in columns:
        _may_write(_group(f"{EDITORS}：{column.title}"), column)
    for region in chosen:
        group = _group(f"{EDITORS}：{region.name}")
        for column in columns:
            _may_write(group, _folder(column, region))
    _approvals(portal)
    return portal


def plant_roots() -> Page:
    """This function will make what Wagtail's own migrations make, where it was emptied, in our words.

    It returns the root page.
    """
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    root: Page = Page.get_first_root_node() or Page.add_root(title=ROOT, slug="root")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name=ROOT)
    Page.objects.filter(pk=root.pk).update(title=ROOT, draft_title=ROOT)
    Collection.objects.filter(depth=1).update(name=ROOT)
    return root


def _root(title: str) -> Portal:
    found: Portal | None = Portal.objects.first()
    if found is not None:
        return found
    root = plant_roots()
    portal: Portal = root.add_child(instance=Portal(title=title, slug="portal"))
    Page.objects.filter(depth=2).exclude(pk=portal.pk).filter(slug="home").delete()  # Wagtail's own first page
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "site_name": title, "root_page": portal}
    )
    return portal


def _column(portal: Portal, column: Column) -> ColumnPage:
    found: ColumnPage | None = ColumnPage.objects.filter(key=column).first()
    slug = column.value.replace("/", "-")
    return found or portal.add_child(instance=ColumnPage(title=column.label, slug=slug, key=column))


def _folder(column: ColumnPage, region: Region) -> RegionPage:
    found: RegionPage | None = RegionPage.objects.child_of(column).filter(region=region).first()
    return found or column.add_child(instance=RegionPage(title=region.name, slug=region.code, region=region))


def _group(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    return group


def _may_write(group: Group, place: Page) -> None:
    """In the pages below, and add files and pictures to the group's own collection."""
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.get_or_create(group=group, page=place, permission=permission)
    files = _collection(group.name)
    for codename in ("add_document", "choose_document", "add_image", "choose_image"):
        for permission in Permission.objects.filter(codename=codename):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=permission)


def _collection(name: str) -> Collection:
    """Nobody of another group sees what is in it."""
    root = Collection.get_first_root_node()
    found: Collection | None = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def _approvals(portal: Portal) -> None:
    workflow, is_new = Workflow.objects.get_or_create(name="三审")
    if not is_new:
        return
    WorkflowPage.objects.update_or_create(page=portal, defaults={"workflow": workflow})
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    for order, name in enumerate(APPROVERS):
        group = _group(name)
        GroupPagePermission.objects.get_or_create(group=group, page=portal, permission=change)
        task = Approval.objects.create(name=name)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
