"""What bodies decided: the authority by which a change takes effect."""

from __future__ import annotations

from django.db import models

from goldenthread.models.governance import Body, Meeting
from goldenthread.models.people import User


class Decision(models.Model):
    """A body's decision as minuted. It is recorded once; what it changed refers to it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    day = models.DateField(help_text="the day of the meeting")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    minute = models.CharField(max_length=40, help_text="the minute's number, as FM/23")
    text = models.TextField(help_text="what was decided, in the words of the minute")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-day", "-pk", "pk")
        constraints = [models.UniqueConstraint(fields=("body", "day", "minute"), name="one_decision_a_minute")]

    def __str__(self) -> str:
        return f"{self.body} {self.day} minute {self.minute}"
