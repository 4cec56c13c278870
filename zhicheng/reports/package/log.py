"""What the audit log says that the person may read: never who voted, who proposed, or anything about somebody else.

Officials are called 工作人员: their names are not the applicant's data. Until 办结 the log is as silent about the
result as the timeline (3-house, State).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from zhicheng.accounts.models import User
from zhicheng.accounts.queries import subject_of
from zhicheng.applications.models import Application
from zhicheng.applications.registry import kind_of
from zhicheng.audit.models import Event
from zhicheng.audit.operations import label
from zhicheng.reports.package.parcel import Fields, said

# What happened to a case or an account. A verb that is not named here stays inside.
ABOUT = {
    "accounts.registered": "注册",
    "accounts.signed_in": "登录",
    "accounts.sign_in_failed": "密码不对，没有登录",
    "accounts.phone_changed": "修改手机号",
    "accounts.email_changed": "修改邮箱",
    "accounts.password_changed": "修改密码",
    "accounts.notices_changed": "修改通知方式",
    "accounts.own_number_seen": "查看完整证件号码",
    "accounts.name_corrected": "姓名已更正",
    "accounts.identity_corrected": "证件号码已更正",
    "application.start": "开始填写",
    "application.carried_over": "转为下一年度申报",
    "application.restore": "恢复以前的版本",
    "application.change_unit": "变更人事管理单位",
    "application.download": "下载表格",
    "application.order": "设置到期自动提交",
    "application.order_cancelled": "取消到期自动提交",
    "application.order_refused": "到期没有自动提交",
    "application.submit": "提交审核",
    "application.answer_corrections": "答复补正要求",
    "application.withdraw": "撤回",
    "application.abandon": "放弃申请",
    "application.extend": "延长提交期限",
    "application.lapsed": "逾期终止",
    "stage.passed": "环节通过",
    "stage.not_passed": "环节未通过",
    "stage.returned": "退回补正",
    "stage.declined": "不同意",
    "stage.rejected": "不予通过",
    "stage.lapsed": "环节逾期终止",
    "letters.issued": "出具委托评审函",
    "letters.withdrawn": "撤回委托评审函",
    "desk.id_number": "查看完整证件号码",
    "audit.viewed": "查看申报材料",
    "extensions.looked_up": "办理延期时查找申报人",
    "reports.package_asked": "申请数据包",
    "reports.package_fetched": "下载数据包",
}
# What a person does to his own record: events whose subject is a row or a file of his.
OWN = {
    "dossier.profile_saved": "保存基本信息",
    "dossier.photo_set": "设置证件照片",
    "dossier.record_saved": "保存一条信息",
    "dossier.record_deleted": "删除一条信息",
    "files.store": "上传文件",
    "files.discard": "删除文件",
}


def events_of_case(application: Application) -> list[Fields]:
    """This function will return what happened to one case, oldest first, in one statement."""
    hidden = _veiled(application)
    found = Event.objects.filter(subject=label(application), verb__in=ABOUT)
    return [_line(one, application.applicant) for one in found.order_by("pk") if one.data.get("stage") not in hidden]


def events_of_person(user: User, cases: Iterable[Application]) -> list[Fields]:
    """This function will return what happened to the account, the record and the cases, oldest first."""
    by_subject = {label(case): case for case in cases}
    hidden = {subject: _veiled(case) for subject, case in by_subject.items()}
    mine = Q(subject__in=[subject_of(user), *by_subject], verb__in=ABOUT) | Q(actor=user, verb__in=OWN)
    return [
        _line(one, user)
        for one in Event.objects.filter(mine).order_by("pk")
        if one.data.get("stage") not in hidden.get(one.subject, ())
    ]


def _veiled(application: Application) -> frozenset[str]:
    """The stages of which an open case tells nothing: the one that judges, and those after it."""
    if not application.is_open:
        return frozenset()
    kind = kind_of(application)
    return frozenset(stage.key for stage in (*kind.assessed, *(one for one in kind.route if one.judges)))


def _line(event: Event, person: User) -> Fields:
    who = "系统" if event.actor_id is None else "本人" if event.actor_id == person.pk else "工作人员"
    return {
        "at": said("时间", event.at),
        "what": said("事项", event.verb, ABOUT.get(event.verb) or OWN[event.verb]),
        "who": said("谁", who),
        "subject": said("对象", event.subject),
    }
