"""How frameworks, plans and measures live on: who approved them again, and where a measure is looked at now."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.decisions import Decision
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.measures import Measure
from goldenthread.models.people import Person, User
from goldenthread.models.plans import Plan
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Approval(models.Model):
    """A framework version approved, or a plan approved for a year: by a body's decision, or by a named delegate."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    year_starts = models.DateField(null=True, blank=True, help_text="the first day of the plan's year")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    post_title = models.CharField(max_length=160, blank=True, help_text="the post that the delegate held")
    day = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("day", "pk")
        constraints = [
            models.CheckConstraint(
                name="an_approval_is_of_one_thing",
                condition=Q(framework__isnull=False, plan__isnull=True, year_starts__isnull=True)
                | Q(framework__isnull=True, plan__isnull=False, year_starts__isnull=False),
            ),
            models.CheckConstraint(
                name="an_approval_has_an_authority",
                condition=Q(decision__isnull=False, delegate__isnull=True)
                | (Q(decision__isnull=True, delegate__isnull=False) & ~Q(post_title="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework or self.plan} approved on {self.day}"


class Monitoring(Versioned):
    """Where a measure is looked at from a date on, instead of in a body's paper; empty where it is in papers again."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="monitorings")
    effective_from = models.DateField()
    where = models.CharField(max_length=200, blank=True, help_text="as Waste service's own scorecard")

    objects = VersionedQuerySet["Monitoring"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_monitoring"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.where or 'in the paper'}"
