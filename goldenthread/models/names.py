"""Names change; what was printed under the old one keeps it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.governance import Body
from goldenthread.models.organisation import Directorate, Service
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class DatedName(Versioned):
    """What exactly one directorate, service or body is called from a date on."""

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="names")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="names")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="names")
    effective_from = models.DateField()
    name = models.CharField(max_length=160)

    objects = VersionedQuerySet["DatedName"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.CheckConstraint(
                name="a_name_names_one_thing",
                condition=(
                    Q(directorate__isnull=False, service__isnull=True, body__isnull=True)
                    | Q(directorate__isnull=True, service__isnull=False, body__isnull=True)
                    | Q(directorate__isnull=True, service__isnull=True, body__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=("directorate", "effective_from"), condition=CURRENT, name="one_current_directorate_name"
            ),
            models.UniqueConstraint(
                fields=("service", "effective_from"), condition=CURRENT, name="one_current_service_name"
            ),
            models.UniqueConstraint(fields=("body", "effective_from"), condition=CURRENT, name="one_current_body_name"),
        ]

    def __str__(self) -> str:
        return self.name
