"""All that is kept of one person: account, life record with its files, units, cases, certificates, log."""

from __future__ import annotations

from datetime import datetime

from zhicheng.accounts.models import User
from zhicheng.applications.models import Extension
from zhicheng.applications.queries import cases_of
from zhicheng.certificates.queries import of_holder
from zhicheng.dossier.models import RECORDS, Photo
from zhicheng.dossier.queries import records_of
from zhicheng.organizations.queries import affiliations
from zhicheng.reports.package import log
from zhicheng.reports.package.case import case_fields
from zhicheng.reports.package.dossier import add_certificates, add_person, add_records
from zhicheng.reports.package.parcel import Parcel, said


def gather(person: User, *, at: datetime) -> Parcel:
    """This function will collect the person's record as it is today. The number of statements does not grow with it."""
    parcel = Parcel(f"{person.name}的个人信息", person.name, "person")
    add_person(parcel, person)
    for model in RECORDS:
        add_records(parcel, model, records_of(person, model))
    photos = Photo.objects.filter(owner=person).select_related("file", "original").order_by("pk")
    parcel.add_list(
        "photos",
        "证件照片",
        [
            {
                "at": said("时间", one.at),
                "file": said("照片", parcel.enclose(one.file, "证件照片")),
                "original": said("原图", parcel.enclose(one.original, "证件照片原图")),
            }
            for one in photos
        ],
    )
    units = [
        {
            "unit": said("人事管理单位", one.unit.name),
            "started_on": said("起", one.started_on),
            "ended_on": said("止", one.ended_on),
        }
        for one in affiliations(person)
    ]
    parcel.add_list("units", "历年人事管理单位", units)
    cases = list(cases_of(person).select_related("title__series", "call__committee", "employer__parent"))
    parcel.add_list("cases", "申请", [case_fields(one, at=at) for one in cases])
    given = Extension.objects.filter(person=person, application=None).select_related("call__committee").order_by("pk")
    parcel.add_list(
        "extensions",
        "还没有开始申报时的延期",
        [
            {
                "committee": said("评审委员会", one.call.committee.name if one.call else ""),
                "until": said("延长至", one.until),
                "reason": said("延期原因", one.reason),
            }
            for one in given
        ],
    )
    add_certificates(parcel, list(of_holder(person)))
    parcel.add_list("log", "操作日志", log.events_of_person(person, cases))
    return parcel
