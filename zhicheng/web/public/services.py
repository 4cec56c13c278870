"""网上业务: the three panels of the guide, each entry with who, what and how long."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhicheng.applications.kind import Kind
from zhicheng.applications.registry import all_kinds
from zhicheng.certificates.queries import ON_FILE_FROM
from zhicheng.web.page import page


class Item(NamedTuple):
    """One entry. `rows` say who, what and how long: (label, words)."""

    icon: str
    title: str
    text: str
    rows: tuple[tuple[str, str], ...]
    href: str


class Panel(NamedTuple):
    """One of the three panels."""

    key: str
    title: str
    text: str
    items: tuple[Item, ...]


TRACKING = Item(
    "clock",
    "业务办理查询",
    "个人撤回、修改、重新提交、查询办理进度。",
    (
        ("谁能办", "已经开始或提交申请的本人。"),
        ("要准备什么", "不用准备材料。被退回的，按告知书逐项补正。"),
        ("要多久", "随时可查：现在由谁办理、从哪天开始、规定时限是几天。"),
    ),
    "/my/tracking/",
)
PERSON = (
    Item(
        "user",
        "个人信息查看",
        "查看本人的全部信息，只能查看，不能修改。",
        (
            ("谁能看", "本人。"),
            ("看到什么", "基本信息和各项记录，每条都注明来源和入库日期。"),
            ("要多久", "随时可看。"),
        ),
        "/my/profile/",
    ),
    Item(
        "camera",
        "照片维护",
        "上传大一寸证件照，新照片会覆盖旧照片，用于职称电子证书。",
        (("谁能办", "本人。"), ("要准备什么", "近期免冠证件照，JPG 或 PNG。"), ("要多久", "几分钟，可多次上传。")),
        "/my/photo/",
    ),
    Item(
        "award",
        "我的职称证书",
        f"查看和下载评审或认定时间为 {ON_FILE_FROM.year} 年后的职称证书。",
        (("谁能办", "持证人本人。"), ("要准备什么", "不用准备材料。"), ("要多久", "办结后自动制证，几分钟内可下载。")),
        "/my/certificates/",
    ),
)


def items() -> dict[str, tuple[Item, ...]]:
    """This function will return the entries of each panel; the businesses in the order of the registry."""
    kinds = all_kinds()
    view, *own = PERSON
    return {
        "business": of_menu("business", kinds),
        "tracking": (TRACKING,),
        "person": (view, *of_menu("person", kinds), *own),
    }


def of_menu(menu: str, kinds: Iterable[Kind]) -> tuple[Item, ...]:
    """This function will return those kinds that stand in the panel `menu`, in their order."""
    there = [kind for kind in kinds if kind.menu == menu]
    return tuple(Item(k.icon, k.title, k.summary, k.guide, f"/my/apply/{k.key}/") for k in there)


def panels() -> tuple[Panel, ...]:
    """This function will return the three panels."""
    found = items()
    return (
        Panel("business", "业务申请", "选一项业务，看清条件和材料再开始。填写可以分几次完成。", found["business"]),
        Panel("tracking", "业务办理跟踪", "申请提交以后的事，都在这里办。", found["tracking"]),
        Panel("person", "个人信息", "本人的信息、照片和证书。", found["person"]),
    )


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Everything one may do here; signing in comes when something is begun."""
    return page(request, "public/services.html", {"panels": panels()})
