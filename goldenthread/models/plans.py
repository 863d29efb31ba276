"""The plan: one model of an element, whatever the council calls its levels."""

from __future__ import annotations

from django.db import models

from goldenthread.models.organisation import Post, Service
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Plan(models.Model):
    """A Council Plan, delivery plan or service plan and the years it covers."""

    title = models.CharField(max_length=160)
    starts = models.DateField()
    ends = models.DateField()
    approved_by = models.CharField(max_length=160, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-starts", "title", "pk")

    def __str__(self) -> str:
        return self.title


class PlanElement(models.Model):
    """A priority, an aim, an action: a place in the plan. Its words and owner are dated (`PlanElementVersion`)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="elements")
    level = models.CharField(max_length=80, help_text="the code of a level of the framework")
    code = models.CharField(max_length=20)
    parent = models.ForeignKey("PlanElement", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    predecessor = models.ForeignKey(
        "PlanElement", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    position = models.PositiveIntegerField(default=0)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position", "code", "pk")
        constraints = [models.UniqueConstraint(fields=("plan", "code"), name="one_code_in_a_plan")]

    def __str__(self) -> str:
        return self.code


class PlanElementVersion(Versioned):
    """What an element says and who owns it."""

    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionedQuerySet["PlanElementVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("element",), condition=CURRENT, name="one_current_element_version"),
            models.UniqueConstraint(fields=("element", "number"), name="one_element_version_number"),
        ]

    def __str__(self) -> str:
        return self.title
