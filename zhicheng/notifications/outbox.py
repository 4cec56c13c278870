"""The mail backend of a place without a mail server: what would be sent stays here, to be read."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from zhicheng.core import clock
from zhicheng.notifications.operations import deliver


class EmailBackend(BaseEmailBackend):
    """Keeps each mail as one Delivery per recipient. Libraries call it and know no `at`: it reads the clock."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """This function will keep the mails and return how many there were."""
        at = clock.wall()
        for mail in email_messages:
            for address in mail.recipients():
                deliver(
                    channel="mail",
                    recipient=None,
                    address=address,
                    subject=str(mail.subject),
                    body=str(mail.body),
                    at=at,
                )
        return len(email_messages)
