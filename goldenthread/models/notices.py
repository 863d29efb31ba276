"""What the executive has to say in public before it meets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.governance import Meeting
from goldenthread.models.people import User


class MeetingNotice(models.Model):
    """Notice of a key decision, or that something is to be heard in private, at a meeting of the executive.

    `route` is how it reaches the meeting: "notice" in full time, or "general_exception" or "special_urgency", which
    say who agreed and why. A private item is noticed twice, the second time with what people said to the first.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=14)
    subject = models.CharField(max_length=200)
    route = models.CharField(max_length=20, default="notice")
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=160, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    second_published_on = models.DateField(null=True, blank=True)
    representations = models.TextField(blank=True, help_text="what people said to the first notice")
    response = models.TextField(blank=True, help_text="what the executive answered")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("meeting__day", "pk")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "kind", "subject"), name="one_notice_a_matter"),
            models.CheckConstraint(
                name="an_exception_says_who_agreed_and_why",
                condition=Q(route="notice") | (~Q(agreed_by="") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.meeting})"
