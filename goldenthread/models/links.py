"""The golden thread: what serves what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.measures import Measure
from goldenthread.models.plans import PlanElement
from goldenthread.models.projects import Project
from goldenthread.models.risks import Risk
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Link(Versioned):
    """Exactly one thing (element, measure or project) serves an element, as its primary home or as a contribution.

    A risk does not serve what it is linked to: it bears on it (`role` is "bears_on").
    """

    serves = models.ForeignKey(PlanElement, on_delete=models.PROTECT, related_name="served_by")
    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="serves")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="serves")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="serves")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="bears_on")
    role = models.CharField(max_length=12, default="primary")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = VersionedQuerySet["Link"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_link_joins_one_thing",
                condition=(
                    Q(element__isnull=False, measure__isnull=True, project__isnull=True, risk__isnull=True)
                    | Q(element__isnull=True, measure__isnull=False, project__isnull=True, risk__isnull=True)
                    | Q(element__isnull=True, measure__isnull=True, project__isnull=False, risk__isnull=True)
                    | Q(element__isnull=True, measure__isnull=True, project__isnull=True, risk__isnull=False)
                ),
            ),
            models.UniqueConstraint(fields=("serves", "measure"), condition=CURRENT, name="one_current_measure_link"),
            models.UniqueConstraint(fields=("serves", "element"), condition=CURRENT, name="one_current_element_link"),
            models.UniqueConstraint(fields=("serves", "project"), condition=CURRENT, name="one_current_project_link"),
            models.UniqueConstraint(fields=("serves", "risk"), condition=CURRENT, name="one_current_risk_link"),
            models.CheckConstraint(
                name="a_risk_bears_on_and_nothing_else_does",
                condition=Q(risk__isnull=False, role="bears_on") | (Q(risk__isnull=True) & ~Q(role="bears_on")),
            ),
            models.UniqueConstraint(
                fields=("measure",), condition=CURRENT & Q(role="primary", ends__isnull=True), name="one_primary_home"
            ),
            models.UniqueConstraint(
                fields=("project",),
                condition=CURRENT & Q(role="primary", ends__isnull=True),
                name="one_primary_home_of_a_project",
            ),
        ]

    def __str__(self) -> str:
        if self.risk is not None:
            return f"{self.risk} bears on {self.serves}"
        return f"{self.measure or self.project or self.element} serves {self.serves}"
