"""The portal's search among many articles: `python -m bench.articles 20000`, with DATABASE_URL of an empty database.

Fills it with made-up articles in the words of the trade, so that common words stand in nearly all of them, writes their
search table, and times what people type, in this process.
"""

import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from zhicheng.content.models import Announcement, Column, ColumnPage, RegionPage, SearchText  # noqa: E402
from zhicheng.content.operations import found_portal, index_all  # noqa: E402
from zhicheng.content.search import Narrowed, find  # noqa: E402
from zhicheng.reference.models import Region  # noqa: E402

LENGTH = 1500
WORDS = (
    "职称 评审 申报 条件 材料 专业技术人员 生态环境 监测 评价 标准 单位 推荐 公示 审核 人事 主管部门 评委会 继续教育 "
    "学时 论文 业绩 成果 高级 中级 初级 工程师 教师 卫生 农业 会计 通知 办法 规定 实施 有关 工作 年度 全省 各市 提交 "
    "截止 时间 系统 网上 证书 核验 资格 考核 称职 基本 优秀 的 和 及 应当 可以 不得 由 对 在 为 按 其 等"
)
COMMON = "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))
ASKED: tuple[tuple[str, Narrowed], ...] = (
    ("监测", Narrowed()),
    ("职称评审", Narrowed()),
    ("专业技术人员", Narrowed()),
    ("生态环境监测", Narrowed()),
    ("职称 评审 条件", Narrowed()),
    ("职称评审 专业技术人员 继续教育学时", Narrowed()),
    ("职称", Narrowed(year="2003")),
    ("职称评审", Narrowed(column="announcements", region="441800", year="2003")),
    ("职称职称职称职称职称", Narrowed()),
    ("评", Narrowed()),
    ("粤人社规〔2020〕33号", Narrowed()),
    ("2020", Narrowed()),
    ("𬱖", Narrowed()),
    ("没有这样的文章", Narrowed()),
    ("生态环镜监测", Narrowed()),
    ("职称评审材料提交截止是时间", Narrowed()),
    ("生态环境监测继续教育学时", Narrowed()),
    ("职称评审 没有的词 条件", Narrowed()),
    ("职称评审申报条件材料专业技术人员生态环境监测", Narrowed()),
)
TIMES = 9


def texts(dice: random.Random) -> Iterator[tuple[str, str]]:
    """This function will yield a title and a body, again and again: two thirds words of the trade, the rest any."""
    trade = WORDS.split()
    while True:
        words = dice.choices(trade, k=LENGTH // 4)
        for place in range(0, len(words), 3):
            words[place] = "".join(dice.choices(COMMON, k=7)) + dice.choice("，。；")
        paragraphs = "</p><p>".join("".join(words[place : place + 60]) for place in range(0, len(words), 60))
        number = f"粤人社规〔{dice.randint(2000, 2026)}〕{dice.randint(1, 99)}号"
        yield f"关于{''.join(dice.choices(trade, k=6))}的通知", f"<p>{number}</p><p>{paragraphs}</p>"


def add(folder: RegionPage, number: int, title: str, body: str, on: date) -> None:
    """This function will write an announcement of 清远 as it is stored, without all that Wagtail does besides."""
    path = folder._get_path(folder.path, folder.depth + 1, number)
    one = Announcement(
        title=title,
        draft_title=title,
        slug=f"n{number}",
        url_path=f"{folder.url_path}n{number}/",
        path=path,
        depth=folder.depth + 1,
        locale=folder.locale,
        content_type=ContentType.objects.get_for_model(Announcement),
        body=body,
        issuer="广东省人力资源和社会保障厅",
        issued_on=on,
        region_id="441800",
    )
    one.save_base()


def fill(many: int) -> None:
    """This function will make the articles and their search table."""
    region, _ = Region.objects.get_or_create(code="441800", defaults={"name": "清远市"})
    found_portal(title="门户", regions=[region])
    folder = RegionPage.objects.child_of(ColumnPage.objects.get(key=Column.ANNOUNCEMENT)).get()
    dice = random.Random(7)  # the same articles in each run
    made = enumerate(itertools.islice(texts(dice), many), start=1)
    while batch := list(itertools.islice(made, 1000)):
        with transaction.atomic():
            for number, (title, body) in batch:
                add(folder, number, title, body, date(2000, 1, 1) + timedelta(dice.randrange(9500)))
    RegionPage.objects.filter(pk=folder.pk).update(numchild=many)
    start = time.perf_counter()
    index_all()
    print(f"indexed in {time.perf_counter() - start:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)
    if not SearchText.objects.exists():
        fill(many)
    print(f"{SearchText.objects.count():,} articles, {connection.vendor}")
    slowest = 0.0
    for typed, among in ASKED:
        find(typed, among=among)
        took, worked = [], []
        for _ in range(TIMES):
            start, busy = time.perf_counter(), time.process_time()
            found = find(typed, among=among)
            took.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        with CaptureQueriesContext(connection) as statements:
            find(typed, among=among)
        median, cpu = statistics.median(took), statistics.median(worked)
        slowest = max(slowest, median)
        asked, many = f"{typed} {''.join(sorted(among.grams))}", len(statements)
        print(f"{median:6.1f} ms  {cpu:5.1f} cpu  {many} statements  {len(found.keys):4d} found  {asked}")
    print(f"slowest median: {slowest:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
