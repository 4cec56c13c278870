"""How far the demo's clock is ahead of the real one."""

from datetime import timedelta

from django.db import models


class ClockOffset(models.Model):
    """One row, pk 1; without it the case time is the real time."""

    by = models.DurationField(default=timedelta)

    def __str__(self) -> str:
        return f"+{self.by}"
