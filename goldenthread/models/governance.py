"""Bodies that decide and scrutinise, what is theirs to look at, and when they meet."""

from __future__ import annotations

from django.db import models

from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Body(models.Model):
    """A committee, Cabinet, Council, a scrutiny panel. Its names and remits are dated facts."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20, default="committee")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Remit(Versioned):
    """What a body is for, from a date: its terms of reference."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="remits")
    effective_from = models.DateField()
    terms = models.CharField(max_length=40, blank=True, help_text="terms of reference code, as FM13")
    text = models.TextField(blank=True)

    objects = VersionedQuerySet["Remit"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("body", "effective_from"), condition=CURRENT, name="one_current_remit")
        ]

    def __str__(self) -> str:
        return f"{self.body} from {self.effective_from}"


class Portfolio(models.Model):
    """A member's area of responsibility; who holds it is a role assignment."""

    name = models.CharField(max_length=120, unique=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting of a body."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ("day", "pk")
        constraints = [models.UniqueConstraint(fields=("body", "day"), name="one_meeting_a_body_a_day")]

    def __str__(self) -> str:
        return f"{self.body} on {self.day}"
