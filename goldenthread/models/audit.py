"""Who did what: rows that survive what they describe."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One action, without foreign keys. `fields` holds names of changed fields, never private text."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True, blank=True)
    ref = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ("-at", "-pk", "pk")
        indexes = [models.Index(fields=("kind", "object_id"), name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.ref}"
