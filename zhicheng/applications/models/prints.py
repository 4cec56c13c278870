"""The forms of a case on paper."""

from django.db import models

from zhicheng.applications.models.cases import Application
from zhicheng.files.models import StoredFile


class PrintedForm(models.Model):
    """A PDF of one of the case's forms, made by a worker; `content_hash` tells whether it says what the case says.

    `form` is the key of an enclosure, "" the printed form itself.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="prints")
    form = models.CharField(max_length=30, blank=True, default="")
    content_hash = models.CharField(max_length=64)
    token = models.CharField(max_length=32, blank=True, default="", db_index=True)  # what its QR code leads to
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.CharField(max_length=300, blank=True)  # why it could not be made, for the applicant
    requested_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "form", "content_hash"], name="one_print_of_a_form_per_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.form} {self.content_hash[:12]}"
