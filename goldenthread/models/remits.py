"""What a body looks at, as data: the selections of its remit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.governance import Portfolio, Remit
from goldenthread.models.measures import Measure
from goldenthread.models.organisation import Directorate, Service
from goldenthread.models.plans import PlanElement


class RemitSelection(models.Model):
    """One kind of thing that a remit gives its body, and over what. A remit without any gives what the body owns.

    `kind` and `over` are codes of `goldenthread.rules.remits`; `over` says which one of the other columns is set.
    """

    remit = models.ForeignKey(Remit, on_delete=models.CASCADE, related_name="selections")
    kind = models.CharField(max_length=20)
    over = models.CharField(max_length=20, default="everything")
    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    indicator_set = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="a_remit_selects_over_what_it_says",
                condition=Q(over__in=("everything", "owned", "indicator_set"))
                | Q(over="element", element__isnull=False)
                | Q(over="service", service__isnull=False)
                | Q(over="directorate", directorate__isnull=False)
                | Q(over="portfolio", portfolio__isnull=False)
                | Q(over="measure", measure__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.remit}: {self.kind} of {self.over}"
