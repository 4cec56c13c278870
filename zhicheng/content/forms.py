"""What editors upload: nothing dangerous, and nothing in the place of what visitors already see."""

from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from zhicheng.accounts.models import User
from zhicheng.content.models import articles_with, shows_picture
from zhicheng.core import clock
from zhicheng.files.operations import BadFile, check_document
from zhicheng.files.photos import make_picture

IN_USE = "已发布的文章在用，不能改。另传一份，把文章里的换成新的，再提交审核"


class PublicFileForm(BaseDocumentForm):  # type: ignore[misc]
    """An attachment: checked by its content and scanned; one that is published stays as it was approved."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, user=user, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and self.changed_data and articles_with(self.instance).exists():
            raise ValidationError(IN_USE)
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                self.instance.scan = check_document(name=file.name, data=file, actor=self.user, at=clock.wall())
            except BadFile as problem:
                raise ValidationError(problem.message) from problem
            self.instance.text = ""
        return file

    class Meta(BaseDocumentForm.Meta):  # type: ignore[misc]
        pass


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """A picture: made anew from its pixels, so that nothing of the camera or of a stranger goes along."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and "file" in self.changed_data and shows_picture(self.instance.pk):
            raise ValidationError(IN_USE)
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.seek(0)
        try:
            data, _ = make_picture(file, name=file.name)
        except BadFile as problem:
            raise ValidationError(problem.message) from problem
        return ImageFile(BytesIO(data), name=f"{token_hex(12)}{Path(file.name).suffix}")  # none guesses that of a draft

    class Meta(BaseImageForm.Meta):  # type: ignore[misc]
        pass
