"""The filter row of the queue."""

import re
from typing import Any

from django import forms
from django.core.cache import cache
from django.db.models import Q, QuerySet

from zhicheng.accounts.queries import identity_number
from zhicheng.applications.models import Application, Mode, StageRecord
from zhicheng.applications.registry import all_kinds
from zhicheng.calls.models import Call, Committee
from zhicheng.core.fields import CleanCharField
from zhicheng.organizations.models import Organization
from zhicheng.reference.queries import region_line
from zhicheng.web.gates import MemberRequest

MINUTE = 60


class FilterForm(forms.Form):
    """The filter row. Documents' whole numbers are looked up by blind index and never stand in an address."""

    q = CleanCharField(label="姓名、证件号码或申报编号", max_length=60, required=False)
    kind = forms.ChoiceField(label="业务类型", required=False)
    mode = forms.ChoiceField(label="申报方式", choices=[("", "全部方式"), *Mode.choices], required=False)
    committee = forms.ChoiceField(label="评审委员会", required=False)
    desk = forms.ChoiceField(label="单位与身份", required=False)
    tab = forms.SlugField(required=False, widget=forms.HiddenInput)  # which list
    person = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)  # a blind index

    def __init__(self, *args: Any, request: MemberRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", "全部业务"), *((kind.key, kind.title) for kind in all_kinds())]
        desks = [(str(m.pk), f"{m.organization.name} · {m.get_role_display()}") for m in request.memberships]
        lists = {"kind": kinds, "committee": [("", "全部评委会"), *committees(request)], "desk": [("", "全部"), *desks]}
        for name, choices in lists.items():
            chooser = self.fields[name]
            assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 -- declared above
            chooser.choices = choices
        if self.data.get("kind", "") not in ("", *with_modes()):
            del self.fields["mode"]
        if len(desks) < 2:
            del self.fields["desk"]

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen; the list itself is no filter."""
        chosen: dict[str, Any] = getattr(self, "cleaned_data", {})
        return {name: value for name, value in chosen.items() if value and name != "tab"}


def with_modes() -> list[str]:
    """This function will return the kinds whose applicants choose a 申报方式."""
    return [kind.key for kind in all_kinds() if "mode" in kind.starts.base_fields]


def committees(request: MemberRequest) -> list[tuple[str, str]]:
    """This function will return the committees whose cases can come to the officer's desks, (pk, name) by name.

    Those of the organization, and those of its region, of the regions above it and below it. Their cases are not
    looked at: there are too many. They change once a year, so that they are looked up once a minute.
    """
    places = {m.organization_id: m.organization for m in request.memberships}
    key = f"committees:{hash(tuple(sorted(places)))}"
    return cache.get_or_set(key, lambda: _committees(list(places.values())), MINUTE) or []


def _committees(places: list[Organization]) -> list[tuple[str, str]]:
    near = Q(office__in=places) | Q(hrss__in=places)
    for region in {place.region_id for place in places}:
        near |= Q(region__in=region_line(region)) | Q(region__code__startswith=region.rstrip("0"))
    called = Committee.objects.filter(near, pk__in=Call.objects.values("committee")).order_by("name")
    return [(str(pk), name) for pk, name in called.values_list("pk", "name")]


def is_document(text: str) -> bool:
    """This function will tell whether what was typed is a document's number: long, and no 申报编号."""
    number = identity_number(text)
    digits = sum(one.isdigit() for one in number)
    return number.isascii() and number.isalnum() and digits > 6 and not is_ours(number)


def is_ours(text: str) -> bool:
    """This function will tell whether what was typed is a 申报编号, or begins like one."""
    return any(re.match(rf"{kind.letters}\d", text, re.ASCII | re.IGNORECASE) for kind in all_kinds())


def narrowed(stages: QuerySet[StageRecord], form: FilterForm, request: MemberRequest) -> QuerySet[StageRecord]:
    """This function will return the stops that fit what was chosen; none for what nothing can fit."""
    if not form.is_valid():
        return stages.none()
    given = form.given
    if text := given.get("q"):
        # One or the other: no index would serve both.
        said = {"number__begins": text.upper()} if is_ours(text) else {"applicant__name__begins": text}
        stages = stages.filter(application__in=Application.objects.filter(**said))
    if person := given.get("person"):
        stages = stages.filter(application__applicant__id_index=person)
    if kind := given.get("kind"):
        stages = stages.filter(application__kind=kind)
    if mode := given.get("mode"):
        stages = stages.filter(application__kind__in=with_modes(), application__mode=mode)
    if committee := given.get("committee"):
        stages = stages.filter(application__call__committee=committee)
    if desk := given.get("desk"):
        chosen = next(m for m in request.memberships if str(m.pk) == desk)
        stages = stages.filter(organization=chosen.organization_id, role=chosen.role)
    return stages
