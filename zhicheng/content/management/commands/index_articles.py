"""`manage.py index_articles`: write the search table of every public article."""

from django.core.management.base import BaseCommand

from zhicheng.content.operations import index_all


class Command(BaseCommand):
    help = "更新门户文章的检索表，可以重复运行"

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"更新了 {index_all()} 篇文章的检索表")
