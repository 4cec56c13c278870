"""The document that a case asks to put in the place of the person's."""

from django.db import models

from zhicheng.accounts.models import User
from zhicheng.applications.models.cases import Application
from zhicheng.core.crypto import EncryptedTextField


class IdentityChange(models.Model):
    """The numbers of a case stand here and nowhere else; what it replaced is kept since it took effect."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="identity_change")
    id_type = models.CharField("证件类型", max_length=20, choices=User.IdType.choices)
    id_number = EncryptedTextField("证件号码")
    former_type = models.CharField("原证件类型", max_length=20, choices=User.IdType.choices, blank=True)
    former_number = EncryptedTextField("原证件号码", blank=True)

    def __str__(self) -> str:
        return f"identity of {self.application_id}"
