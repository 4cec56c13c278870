"""Who plays. Their ID numbers carry a region that was never assigned, so that no living person has them."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from zhicheng.core.ids import CHECK_DIGITS, WEIGHTS
from zhicheng.organizations.models import Role as Duty
from zhicheng.reference.models import Level

PASSWORD = "Qingyuan-2026"  # noqa: S105 -- of people who do not exist; shown on the demo page
REGION = "990101"


@dataclass(frozen=True)
class Role:
    """One player: `does` says what for; "" = where his case stands. Officials have an organization and a duty."""

    username: str
    name: str
    does: str = ""
    organization: str = ""
    duty: str = ""
    group: str = ""  # of the portal's editors


@dataclass(frozen=True)
class RoleGroup:
    """Players of one kind; officials and experts have a second factor."""

    title: str
    roles: tuple[Role, ...]
    is_official: bool = False


INSTITUTE = "清远市环境科学研究院"
MONITORING = "清远市生态环境监测中心"
SOLID_WASTE = "清远市固体废物管理中心"
DISTRICT = "清远市清城区环境监测站"
WINDOW = "市直非公人事管理单位（环保专业）"
COMPETENT = "清远市生态环境局"
BUREAU = "清远市人力资源和社会保障局"
PROVINCE = "广东省人力资源和社会保障厅"
OFFICE = "清远市生态环境局职称评审办公室"

APPLICANTS = RoleGroup(
    "申报人",
    (
        Role("ligong", "李工", f"{INSTITUTE}，有入库信息，可以直接申报工程师"),
        Role("hexin", "何新", "刚注册，什么都没填，可以申请初次职称考核认定"),
        Role("wumou", "吴某", "另一位申报人，看不到别人的申请"),
        Role("lugong", "陆工", "住院，还没有开始申报；冯主任给他延期，截止后仍可申报"),
    ),
)
OFFICERS = RoleGroup(
    "单位和部门",
    (
        Role("wangjingban", "王经办", "人事管理单位审核、评前公示、推荐上报；正在协助郑工填报", INSTITUTE, Duty.UNIT),
        Role("tanjingban", "谭经办", "王经办的同事，不予通过要由第二人复核", INSTITUTE, Duty.UNIT),
        Role("linjingban", "林经办", "非公申报点，审核非公企业申报人", WINDOW, Duty.UNIT),
        Role("zhaozhuguan", "赵主管", "主管单位审核", COMPETENT, Duty.COMPETENT),
        Role("shizhuguan", "施主管", "赵主管的同事，复核不予通过", COMPETENT, Duty.COMPETENT),
        Role("qiankezhang", "钱科长", "人社部门核准、发证", BUREAU, Duty.HRSS),
        Role("tangkezhang", "汤科长", "钱科长的同事，复核不予核准", BUREAU, Duty.HRSS),
        Role("luojingban", "罗经办", "人事管理单位审核", MONITORING, Duty.UNIT),
        Role("liangjingban", "梁经办", "人事管理单位审核", SOLID_WASTE, Duty.UNIT),
        Role("panjingban", "潘经办", "人事管理单位审核", DISTRICT, Duty.UNIT),
    ),
    is_official=True,
)
COMMITTEE = RoleGroup(
    "评委会",
    (
        Role("fengzhuren", "冯主任", "评委会办公室：受理、会议、评后公示", OFFICE, Duty.OFFICE),
        Role("yuanzhuren", "袁主任", "冯主任的同事，有一件不予受理等他复核", OFFICE, Duty.OFFICE),
        Role("sunpingwei", "孙评委", "主任委员：开始和结束每一项的投票"),
        Role("zhoupingwei", "周评委", "评委，回避了今天会议的一项"),
        Role("chenpingwei", "陈评委", "评委"),
        Role("chupingwei", "褚评委", "评委"),
        Role("weipingwei", "卫评委", "评委"),
        Role("jiangpingwei", "蒋评委", "评委"),
        Role("shenpingwei", "沈评委", "评委"),
        Role("hanpingwei", "韩评委", "评委"),
        Role("yangpingwei", "杨评委", "评委"),
        Role("zhupingwei", "朱评委", "评委"),
        Role("qinpingwei", "秦评委", "评委"),
    ),
    is_official=True,
)
AUTHORITY = RoleGroup(
    "省人社厅",
    (
        Role("hechuzhang", "贺处长", "省外委托：出具委托评审函，确认评审结果", PROVINCE, Duty.HRSS),
        Role("mochuzhang", "莫处长", "贺处长的同事，复核不予委托", PROVINCE, Duty.HRSS),
    ),
    is_official=True,
)
PORTAL = RoleGroup(
    "门户栏目",
    (
        Role("gaobianji", "高编辑", "清远市的编辑，六个栏目里只看得到本市的文章", group="编辑：清远市"),
        Role("xiebianji", "谢编辑", "政策法规栏目的编辑，只看得到这个栏目", group="编辑：政策法规"),
        Role("fangchushen", "方审核", "初审：通过，或写明理由退回", group="初审"),
        Role("shifushen", "石审核", "复审", group="复审"),
        Role("lizhongshen", "黎审核", "终审：通过即发布，也可以撤下已发布的文章", group="终审"),
    ),
    is_official=True,
)
ADMINISTRATOR = "administrator"
ADMINISTRATION = RoleGroup(
    "系统管理",
    (
        Role(
            "zouguanli", "邹管理员", "系统管理员：维护行政区划、代码、系列、专业、工作日历、咨询电话", "", ADMINISTRATOR
        ),
    ),
    is_official=True,
)
# Each of these has a case at another stage.
STAGES = RoleGroup(
    "每个环节各有一位申报人",
    (
        Role("zhenggong", "郑工"),
        Role("chengong", "陈工"),
        Role("lingong", "林工"),
        Role("huanggong", "黄工", "评前公示中，有一条异议待核查"),
        Role("xugong", "许工"),
        Role("hegong", "何工"),
        Role("lvgong", "吕工"),
        Role("zhanggong", "张工"),
        Role("konggong", "孔工"),
        Role("caogong", "曹工", "评审会议上，正在投票"),
        Role("yangong", "严工"),
        Role("huagong", "华工"),
        Role("jingong", "金工"),
        Role("weigong", "魏工"),
        Role("taogong", "陶工"),
        Role("jianggong", "姜工"),
        Role("qigong", "戚工"),
    ),
)
CAST = (APPLICANTS, OFFICERS, COMMITTEE, AUTHORITY, PORTAL, ADMINISTRATION, STAGES)
PLAYED = "evaluation"  # the kind of the cases at STAGES; the other kinds are those of passers-by

SURNAMES = "赖邓麦温丘古池巫简成岑关欧阮骆车翁官庄游谭冼卓蓝程练钟曾廖范"
# Every second one is a woman's; two characters each.
GIVEN = (
    "文博嘉欣思远晓彤俊杰雅琳海峰雨晴志强敏仪国栋慧敏子豪秋雁建明丽华伟业诗韵永康静雯"
    "泽宇洁莹振华芷若浩然佩珊景行婉婷立群宝仪"
)
UNITS = (INSTITUTE, MONITORING, SOLID_WASTE, DISTRICT, WINDOW)
SPECIALTIES = ("ECO_ENG", "ECO_CONSULT", "ECO_MONITOR")


@dataclass(frozen=True)
class Applicant:
    """Somebody with a life record; `seq` varies what it says and is odd for men."""

    username: str
    name: str
    seq: int
    unit: str
    specialty: str
    level: Level = Level.INTERMEDIATE

    def born_on(self, year: int) -> date:
        """This function will return a birth date that suits the level applied for in `year`."""
        age = 31 + self.seq % 6 if self.level == Level.INTERMEDIATE else 25 + self.seq % 2
        return date(year - age, self.seq * 5 % 12 + 1, self.seq * 11 % 28 + 1)


def of_cast(role: Role, seq: int) -> Applicant:
    """This function will return one of the cast as an applicant of 环科院, where 王经办 sits."""
    return Applicant(role.username, role.name, seq, INSTITUTE, SPECIALTIES[seq % 3])


def passer_by(index: int, level: Level = Level.INTERMEDIATE) -> Applicant:
    """This function will return one of those who make the lists long; index from 0. No two share a name."""
    place = (index * 7 + index // len(SURNAMES) * 2) % (len(GIVEN) // 2)
    name = SURNAMES[index % len(SURNAMES)] + GIVEN[2 * place : 2 * place + 2]
    return Applicant(
        f"demo{index:03d}", name, 201 + index * 2 - place % 2, UNITS[index % 5], SPECIALTIES[index // 2 % 3], level
    )


def identity(born_on: date, seq: int) -> str:
    """This function will return a resident number with the right check character; an odd `seq` is a man's."""
    digits = f"{REGION}{born_on:%Y%m%d}{seq % 1000:03d}"
    return digits + CHECK_DIGITS[sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=False)) % 11]


def secret_of(username: str) -> str:
    """This function will return the secret that the person's authenticator holds, base32 of 20 bytes."""
    return b32encode(sha256(f"zhicheng demo {username}".encode()).digest()[:20]).decode()
