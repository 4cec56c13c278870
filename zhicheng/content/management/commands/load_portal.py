"""`manage.py load_portal`: the tree of the portal, its editors' groups and the three approvals."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region


class Command(BaseCommand):
    help = "建立门户栏目、编辑组和三审流程，可以重复运行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("regions", nargs="*", help="地区代码，例如 440000 441800")

    def handle(self, *args: Any, **options: Any) -> None:
        regions = Region.objects.filter(code__in=options["regions"] or ["440000"])
        portal = found_portal(title=settings.SITE_NAME, regions=regions)
        self.stdout.write(f"{portal.title}: {', '.join(region.name for region in regions)}")
