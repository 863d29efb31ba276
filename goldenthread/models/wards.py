"""Parts of the council's area, who speaks for them, and figures split among them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.figures import FigureField
from goldenthread.models.people import Person
from goldenthread.models.returns import Return
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Ward(models.Model):
    """A ward or another locality; where its boundary or name changes it ends, and another begins."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, default="ward")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="a_ward_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return self.name


class WardSeat(models.Model):
    """A councillor who speaks for a ward, from when to when (`ends` is the last day; None is still)."""

    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("ward", "starts", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="a_seat_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.ward}"


class WardFigure(Versioned):
    """One return's figure for one ward. A figure too small to publish is marked `hidden`, and not kept at all."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="by_ward")
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="figures")
    value = FigureField()
    numerator = FigureField()
    denominator = FigureField()
    hidden = models.BooleanField(default=False)

    objects = VersionedQuerySet["WardFigure"].as_manager()

    class Meta:
        ordering = ("of_return", "ward", "pk")
        constraints = [
            models.UniqueConstraint(fields=("of_return", "ward"), condition=CURRENT, name="one_current_ward_figure"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, hidden=False) | Q(value__isnull=True, hidden=True),
                name="a_ward_figure_is_there_or_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_return}, {self.ward}"
