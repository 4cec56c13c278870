"""Loads the rules of seniority, windows and training hours."""

from typing import Any

from django.core.management.base import BaseCommand

from zhicheng.core import clock
from zhicheng.eligibility.operations import load_rules


class Command(BaseCommand):
    help = "载入资历、业绩时间和继续教育规则，可以重复运行；已有的规则不改，只更新出处"

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in load_rules(at=clock.wall()).items():
            self.stdout.write(f"{name}: {count}")
