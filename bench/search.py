"""The search for units among many: `python -m bench.search 50000`, with DATABASE_URL of an empty database.

Fills it with made-up organizations, writes their search table, and times what people type, in this process.
"""

import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from zhicheng.organizations.models import FormerName, Organization, SearchTerm  # noqa: E402
from zhicheng.organizations.operations import index_all, load_readings  # noqa: E402
from zhicheng.organizations.pronunciation import characters_by_syllable  # noqa: E402
from zhicheng.organizations.queries import search_units  # noqa: E402
from zhicheng.reference.models import Region  # noqa: E402

PLACES = (
    "清远市 清城区 英德市 连州市 佛冈县 阳山县 广州市 深圳市 韶关市 "
    "东莞市 惠州市 佛山市 中山市 珠海市 肇庆市 云浮市 长沙市 重庆市"
)
FIELDS = (
    "环境 生态环境 环保 水利 水电 建筑 市政 园林 规划 测绘 农业 林业 "
    "医药 信息 电子 机械 化工 交通 教育 文化 检测 食品 能源 材料"
)
FORMS = (
    "科学研究院 研究所 监测站 有限公司 有限责任公司 工程有限公司 科技有限公司 "
    "设计院 管理中心 服务中心 咨询有限公司 学校 医院 协会"
)
BRANDS = "华泰恒信达源盛康宏鑫嘉瑞丰安乐天宇博创新海江山北南东金银龙凤鸣翔腾飞越正大中和平远长青绿洲蓝"
ASKED = (
    "清远市环境科学研究院",
    "清远市环境科研所",
    "清远市环镜科学研究院",
    "清远市环境学研究院",
    "环科院",
    "有限公司",
    "清远",
    "监测站",
    "qingyuanshihuanjing",
    "hjkxyjy",
    "qyshj",
    "qy huanjing",
    "youxiangongsi",
    "yxgs",
    "xian",
    "12441800",
    "没有这样的单位",
    "华泰环保科技有限公司",
    "市一医",
    "公司有限公司限有司公",
)
TIMES = 15


def names(many: int) -> Iterator[str]:
    """This function will yield different names as registers hold them."""
    dice = random.Random(7)  # the same names in each run
    seen = {"清远市环境科学研究院", "清远市第一人民医院"}
    yield from sorted(seen)
    while len(seen) < many:
        brand = "".join(dice.choices(BRANDS, k=dice.randint(0, 3)))
        name = dice.choice(PLACES.split()) + brand + dice.choice(FIELDS.split()) + dice.choice(FORMS.split())
        if name not in seen:
            seen.add(name)
            yield name


def fill(many: int) -> None:
    """This function will make the organizations and their search table."""
    call_command("migrate", verbosity=0)
    Region.objects.get_or_create(code="441800", defaults={"name": "清远市"})
    rows = (
        Organization(name=name, nature="institution", region_id="441800", is_unit=True, credit_code=f"12441800{n:010d}")
        for n, name in enumerate(names(many))
    )
    while batch := list(itertools.islice(rows, 2000)):
        made = Organization.objects.bulk_create(batch)
        FormerName.objects.bulk_create(FormerName(organization=one, name=f"原{one.name}") for one in made[::10])
    load_readings(characters=characters_by_syllable())
    start = time.perf_counter()
    index_all()
    print(f"indexed in {time.perf_counter() - start:.0f} s: {SearchTerm.objects.count():,} terms", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    fill(many)
    print(f"{Organization.objects.count():,} organizations, {connection.vendor}")
    slowest = 0.0
    for text in ASKED:
        search_units(text)
        took, worked = [], []
        for _ in range(TIMES):
            start, busy = time.perf_counter(), time.process_time()
            found = search_units(text)
            took.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        reset_queries()
        with CaptureQueriesContext(connection) as statements:
            search_units(text)
        median, cpu = statistics.median(took), statistics.median(worked)
        slowest = max(slowest, median)
        first, many = found[0].unit.name if found else "-", len(statements)
        print(f"{median:6.1f} ms  {cpu:5.1f} cpu  {many:2d} statements  {len(found):2d} found  {text} → {first}")
    print(f"slowest median: {slowest:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
