"""Who gets dates and reports without signing in: calendar feeds and the readers of the monthly report."""

from __future__ import annotations

from django.db import models

from goldenthread.models.people import User


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads one person's dates; a revoked one answers no more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    key = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(revoked_at__isnull=True), name="one_live_feed_a_user"
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user}"


class Recipient(models.Model):
    """Somebody who is sent the monthly report: a person of the council's choice, with or without an account."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
