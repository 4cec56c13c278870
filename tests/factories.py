"""Makes the fixed cast and their world: 李工 applies in 清远, 孙评委 chairs the committee, 吴某 is a stranger."""

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World
from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.applications.registry import all_kinds
from zhicheng.calls import operations as calls
from zhicheng.calls.models import Call, Committee, FilingWindow, ReviewYear, Scope
from zhicheng.core.ids import CHECK_DIGITS, WEIGHTS
from zhicheng.eligibility.operations import load_rules
from zhicheng.organizations.models import HelpDesk, Membership, Organization, Role
from zhicheng.organizations.operations import index, load_readings
from zhicheng.organizations.pronunciation import characters_by_syllable
from zhicheng.reference.models import Level, Region, Specialty
from zhicheng.reference.operations import load_reference
from zhicheng.review.models import Expert

START = datetime(2026, 9, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "Qingyuan-2026"
ECO = ("ECO_ENG", "ECO_CONSULT", "ECO_MONITOR")
EXPERTS = ("孙评委", "周评委", "陈评委", "褚评委", "卫评委")


@cache
def syllables() -> dict[str, str]:
    """How characters are read."""
    return characters_by_syllable()


def resident(number: int, born: str = "19940507") -> str:
    """A resident number of a region that does not exist, with the right check character."""
    digits = f"990002{born}{number:03d}"
    return digits + CHECK_DIGITS[sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=False)) % 11]


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def person(username: str, name: str, number: int) -> User:
    """An applicant; `number` tells his papers and phone from those of others."""
    return accounts.register(
        username=username,
        password=PASSWORD,
        name=name,
        id_type=User.IdType.RESIDENT,
        id_number=resident(number),
        phone=f"139000{number:05d}",
        at=START,
    )


def official(username: str, name: str, number: int, *seats: tuple[Organization, Role]) -> User:
    """Somebody who acts for others, with his second factor."""
    user = person(username, name, number)
    TOTP.activate(user, generate_totp_secret())
    Membership.objects.bulk_create(Membership(user=user, organization=place, role=role) for place, role in seats)
    return user


def expert(name: str, number: int) -> Expert:
    return Expert.objects.create(
        user=official(f"expert{number}", name, number),
        employer="广东省环境科学研究院",
        title="正高级工程师",
        field="水环境",
        valid_until=date(2028, 12, 31),
    )


def organization(name: str, **columns: Any) -> Organization:
    region = Region.objects.get(code="441800")
    made = Organization.objects.create(name=name, region=region, **{"nature": "institution", **columns})
    index(organizations=[made.pk])
    return made


def committee(office: Organization, bureau: Organization) -> Committee:
    made = Committee.objects.create(
        name="清远市工程系列生态环境专业中级职称评审委员会",
        series_id="05",
        region_id="441800",
        office=office,
        hrss=bureau,
        members=len(EXPERTS),
        filed_from=date(2025, 1, 1),
        filed_to=date(2027, 12, 31),
    )
    specialties = Specialty.objects.filter(code__in=ECO)
    Scope.objects.bulk_create(Scope(committee=made, specialty=each, level=Level.INTERMEDIATE) for each in specialties)
    return made


def call(committee: Committee, *, year: int, actor: User) -> Call:
    """Open from 1 September to the end of October of the year."""
    day = START.replace(year=year, hour=0)
    return calls.open_call(
        committee=committee,
        year=ReviewYear.objects.create(year=year, note=f"{year} 年度"),
        opens_at=day.replace(month=9, day=1),
        submit_until=day.replace(month=11, day=1),
        unit_until=day.replace(month=11, day=16),
        competent_until=day.replace(month=12, day=1),
        notice=f"关于开展 {year} 年度评审工作的通知",
        actor=actor,
        at=START,
    )


def window(kind: str, *, year: int = 2026) -> FilingWindow:
    """Open in the whole province from 1 September to the end of October of the year."""
    day = START.replace(year=year, hour=0)
    return calls.open_window(
        kind=kind,
        year=year,
        region=Region.objects.get(code="440000"),
        opens_at=day.replace(month=9, day=1),
        submit_until=day.replace(month=11, day=1),
        source=f"关于 {year} 年度受理时间的通知",
        actor=None,
        at=START,
    )


def build() -> World:
    """The country's lists, 清远's organizations, one open call, a window for every other kind, the cast."""
    load_reference(at=START)
    load_rules(at=START)
    load_readings(characters=syllables())
    bureau = organization("清远市人力资源和社会保障局", nature="government", contact_phone="0763-3382510")
    competent = organization("清远市生态环境局", nature="government", hrss=bureau)
    office = organization("清远市生态环境局职称评审办公室", parent=competent, contact_phone="0763-3360000")
    unit = organization("清远市环境科学研究院", parent=competent, hrss=bureau, is_unit=True)
    HelpDesk.objects.create(
        region_id="441800",
        name="清远市人社局人才开发科",
        phone="0763-3382510",
        valid_from=date(2020, 1, 1),
        source="指引",
    )
    feng = official("feng", "冯主任", 11, (office, Role.OFFICE))
    board = committee(office, bureau)
    opened = call(board, year=2026, actor=feng)
    for kind in all_kinds():
        if not kind.by_call:
            window(kind.key)
    province = Organization.objects.create(
        name="广东省人力资源和社会保障厅", region_id="440000", nature="government", contact_phone="020-83133000"
    )
    other = organization("清远市环境监测站", parent=competent, hrss=bureau, is_unit=True)
    return World(
        at=START,
        unit=unit,
        other_unit=other,
        competent=competent,
        bureau=bureau,
        office=office,
        committee=board,
        call=opened,
        li=person("ligong", "李静怡", 4),
        wu=person("wumou", "吴某", 5),
        province=province,
        he=official("he", "贺处长", 17, (province, Role.HRSS)),
        wang=official("wang", "王经办", 12, (unit, Role.UNIT)),
        luo=official("luo", "罗经办", 16, (other, Role.UNIT)),
        zhao=official("zhao", "赵主管", 13, (competent, Role.COMPETENT)),
        qian=official("qian", "钱科长", 14, (bureau, Role.HRSS)),
        feng=feng,
        experts=[expert(name, 20 + place) for place, name in enumerate(EXPERTS)],
    )
