"""What else is said of measures by date: outside sets, who leads, a scorecard's perspective, and stand-ins."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.measures import Measure
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class IndicatorSet(models.Model):
    """A set that somebody outside asks for: a local agreement, a national framework. A measure may be in several."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True, help_text="who asks for it, or where it is published")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class SetMembership(Versioned):
    """A measure in a set from a date on: what it is called there, and the reward for its stretch target, in pence."""

    indicator_set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="memberships")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="memberships")
    called = models.CharField(max_length=40, blank=True, help_text="its number in the set, as BV82a")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    reward = models.BigIntegerField(null=True, blank=True, help_text="pence, paid where the stretch target is met")

    objects = VersionedQuerySet["SetMembership"].as_manager()

    class Meta:
        ordering = ("indicator_set", "called", "measure", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator_set", "measure"), condition=CURRENT, name="one_current_place_in_a_set"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="a_place_in_a_set_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} in {self.indicator_set}"


class Lead(Versioned):
    """Who leads on a measure from a date on: the council, or a partner with the body accountable for it."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="leads")
    effective_from = models.DateField()
    led_by = models.CharField(max_length=10)
    accountable_body = models.CharField(max_length=160, blank=True)

    objects = VersionedQuerySet["Lead"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(fields=("measure", "effective_from"), condition=CURRENT, name="one_current_lead")
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.effective_from}"


class PerspectivePlace(Versioned):
    """The perspective of the balanced scorecard that a measure belongs to from a date on; empty for none."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="perspectives")
    effective_from = models.DateField()
    perspective = models.CharField(max_length=40, blank=True)

    objects = VersionedQuerySet["PerspectivePlace"].as_manager()

    class Meta:
        ordering = ("effective_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "effective_from"), condition=CURRENT, name="one_current_perspective"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} from {self.effective_from}"


class Proxy(Versioned):
    """A measure that shows within the year where a survey is heading that is only held now and then."""

    survey = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="proxies")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="stands_in_for")

    objects = VersionedQuerySet["Proxy"].as_manager()

    class Meta:
        ordering = ("measure", "pk")
        constraints = [
            models.UniqueConstraint(fields=("survey", "measure"), condition=CURRENT, name="one_current_proxy")
        ]

    def __str__(self) -> str:
        return f"{self.measure} for {self.survey}"
