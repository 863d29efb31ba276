"""The council's framework: versions of one validated document."""

from __future__ import annotations

from django.db import models

from goldenthread.models.versions import Versioned, VersionedQuerySet


class FrameworkVersion(Versioned):
    """A framework as approved: copied in, so that a later change of the preset never alters a council."""

    name = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    document = models.JSONField()
    source = models.TextField(help_text="the YAML as it was read")
    sha256 = models.CharField(max_length=64)

    objects = VersionedQuerySet["FrameworkVersion"].as_manager()

    class Meta:
        ordering = ("effective_from", "number", "pk")
        constraints = [models.UniqueConstraint(fields=("name", "number"), name="one_framework_version_number")]

    def __str__(self) -> str:
        return f"{self.name} version {self.number}"
