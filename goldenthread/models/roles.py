"""Who has which role, over what, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from goldenthread.models.governance import Body, Portfolio
from goldenthread.models.measures import Measure
from goldenthread.models.organisation import Directorate, Service
from goldenthread.models.people import Person, User
from goldenthread.models.projects import Project


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Chooses among assignments."""

    def in_force(self, on: date) -> Self:
        """Those that hold on a day, the last day included."""
        return self.filter(starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))


class RoleAssignment(models.Model):
    """A role over one thing, or over the whole council where nothing is named."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30)
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("role", "starts", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="a_role_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"
