"""初审, 复审, 终审: three people, one text, and nobody alone."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, Revision, TaskState, WorkflowState

from zhicheng.audit.models import Event
from zhicheng.content.models import Article, ColumnPage
from zhicheng.content.operations import publish_due
from zhicheng.content.tests.people import APPROVERS, Portal, fields, step_address
from zhicheng.core import clock
from zhicheng.core.clockwork import clockwork
from zhicheng.notifications.models import Delivery, Message


def events(page: Page) -> list[tuple[str, str]]:
    rows = Event.objects.filter(subject=f"content.article:{page.pk}").order_by("pk")
    return [(event.verb.removeprefix("content."), event.actor.name if event.actor else "") for event in rows]


def fresh(page: Page) -> Article:
    found: Article = Article.objects.get(pk=page.pk)
    return found


def edit(client: Client, page: Page, **changes: str) -> int:
    return int(client.post(f"/cms/pages/{page.pk}/edit/", fields(page, **changes)).status_code)


def test_three_people_publish_and_each_step_is_one_event(portal: Portal) -> None:
    page = portal.write()
    assert edit(portal.signed_in("高编辑"), page, **{"action-submit": "1"}) == 302
    for name in APPROVERS[:2]:
        assert portal.decide(fresh(page), name).status_code == 302
        assert not fresh(page).live
    assert portal.decide(fresh(page), APPROVERS[2]).status_code == 302
    assert fresh(page).live
    assert events(page) == [
        ("submitted", "高编辑"),
        *(("approved", name) for name in APPROVERS),
        ("published", "黎审核"),
    ]
    assert [(told.recipient.name, told.title) for told in Message.objects.all()] == [
        ("高编辑", "《系统停机通知》已发布")
    ]
    assert not Delivery.objects.exists()


def test_a_rejected_text_goes_back_with_its_reason_and_begins_with_the_first_step_again(portal: Portal) -> None:
    page = portal.write()
    portal.submit(page)
    portal.decide(fresh(page), "方审核")
    assert portal.decide(fresh(page), "石审核", "reject", comment=" ").status_code == 302
    assert fresh(page).workflow_in_progress, "a rejection without a reason is none"
    portal.decide(fresh(page), "石审核", "reject", comment="日期不对")
    told = Message.objects.get()
    assert (told.recipient.name, told.title) == ("高编辑", "《系统停机通知》被退回修改")
    assert told.body.startswith("复审：日期不对")
    assert edit(portal.signed_in("高编辑"), page, issuer="清远市人社部门", **{"action-submit": "1"}) == 302
    assert fresh(page).current_workflow_task.name == "初审"
    for name in APPROVERS:
        portal.decide(fresh(page), name)
    assert (fresh(page).live, fresh(page).issuer) == (True, "清远市人社部门")
    assert [verb for verb, _ in events(page)] == [
        "submitted", "approved", "rejected", "submitted", "approved", "approved", "approved", "published"
    ]  # fmt: skip


def test_nobody_decides_twice_nor_his_own_text(portal: Portal) -> None:
    everything = portal.person("全能", "编辑：清远市", "初审", "复审", "终审")
    own = portal.write("自己的", by="全能")
    portal.submit(own, by="全能")
    assert own.current_workflow_task.get_actions(own, everything) == []
    portal.decide(own, "全能")
    assert fresh(own).current_workflow_task.name == "初审"
    other = portal.write("别人的")
    portal.submit(other)
    portal.decide(other, "全能")
    assert fresh(other).current_workflow_task.name == "复审"
    portal.decide(fresh(other), "全能")
    assert fresh(other).current_workflow_task.name == "复审"
    assert not TaskState.objects.reviewable_by(everything).filter(revision__object_id__in=[own.pk, other.pk]).exists()


def test_the_step_of_another_page_opens_no_way_round(portal: Portal) -> None:
    """The address names a page and a step; whoever may decide on the page may not decide on a foreign step."""
    portal.person("全能", "编辑：清远市", "初审")
    own, other = portal.write("自己的", by="全能"), portal.write("别人的")
    portal.submit(own, by="全能")
    portal.submit(other)
    state = fresh(own).current_workflow_task_state
    portal.signed_in("全能").post(step_address(other, state))
    assert fresh(own).current_workflow_task.name == "初审"
    assert [verb for verb, _ in events(own)] == ["submitted"]


def test_who_wrote_the_newest_text_does_not_approve_it(portal: Portal) -> None:
    page = portal.write()
    page.save_revision(user=portal.people["方审核"])
    portal.submit(page)
    portal.decide(fresh(page), "方审核")
    assert fresh(page).current_workflow_task.name == "初审"


@pytest.mark.parametrize("name", ["高编辑", "方审核"])
def test_a_text_does_not_change_while_it_is_being_approved(portal: Portal, name: str) -> None:
    page = portal.write()
    portal.submit(page)
    before = Revision.objects.count()
    assert edit(portal.signed_in(name), page, title="改了") == 200
    assert (Revision.objects.count(), fresh(page).get_latest_revision_as_object().title) == (before, "系统停机通知")


def test_the_author_may_take_a_text_back_and_mend_it(portal: Portal) -> None:
    page = portal.write()
    portal.submit(page)
    edit(portal.signed_in("高编辑"), page, **{"action-cancel-workflow": "1"})
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    assert edit(portal.signed_in("高编辑"), page, title="改了") == 302
    assert [verb for verb, _ in events(page)] == ["submitted", "withdrawn"]


@pytest.mark.parametrize("name", ["高编辑", *APPROVERS])
def test_nobody_publishes_alone(portal: Portal, name: str) -> None:
    page = portal.write()
    client = portal.signed_in(name)
    edit(client, page, **{"action-publish": "1"})
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/")
    assert not fresh(page).live
    assert "action-publish" not in client.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_an_administrator_is_no_editor(portal: Portal) -> None:
    """Wagtail lets a superuser publish; ours do not enter."""
    portal.person("管理员", "编辑：清远市", "终审", is_superuser=True)
    assert portal.signed_in("管理员").get("/cms/").status_code == 404


@pytest.mark.parametrize(("name", "may"), [("高编辑", False), ("方审核", False), ("黎审核", True)])
def test_whoever_decides_last_takes_back_what_is_published(portal: Portal, name: str, may: bool) -> None:
    page = portal.publish(portal.write())
    portal.signed_in(name).post(f"/cms/pages/{page.pk}/unpublish/")
    assert fresh(page).live is not may
    assert (("unpublished", name) in events(page)) is may


def test_a_published_text_stays_until_the_changed_one_is_approved(portal: Portal) -> None:
    page = portal.publish(portal.write())
    edit(portal.signed_in("高编辑"), page, issuer="新的机关", **{"action-submit": "1"})
    for name in APPROVERS[:2]:
        portal.decide(fresh(page), name)
    assert (fresh(page).live, fresh(page).issuer) == (True, "清远市人社局")
    portal.decide(fresh(page), APPROVERS[2])
    assert fresh(page).issuer == "新的机关"


def test_the_clock_publishes_and_takes_down(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.wall()
    page = portal.write(go_live_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=2))
    portal.publish(page)
    assert (fresh(page).live, events(page)[-1]) == (False, ("scheduled", "黎审核"))
    at_time(now + timedelta(minutes=61), monkeypatch)
    assert fresh(page).live
    at_time(now + timedelta(minutes=121), monkeypatch)
    assert not fresh(page).live
    assert events(page)[-2:] == [("published", ""), ("expired", "")]
    assert {"content.publish_due", "content.scan_waiting"} <= set(clockwork.jobs)


def at_time(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    publish_due(at=at)


def test_what_is_wrong_after_an_approval_leaves_no_trace_of_it(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    page = portal.write()
    portal.submit(page)

    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("zhicheng.content.operations.note", fail)
    with pytest.raises(RuntimeError):
        portal.decide(page, "方审核")
    monkeypatch.undo()
    assert (fresh(page).current_workflow_task.name, events(page)) == ("初审", [("submitted", "高编辑")])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p><embed embedtype="image" id="1" alt="" format="left"/></p>', "第 1 张图片没有替代文字"),
        ("<h3>材料</h3>", "标题从二级标题"),
        ("<h2> </h2>", "有空的标题"),
        ('<p><a href="https://hrss.gd.gov.cn/">点击这里</a></p>', "“点击这里”上的链接"),
        ('<p><a href="https://hrss.gd.gov.cn/"></a></p>', "空白处上的链接"),
    ],
)
def test_what_not_everybody_can_read_is_not_handed_in(portal: Portal, text: str, fault: str) -> None:
    page = portal.write(body=text)
    body = ContentstateConverter(features=["h2", "h3", "link", "image"]).from_database_format(text)
    client = portal.signed_in("高编辑")
    assert edit(client, page, body=body) == 302, "a draft may be as it is"
    answer = client.post(f"/cms/pages/{page.pk}/edit/", fields(page, body=body, **{"action-submit": "1"}))
    assert (answer.status_code, fault in answer.content.decode()) == (200, True)
    assert not WorkflowState.objects.exists()


def test_the_tree_itself_is_nobodys_to_delete(portal: Portal) -> None:
    column = ColumnPage.objects.get(key="policies")
    for name in ("谢编辑", "黎审核"):
        portal.signed_in(name).post(f"/cms/pages/{column.pk}/delete/")
    assert ColumnPage.objects.filter(pk=column.pk).exists()
