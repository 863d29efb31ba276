"""Files that were brought in."""

from __future__ import annotations

from django.db import models

from goldenthread.models.people import User


class ImportBatch(models.Model):
    """A file loaded into the council: what it was, how it was read and what came of it."""

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return self.file_name
