"""People find their unit however they write it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import syllables
from zhicheng.core import clock
from zhicheng.core.clockwork import clockwork
from zhicheng.organizations.matching import Fit
from zhicheng.organizations.models import Organization, Reading, SearchName, SearchTerm
from zhicheng.organizations.names import name_of, plain
from zhicheng.organizations.operations import index, keep_index, rename_organization
from zhicheng.organizations.queries import search_units
from zhicheng.organizations.search import find, readings_of
from zhicheng.organizations.tests.conftest import TODAY, once_called, organization

UNITS = (
    "清远市环境科学研究院",
    "清远市环境监测站",
    "清远市第一人民医院",
    "清远市市政园林管理中心",
    "重庆市长江水利设计院",
    "长沙市乐行交通规划有限公司",
    "广东单于环保科技有限公司",
    "英德市尉迟测绘事务所",
    "市直非公人事管理单位（环保专业）",
    "TCL 环保技术公司",
    "绿源生态有限公司",
    "西安路桥建设集团",
    "𬱖江环境公司",
)


@pytest.fixture
def town(regions: None) -> dict[str, Organization]:
    return {name: organization(name) for name in UNITS}


def names(text: str) -> list[str]:
    return [one.unit.name for one in search_units(text)]


def fits(text: str) -> list[Fit]:
    return [one.fit for one in find(text, among=Organization.objects.units(), limit=50)]


@pytest.mark.parametrize(
    ("typed", "first", "fit"),
    [
        ("清远市环境科学研究院", "清远市环境科学研究院", Fit.EXACT),
        ("清远市环境监", "清远市环境监测站", Fit.PREFIX),
        ("环境科学", "清远市环境科学研究院", Fit.SUBSTRING),
        ("清远市环科所", "清远市环境监测站", Fit.FORMER),
        ("hjkxyjy", "清远市环境科学研究院", Fit.INITIALS),
        ("HJKXYJY", "清远市环境科学研究院", Fit.INITIALS),
        ("ｈｊｋｘｙｊｙ", "清远市环境科学研究院", Fit.INITIALS),
        ("qingyuanshihuanjingkexueyanjiuyuan", "清远市环境科学研究院", Fit.PINYIN),
        ("qingyuanshihuanjingk", "清远市环境科学研究院", Fit.PINYIN),
        ("jiancezhan", "清远市环境监测站", Fit.PINYIN),
        ("jiancezh", "清远市环境监测站", Fit.PINYIN),
        ("qy huanjing", "清远市环境监测站", Fit.INITIALS),
        ("qys环境监测", "清远市环境监测站", Fit.INITIALS),
        ("chongqing", "重庆市长江水利设计院", Fit.PINYIN),
        ("zhongqing", "重庆市长江水利设计院", Fit.PINYIN),
        ("changsha", "长沙市乐行交通规划有限公司", Fit.PINYIN),
        ("zhangsha", "长沙市乐行交通规划有限公司", Fit.PINYIN),
        ("lehang", "长沙市乐行交通规划有限公司", Fit.PINYIN),
        ("yuexing", "长沙市乐行交通规划有限公司", Fit.PINYIN),
        ("shanyu", "广东单于环保科技有限公司", Fit.PINYIN),
        ("chanyu", "广东单于环保科技有限公司", Fit.PINYIN),
        ("yuchi", "英德市尉迟测绘事务所", Fit.PINYIN),
        ("lvyuan", "绿源生态有限公司", Fit.PINYIN),
        ("luyuan", "绿源生态有限公司", Fit.PINYIN),
        ("xian", "西安路桥建设集团", Fit.PINYIN),
        ("tcl", "TCL 环保技术公司", Fit.PREFIX),
        ("TCL环保", "TCL 环保技术公司", Fit.PREFIX),
        ("tclhb", "TCL 环保技术公司", Fit.INITIALS),
        ("单位(环保专业)", "市直非公人事管理单位（环保专业）", Fit.SUBSTRING),
        ("环科院", "清远市环境科学研究院", Fit.SUBSEQUENCE),
        ("市一医", "清远市第一人民医院", Fit.SUBSEQUENCE),
        ("清远 监测站", "清远市环境监测站", Fit.SUBSEQUENCE),
        ("huankeyuan", "清远市环境科学研究院", Fit.SUBSEQUENCE),
        ("清远市环境科研所", "清远市环境科学研究院", Fit.FUZZY),
        ("清远市环镜监测站", "清远市环境监测站", Fit.FUZZY),
        ("清远市环境测监站", "清远市环境监测站", Fit.FUZZY),
        ("青远市第一人民医院", "清远市第一人民医院", Fit.FUZZY),
        ("𬱖江", "𬱖江环境公司", Fit.PREFIX),
    ],
)
def test_a_unit_is_found_as_people_write_it(town: dict[str, Organization], typed: str, first: str, fit: Fit) -> None:
    once_called(town["清远市环境监测站"], "清远市环科所")

    assert (names(typed)[0], fits(typed)[0]) == (first, fit)


def test_the_better_a_name_fits_the_earlier_it_stands(regions: None) -> None:
    made = ["环科", "环科清远分院", "北江环科公司", "旧院", "环境科技中心", "环境学校科"]
    for name in made:
        organization(name)
    once_called(Organization.objects.get(name="旧院"), "老环科院")

    assert names("环科") == ["环科", "环科清远分院", "北江环科公司", "旧院", "环境科技中心", "环境学校科"]


@pytest.mark.parametrize(
    "typed", ["91441800MA4W", "91441800ma4wxxe8-", " 9144 1800 MA4W ", "91441800MA4WXXXE8D", "914418"]
)
def test_a_unit_is_found_by_its_credit_code_from_six_characters_on(regions: None, typed: str) -> None:
    organization("甲公司", credit_code="91441800MA4WXXXE8D" if "xx" not in typed else "91441800MA4WXXE8XX")
    organization("乙公司", credit_code="12441800123456789X")

    assert names(typed) == ["甲公司"]
    assert fits(typed) == [Fit.CODE]


def test_five_characters_of_a_code_are_too_few(regions: None) -> None:
    organization("甲公司", credit_code="91441800MA4WXXXE8D")

    assert names("91441") == []


@pytest.mark.parametrize(
    "typed", ["%", "_", "清%院", "清_市", "监%", "^qing", "=hj", "q", "'; DROP TABLE", "qing yuan" * 30]
)
def test_signs_are_no_wildcards_and_terms_cannot_be_typed(regions: None, typed: str) -> None:
    organization("北江环保公司")

    assert names(typed) == []


@pytest.mark.parametrize(
    "typed", ["a" * 100, "xian" * 25, "zhuang" * 16, "清" * 100, "清 " * 50, "qy " * 33, "区单长" * 33]
)
def test_long_and_many_ways_to_read_are_no_burden(town: dict[str, Organization], typed: str) -> None:
    assert names(typed) == []


def test_a_new_name_is_found_at_once_and_the_old_one_as_former(town: dict[str, Organization]) -> None:
    unit = rename_organization(organization=town["清远市环境监测站"], name="北江生态(监测)中心", on=TODAY, actor=None)

    assert unit.name == "北江生态（监测）中心"
    [found] = search_units("清远市环境监测站")
    assert (found.unit, found.former_name) == (unit, "清远市环境监测站")
    assert search_units("北江生态")[0].former_name == ""
    assert names("bjst") == ["北江生态（监测）中心"]


def test_indexing_again_writes_nothing(town: dict[str, Organization]) -> None:
    assert index(organizations=[unit.pk for unit in town.values()]) == 0


def heard(name: str) -> list[tuple[str, ...]]:
    return list(name_of(name, readings_of(plain(name))).readings)


@pytest.mark.parametrize("name", [name for name in UNITS if name != "𬱖江环境公司"])
def test_every_unit_is_found_by_its_name_its_pinyin_and_its_first_letters(
    town: dict[str, Organization], name: str
) -> None:
    readings = heard(name)

    assert names(name)[0] == name
    assert name in names("".join(each[0] for each in readings))
    assert name in names("".join(each[-1] for each in readings))
    assert name in names("".join(each[0][0] for each in readings))


@pytest.mark.parametrize("name", [name for name in UNITS if len(plain(name)) >= 6])
def test_every_unit_is_found_with_one_character_missing_or_two_swapped(
    town: dict[str, Organization], name: str
) -> None:
    letters = plain(name).replace(" ", "")
    slips = {letters[:i] + letters[i + 1 :] for i in range(len(letters))}
    slips |= {letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :] for i in range(len(letters) - 1)}

    assert [slip for slip in slips if name not in names(slip)] == []


ALPHABET = sorted({c for those in list(syllables().values())[:40] for c in those[:6]})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(st.text(ALPHABET, min_size=6, max_size=20), min_size=1, max_size=4, unique=True), place=st.data())
@pytest.mark.django_db
def test_any_name_is_found_with_a_slip(regions: None, made: list[str], place: st.DataObject) -> None:
    Organization.objects.all().delete()
    for name in made:
        organization(name)
    name = plain(place.draw(st.sampled_from(made)))
    i = place.draw(st.integers(0, len(name) - 2))

    for typed in (name, name[:i] + name[i + 1 :], name[:i] + name[i + 1] + name[i] + name[i + 2 :]):
        assert name in [plain(one) for one in names(typed)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
@pytest.mark.django_db
def test_whatever_is_typed_is_answered(town: dict[str, Organization], text: str) -> None:
    assert len(search_units(text)) <= len(UNITS)


def test_after_an_upgrade_the_clock_writes_the_table_by_itself(town: dict[str, Organization]) -> None:
    """As it is when only the migration ran: units are there, readings and their search table are not."""
    for model in (SearchTerm, SearchName, Reading):
        model.objects.all().delete()
    assert names("chongqing") == []

    clockwork.jobs["organizations.keep_index"].func(at=clock.wall())

    assert names("chongqing") == ["重庆市长江水利设计院"]
    readings = Reading.objects.count()
    SearchName.objects.filter(organization=town["清远市环境监测站"]).delete()
    keep_index(at=clock.wall())  # the readings are there, a name is not
    assert names("清远市环境监测站")[0] == "清远市环境监测站"
    assert Reading.objects.count() == readings
