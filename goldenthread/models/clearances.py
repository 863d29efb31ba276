"""What officers said to the implications of a paper: cleared, or sent back with a note."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.cycles import Paper
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Clearance(Versioned):
    """An officer's word on the text under one heading. It holds for exactly the words in `text`: others reopen it.

    `office` is who clears it as the framework says ("Section 151 Officer"); sent back, `reason` says why.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="clearances")
    heading = models.CharField(max_length=200)
    office = models.CharField(max_length=120)
    text = models.TextField()
    cleared = models.BooleanField()

    objects = VersionedQuerySet["Clearance"].as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("paper", "heading"), condition=CURRENT, name="one_current_clearance"),
            models.CheckConstraint(condition=Q(cleared=True) | ~Q(reason=""), name="a_text_is_sent_back_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} of {self.paper}"
