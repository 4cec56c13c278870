"""The small world: organizations of 清远, who sits at which desk, the committees and their calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from zhicheng.accounts import operations as accounts
from zhicheng.accounts.models import User
from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds, get_kind
from zhicheng.calls import operations as calls
from zhicheng.calls.models import Call, Committee, ReviewYear, Scope
from zhicheng.content.operations import found_portal
from zhicheng.core.workdays import add_workdays
from zhicheng.demo import cast
from zhicheng.demo.cast import BUREAU, COMPETENT, OFFICE, WINDOW, Applicant, Role, identity
from zhicheng.eligibility.operations import appoint_administrator
from zhicheng.organizations.models import FormerName, HelpDesk, Membership, Organization
from zhicheng.organizations.models import Role as Duty
from zhicheng.organizations.operations import index
from zhicheng.reference.models import Level, Region, Specialty
from zhicheng.reference.queries import calendar
from zhicheng.review.models import Expert

PROVINCE, CITY, DISTRICT = "440000", "441800", "441802"
GUIDE = "网上申报操作指引【提示1】"
SEATS = 11

# name, nature, region, 主管单位, is it a 人事管理单位, phone, 曾用名
ORGANIZATIONS = (
    (cast.PROVINCE, "government", PROVINCE, "", False, "020-83133000", ""),
    (BUREAU, "government", CITY, "", False, "0763-3382510", "清远市人事局"),
    (COMPETENT, "government", CITY, "", False, "0763-3361100", "清远市环境保护局"),
    (OFFICE, "government", CITY, COMPETENT, False, "0763-3361108", ""),
    (cast.INSTITUTE, "institution", CITY, COMPETENT, True, "0763-3360001", "清远市环境科学研究所"),
    (cast.MONITORING, "institution", CITY, COMPETENT, True, "0763-3360002", "清远市环境监测站"),
    (cast.SOLID_WASTE, "institution", CITY, COMPETENT, True, "0763-3360003", ""),
    (cast.DISTRICT, "institution", DISTRICT, COMPETENT, True, "0763-3360004", ""),
    (WINDOW, "social", CITY, COMPETENT, True, "0763-3360005", "市直非公有制单位申报点（环保专业）"),
    ("清远市住房和城乡建设局", "government", CITY, "", False, "0763-3370001", "清远市建设局"),
    ("清远市城市规划设计院", "institution", CITY, "清远市住房和城乡建设局", True, "0763-3370002", "清远市规划设计室"),
    ("清远市市政园林管理中心", "institution", CITY, "清远市住房和城乡建设局", True, "0763-3370003", ""),
    ("清远市水利局", "government", CITY, "", False, "0763-3380001", ""),
    ("清远市水利水电设计院有限公司", "state_owned", CITY, "清远市水利局", True, "0763-3380002", "清远市水电设计室"),
    ("英德市自然资源局", "government", "441881", "", False, "0763-2220001", "英德市国土资源局"),
    ("英德市测绘队", "institution", "441881", "英德市自然资源局", True, "0763-2220002", ""),
    ("清远市教育局", "government", CITY, "", False, "0763-3390001", ""),
    ("清远市职业技术学校", "institution", CITY, "清远市教育局", True, "0763-3390002", "清远市技工学校"),
)


FILED_FOR = {"initial": 96}  # days the window of a kind is open; of the others all year


@dataclass
class Town:
    """Everything the stories need; `at` is the moment of loading, before which all of them happened."""

    at: datetime
    password: str  # hashed once: hashing is slow on purpose
    calendar: dict[date, bool]
    organizations: dict[str, Organization] = field(default_factory=dict)
    officers: dict[tuple[int, str], User] = field(default_factory=dict)
    experts: list[Expert] = field(default_factory=list)
    calls: dict[tuple[int, Level], Call] = field(default_factory=dict)

    @property
    def opens_at(self) -> datetime:
        return midnight(timezone.localdate(self.at) - timedelta(days=75))

    @property
    def year(self) -> int:
        """The review year of the open calls: the year in which they opened."""
        return timezone.localtime(self.opens_at).year

    def moment(self, ago: int, seq: int = 0) -> datetime:
        """A time of the working day `ago` working days before the loading; of today, within the last hour."""
        if ago <= 0:
            return self.at - timedelta(minutes=60 - seq % 50)
        day = add_workdays(timezone.localdate(self.at), -ago, calendar=self.calendar)
        return timezone.make_aware(datetime.combine(day, time(9 + seq % 8, seq * 7 % 60)))

    def register(self, username: str, name: str, seq: int, born_on: date, *, at: datetime) -> User:
        return accounts.register(
            username=username,
            password=self.password,
            is_hashed=True,
            name=name,
            id_type=User.IdType.RESIDENT,
            id_number=identity(born_on, seq),
            phone=f"1540000{seq:04d}",
            at=at,
            is_demo=True,
        )

    def applicant(self, who: Applicant, *, at: datetime) -> User:
        return self.register(who.username, who.name, who.seq, who.born_on(self.year), at=at)


def midnight(day: date) -> datetime:
    """This function will return the beginning of a day, aware."""
    return timezone.make_aware(datetime.combine(day, time()))


def build(*, at: datetime) -> Town:
    """This function will make the organizations, officers, experts, committees and calls, and return them.

    The lists of the country must be loaded.
    """
    found_portal(title=settings.MARK + settings.SITE_NAME, regions=Region.objects.filter(code__in=(PROVINCE, CITY)))
    town = Town(at=at, password=make_password(cast.PASSWORD), calendar=calendar())
    _organizations(town)
    _officials(town)
    for level in (Level.INTERMEDIATE, Level.ASSISTANT):
        committee = _committee(town, level)
        for year in (town.year - 1, town.year):
            _call(town, committee, level, year)
    for kind in all_kinds():
        if not kind.by_call:
            _window(town, kind, town.year)
    for key in FILED_FOR:  # one that has not begun, and may still be changed
        _window(town, get_kind(key), town.year + 1)
    return town


def _organizations(town: Town) -> None:
    known = town.organizations
    for name, nature, region, parent, is_unit, phone, former in ORGANIZATIONS:
        known[name] = Organization.objects.create(
            name=name,
            nature=nature,
            region_id=region,
            parent=known.get(parent),
            hrss=known.get(BUREAU),
            is_unit=is_unit,
            is_nonpublic_agent=name == WINDOW,
            contact_phone=phone,
        )
        if former:
            FormerName.objects.create(organization=known[name], name=former, until=date(2019, 3, 1))
    index(organizations=[one.pk for one in known.values()])
    known[WINDOW].serves_specialties.set(Specialty.objects.filter(code__in=cast.SPECIALTIES))
    HelpDesk.objects.create(
        region_id=CITY,
        name="清远市人社局人才开发科",
        phone="0763-3382510",
        valid_from=date(2020, 1, 1),
        source=GUIDE,
    )


def _officials(town: Town) -> None:
    joined = town.opens_at - timedelta(days=700)
    officials = [role for group in cast.CAST if group.is_official for role in group.roles]
    for seq, role in enumerate(officials, start=100):
        user = town.register(role.username, role.name, seq, date(1970 + seq % 15, 5, 6), at=joined)
        TOTP.activate(user, cast.secret_of(role.username))
        if role.duty == cast.ADMINISTRATOR:
            appoint_administrator(user=user, actor=None, at=joined)
        elif role.organization:
            organization = town.organizations[role.organization]
            Membership.objects.create(user=user, organization=organization, role=role.duty)
            town.officers.setdefault((organization.pk, role.duty), user)  # the first decides, the second settles
        elif role.group:
            User.objects.filter(pk=user.pk).update(is_staff=True)
            user.groups.add(Group.objects.get(name=role.group))
        else:
            town.experts.append(_expert(town, role, user, seq))


def _expert(town: Town, role: Role, user: User, seq: int) -> Expert:
    employers = (cast.INSTITUTE, "广东省环境科学研究院", "华南理工大学环境与能源学院", "韶关市生态环境监测中心")
    return Expert.objects.create(
        user=user,
        employer=cast.INSTITUTE if role.username == "zhoupingwei" else employers[1 + seq % 3],
        title="正高级工程师" if seq % 3 else "高级工程师",
        field=("水污染防治", "生态环境监测", "环境规划与评价")[seq % 3],
        valid_until=date(town.year + 3, 12, 31),
    )


def _committee(town: Town, level: Level) -> Committee:
    words = "中级" if level == Level.INTERMEDIATE else "初级"
    committee = Committee.objects.create(
        name=f"清远市工程系列生态环境专业{words}职称评审委员会",
        series_id="05",
        region=Region.objects.get(pk=CITY),
        office=town.organizations[OFFICE],
        hrss=town.organizations[BUREAU],
        members=SEATS,
        filed_from=date(town.year - 1, 1, 1),
        filed_to=date(town.year + 1, 12, 31),
    )
    levels = (level,) if level == Level.INTERMEDIATE else (Level.ASSISTANT, Level.TECHNICIAN)
    Scope.objects.bulk_create(
        Scope(committee=committee, specialty=specialty, level=each)
        for specialty in Specialty.objects.filter(code__in=cast.SPECIALTIES)
        for each in levels
    )
    return committee


def _window(town: Town, kind: Kind, year: int) -> None:
    """What no committee calls for: in the city for some days, or all year in the whole province."""
    days, opens = FILED_FOR.get(kind.key), town.opens_at + timedelta(days=365 * (year - town.year))
    calls.open_window(
        kind=kind.key,
        year=year,
        region=Region.objects.get(pk=CITY if days else PROVINCE),
        opens_at=opens,
        submit_until=opens + timedelta(days=days) if days else None,
        source=f"关于受理清远市 {year} 年度{kind.title}的通知" if days else "全年受理（依据待核对）",
        actor=None,
        at=town.opens_at - timedelta(days=3),
    )


def _call(town: Town, committee: Committee, level: Level, year: int) -> None:
    row, _ = ReviewYear.objects.get_or_create(year=year, defaults={"note": f"{year} 年度职称评审"})
    opens = town.opens_at if year == town.year else town.opens_at - timedelta(days=365)
    submit = opens + timedelta(days=96)  # this year: three weeks from the loading
    town.calls[year, level] = calls.open_call(
        committee=committee,
        year=row,
        opens_at=opens,
        submit_until=submit,
        unit_until=submit + timedelta(days=14),
        competent_until=submit + timedelta(days=28),
        notice=f"关于开展清远市 {year} 年度工程系列生态环境专业职称评审工作的通知",
        actor=town.officers[town.organizations[OFFICE].pk, Duty.OFFICE],
        at=opens - timedelta(days=3),
    )
