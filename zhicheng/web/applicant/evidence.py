"""证明材料: taken in with a row, kept through errors."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from zhicheng.accounts.models import User
from zhicheng.files.models import StoredFile
from zhicheng.files.operations import MEGABYTE, BadFile, check_room, store
from zhicheng.web.jinja import file_size
from zhicheng.web.widgets import FileDrop

MAX_MB = 20
MAX_FILES = 20  # of one row
ACCEPT = ".pdf,.jpg,.jpeg,.png"


class EvidenceForm(forms.Form):
    """The files of one row: those that are there, ticked, and a place for more; `needed` is said when there is none."""

    use_required_attribute = False
    max_bytes, accept = MAX_MB * MEGABYTE, ACCEPT
    kept = forms.MultipleChoiceField(
        label="已上传",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="取消勾选的不再作为这一条的证明材料",
    )
    proof = forms.FileField(
        label="证明材料",
        widget=FileDrop(accept=ACCEPT, many=True),
        required=False,
        help_text=f"PDF、JPG 或 PNG，单个不超过 {MAX_MB} MB，可以选多个",
    )

    def __init__(
        self, data: dict[str, list[str]] | None = None, *, there: Sequence[StoredFile], needed: str = ""
    ) -> None:
        initial = {"kept": [str(file.pk) for file in there]}
        super().__init__(data, auto_id="f-%s", initial=initial)
        self.there = there
        proof = self.fields["proof"]
        proof.required = bool(needed) and not there
        proof.error_messages["required"] = needed
        kept = self.fields["kept"]
        assert isinstance(kept, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        kept.choices = [(str(file.pk), f"{file.name}（{file_size(file.size)}）") for file in there]
        if not there:
            del self.fields["kept"]

    def clean(self) -> dict[str, Any]:
        """This function will count the files of the row."""
        if len(self.there) > MAX_FILES:
            words = f"一条最多 {MAX_FILES} 个文件，现有 {len(self.there)} 个，取消勾选几个，或把照片拼成一份 PDF"
            self.add_error("proof", words)
        return self.cleaned_data


def take(
    uploads: Iterable[UploadedFile[Any]], *, owner: User, since: datetime, at: datetime, actor: User | None = None
) -> tuple[list[StoredFile], list[str]]:
    """This function will store what was uploaded; it returns the files, and a message for each refused one.

    `since` is when the application began: what was handed in for it has a limit. `actor` hands it in for the owner.
    """
    stored: list[StoredFile] = []
    refused: list[str] = []
    for upload in uploads:
        try:
            check_room(owner=owner, name=upload.name or "", size=upload.size or 0, since=since)
            stored.append(store(owner=owner, name=upload.name or "", data=upload, at=at, max_mb=MAX_MB, actor=actor))
        except BadFile as problem:
            refused.append(problem.message)
    return stored, refused


def own_files(owner: User, ids: Iterable[str]) -> list[StoredFile]:
    """This function will return the person's files among these ids, in their order; others are left out."""
    wanted = [key for key in map(_uuid, ids) if key is not None]
    found = StoredFile.objects.filter(owner=owner).in_bulk(wanted)
    return [found[key] for key in dict.fromkeys(wanted) if key in found]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
