"""Loads regions, code lists, series, specialties, titles and the working calendar."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from zhicheng.core import clock
from zhicheng.reference.operations import load_reference
from zhicheng.reference.queries import unknown_years


class Command(BaseCommand):
    help = "载入行政区划、代码表、职称系列、专业、职称名称和工作日历，可以重复运行"

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.wall()
        for name, count in load_reference(at=at).items():
            self.stdout.write(f"{name}: {count}")
        today = timezone.localdate(at)
        for year in unknown_years(today, today.replace(year=today.year + 1, day=1)):
            self.stderr.write(
                f"工作日历没有 {year} 年的放假安排，{year} 年按周一至周五计算工作日。"
                "升级 chinesecalendar 后再运行 load_reference。"
            )
