"""`manage.py index_organizations`: load how characters are read, and write the search table of every organization."""

from django.core.management.base import BaseCommand

from zhicheng.organizations.operations import index_all, load_readings
from zhicheng.organizations.pronunciation import characters_by_syllable


class Command(BaseCommand):
    help = "载入汉字读音，并更新单位的检索表，可以重复运行"

    def handle(self, *args: object, **options: object) -> None:
        syllables = load_readings(characters=characters_by_syllable())
        written = index_all()
        self.stdout.write(f"读音：{syllables} 个音节；更新了 {written} 个单位的检索表")
