"""Measures: what is measured, whose it is, what is aimed at and how it is judged, each as dated facts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.figures import FigureField
from goldenthread.models.governance import Body, Portfolio
from goldenthread.models.organisation import Service
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Measure(models.Model):
    """A measure's identity: a reference that is never used again."""

    ref = models.CharField(max_length=30, unique=True)
    parent = models.ForeignKey("Measure", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("ref",)

    def __str__(self) -> str:
        return self.ref


class MeasureDefinition(Versioned):
    """What a measure means from a date on. A change of meaning starts a new series."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="definitions")
    effective_from = models.DateField()
    series = models.PositiveIntegerField(default=1, help_text="figures of different series are not compared")
    title = models.CharField(max_length=200)
    plain_title = models.CharField(max_length=200, blank=True)
    rationale = models.TextField(blank=True, help_text="why it matters")
    definition = models.TextField(blank=True, help_text="how it is measured")
    numerator_label = models.CharField(max_length=200, blank=True)
    denominator_label = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    exclusions = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    multiplier = FigureField(help_text="numerator over denominator times this; 100 for a percentage")
    polarity = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, default="performance")
    level = models.CharField(max_length=20, default="strategic")
    frequency = models.CharField(max_length=10, default="quarter")
    calendar = models.CharField(max_length=10, default="financial")
    accumulation = models.CharField(max_length=12, default="period")
    rolling_periods = models.PositiveSmallIntegerField(null=True, blank=True)
    lag_days = models.PositiveSmallIntegerField(default=0, help_text="days after the period's end that data arrives")
    lag_periods = models.PositiveSmallIntegerField(default=0, help_text="periods in arrears that a round collects")
    control = models.CharField(max_length=12, default="control")

    objects = VersionedQuerySet["MeasureDefinition"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_definition"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Ownership(Versioned):
    """Whose a measure is from a date on: one service, one committee."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="ownerships")
    effective_from = models.DateField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="ownerships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="ownerships")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, null=True, blank=True, related_name="ownerships")

    objects = VersionedQuerySet["Ownership"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_ownership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.effective_from}"


class Target(Versioned):
    """What is aimed at in one period."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    starts = models.DateField()
    ends = models.DateField()
    target = FigureField()
    floor = FigureField(help_text="minimum standard")
    stretch = FigureField()
    low = FigureField(help_text="bottom of a target range")
    high = FigureField(help_text="top of a target range")

    objects = VersionedQuerySet["Target"].as_manager()

    class Meta:
        ordering = ("starts", "ends", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "starts", "ends"), condition=CURRENT, name="one_current_target_a_period"
            ),
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="a_target_period_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.starts} to {self.ends}"


class Tolerance(Versioned):
    """A measure's own rule from a date on: what it changes in the framework's default."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="tolerances")
    effective_from = models.DateField()
    changes = models.JSONField(default=dict)

    objects = VersionedQuerySet["Tolerance"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_tolerance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.effective_from}"


class Standing(Versioned):
    """Whether a measure is proposed, live, suspended or retired from a date on; the reason is the version's."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="standings")
    effective_from = models.DateField()
    state = models.CharField(max_length=10)

    objects = VersionedQuerySet["Standing"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.state}"


class Benchmark(Versioned):
    """How others did: a comparator group's figure for a period and where this council stood."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="benchmarks")
    starts = models.DateField()
    ends = models.DateField()
    comparator = models.CharField(max_length=160)
    value = FigureField()
    rank = models.CharField(max_length=80, blank=True, help_text="as joint 20th of 52 districts")
    source = models.CharField(max_length=200, blank=True)

    objects = VersionedQuerySet["Benchmark"].as_manager()

    class Meta:
        ordering = ("starts", "comparator", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "starts", "ends", "comparator"), condition=CURRENT, name="one_current_benchmark"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.comparator}"
