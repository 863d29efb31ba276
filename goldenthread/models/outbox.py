"""Work that waits: the outbox is the queue."""

from __future__ import annotations

from django.db import models


class OutboxItem(models.Model):
    """A piece of work written in the transaction that needs it: waiting, running, done or failed."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=("state", "id"), name="outbox_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
