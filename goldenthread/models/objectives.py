"""Individual objectives, and who manages whom. Nothing else in the program may read an objective.

An objective is what a person works towards: a title and the part of the plan it serves. It is changed in place and
deleted for good, because a history of somebody's objectives would be an appraisal.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from goldenthread.models.people import Person, User
from goldenthread.models.plans import PlanElement


class LineManagementQuerySet(models.QuerySet["LineManagement"]):
    """Chooses among the records of who manages whom."""

    def in_force(self, on: date) -> Self:
        """Those that hold on a day, the last day included."""
        return self.filter(starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))


class LineManagement(models.Model):
    """Who is somebody's line manager, from when to when (`ends` is the last day; None is still)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="managed_by")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="manages")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = LineManagementQuerySet.as_manager()

    class Meta:
        ordering = ("-starts", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="line_management_runs_forward"
            ),
            models.CheckConstraint(condition=~Q(person=models.F("manager")), name="nobody_manages_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.manager} manages {self.person}"


class Objective(models.Model):
    """What a person works towards, and the part of the plan it serves; for the person and the line manager alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(help_text="the last day; it is deleted so many months later")

    class Meta:
        ordering = ("starts", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="an_objective_runs_forward")
        ]

    def __str__(self) -> str:
        return "An individual objective"  # it is printed where others read: in the audit trail, in errors
