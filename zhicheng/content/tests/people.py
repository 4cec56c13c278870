"""The portal of 广东省 and 清远市, who writes and who approves."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from zhicheng.accounts.models import User
from zhicheng.content.models import Announcement, Article, Column, ColumnPage, RegionPage
from zhicheng.content.operations import found_portal
from zhicheng.reference.models import Region

PROVINCE, CITY = "440000", "441800"
APPROVERS = ("方审核", "石审核", "黎审核")


@dataclass
class Portal:
    """People by name, made when first asked for."""

    people: dict[str, User] = field(default_factory=dict)

    def person(self, name: str, *groups: str, **extra: Any) -> User:
        if name not in self.people:
            user = User.objects.create(username=name, name=name, id_number=name, id_index=name, is_staff=True, **extra)
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
            self.people[name] = user
        for group in groups:
            self.people[name].groups.add(Group.objects.get(name=group))
        return self.people[name]

    def signed_in(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def folder(self, column: Column, region: str) -> RegionPage:
        found: RegionPage = RegionPage.objects.child_of(ColumnPage.objects.get(key=column)).get(region=region)
        return found

    def write(self, title: str = "系统停机通知", *, region: str = CITY, by: str = "高编辑", **extra: Any) -> Article:
        """A draft of an announcement."""
        fields = {"issuer": "清远市人社局", "issued_on": date(2026, 3, 2), "body": "<p>三月停机。</p>", "live": False}
        page: Article = Announcement(title=title, owner=self.people[by], region_id=region, **{**fields, **extra})
        self.folder(Column.ANNOUNCEMENT, region).add_child(instance=page)
        page.save_revision(user=self.people[by])
        return page

    def submit(self, page: Article, *, by: str = "高编辑") -> None:
        page.get_workflow().start(page, self.people[by])

    def decide(self, page: Page, name: str, action: str = "approve", **data: str) -> Any:
        """By the page on which it is done; returns the answer."""
        state = page.current_workflow_task_state
        return self.signed_in(name).post(step_address(page, state, action), data)

    def publish(self, page: Article) -> Article:
        """By all three, one after the other."""
        self.submit(page)
        for name in APPROVERS:
            self.decide(Page.objects.get(pk=page.pk), name)
        page.refresh_from_db()
        return page


def text_of(answer: Any) -> str:
    """What a page or a window says; a window comes as JSON. A file is read, so that it is closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)
        return ""
    return str(answer.json()) if "json" in answer.get("Content-Type", "") else answer.content.decode()


def step_address(page: Page, state: Any, action: str = "approve") -> str:
    """Where somebody says so; the page need not be the one of the step."""
    return reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk))


def found() -> Portal:
    for code, name in ((PROVINCE, "广东省"), (CITY, "清远市")):
        Region.objects.get_or_create(code=code, defaults={"name": name})
    found_portal(title="门户", regions=Region.objects.filter(code__in=(PROVINCE, CITY)))
    portal = Portal()
    portal.person("高编辑", "编辑：清远市")
    portal.person("谢编辑", "编辑：政策法规")
    portal.person("省编辑", "编辑：广东省")
    for name, group in zip(APPROVERS, ("初审", "复审", "终审"), strict=True):
        portal.person(name, group)
    return portal


def fields(page: Page, **changes: str) -> dict[str, str]:
    """What the editor's form sends."""
    formset = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    rows = {f"{name}-{key}": value for name in ("attachments", "comments") for key, value in formset.items()}
    said = {"title": page.title, "issuer": "清远市人社局", "issued_on": "2026-03-02", "body": WORDS, "go_live_at": ""}
    return {**rows, **said, "expire_at": "", "comment_notifications": "", **changes}


WORDS = '{"blocks":[{"key":"a","text":"三月停机。","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
