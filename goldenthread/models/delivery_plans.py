"""Delivery plans: which projects and key activities a year of the Council Plan is delivered by, version by version."""

from __future__ import annotations

from django.db import models

from goldenthread.models.decisions import Decision
from goldenthread.models.governance import Body
from goldenthread.models.people import User
from goldenthread.models.plans import Plan
from goldenthread.models.prioritisation import Prioritisation
from goldenthread.models.projects import Project


class DeliveryPlan(models.Model):
    """One year of a plan as work to be done: an annual operating plan. A body approves its versions."""

    title = models.CharField(max_length=160, unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="delivery_plans")
    year = models.PositiveSmallIntegerField(help_text="the year in which the financial year begins")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-year", "title", "pk")

    def __str__(self) -> str:
        return self.title


class DeliveryPlanVersion(models.Model):
    """A selection as it was proposed. It is never changed: what is different is another version."""

    delivery_plan = models.ForeignKey(DeliveryPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.TextField(blank=True, help_text="why these, or what changed since the version before")
    ranking = models.ForeignKey(
        Prioritisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="what led to it"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("delivery_plan", "number"), name="one_delivery_plan_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.delivery_plan} version {self.number}"


class DeliveryPlanEntry(models.Model):
    """A project or key activity in a version. Its measures and risks are those of the parts of the plan it serves."""

    version = models.ForeignKey(DeliveryPlanVersion, on_delete=models.PROTECT, related_name="entries")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "delivery plan entries"
        ordering = ("project__ref", "pk")
        constraints = [models.UniqueConstraint(fields=("version", "project"), name="a_project_once_in_a_version")]

    def __str__(self) -> str:
        return f"{self.project} in {self.version}"


class DeliveryPlanApproval(models.Model):
    """The decision by which a body approved a version."""

    version = models.OneToOneField(DeliveryPlanVersion, on_delete=models.PROTECT, related_name="approval")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="delivery_plans")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.version} by {self.decision}"
