"""Returns: one measure's figure for one period, and every version of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.figures import FigureField
from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.models.measures import Measure
from goldenthread.models.people import Person, User
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Return(models.Model):
    """The place of one figure: a measure and a period."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="returns")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ("ends", "pk")
        constraints = [
            models.UniqueConstraint(fields=("measure", "starts", "ends"), name="one_return_a_measure_and_period"),
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="a_return_period_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.starts} to {self.ends}"


class ReturnVersion(Versioned):
    """What was returned: a figure, or the reason there is none, and the words with it.

    `origin` is "submission", "late" (after its paper was locked, to be tabled), "revision" (after it was finalised) or
    "history" (not collected in a round).
    """

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=12, default="submission")
    value = FigureField()
    numerator = FigureField()
    denominator = FigureField()
    data_status = models.CharField(max_length=12, default="confirmed")
    absence = models.CharField(max_length=20, blank=True, help_text="why there is no figure")
    available_from = models.DateField(null=True, blank=True)
    commentary = models.TextField(blank=True, help_text="what happened and why")
    action = models.TextField(blank=True, help_text="what is being done about it")
    forecast = FigureField(help_text="forecast at the year's end")
    judged_as = models.CharField(max_length=20, blank=True, help_text="the status a person chose, on evidence")
    doubts = models.JSONField(default=list, blank=True, help_text="doubts asked and the answers given")

    objects = VersionedQuerySet["ReturnVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("of_return",), condition=CURRENT, name="one_current_return_version"),
            models.UniqueConstraint(fields=("of_return", "number"), name="one_return_version_number"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(absence="") | ~Q(judged_as=""),
                name="a_return_has_a_value_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_return} version {self.number}"


class ReturnDraft(models.Model):
    """The one working copy of a return, as typed; discarded when it is submitted. It is not a version.

    `revision` goes up with each save; `based_on` is the number of the version it started from (0 for none).
    """

    of_return = models.OneToOneField(Return, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"draft of {self.of_return}"


class Judgement(Versioned):
    """How a version was judged when it was signed off, with the rule and the inputs that gave it."""

    version = models.ForeignKey(ReturnVersion, on_delete=models.PROTECT, related_name="judgements")
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    sentence = models.TextField()
    direction = models.CharField(max_length=16)
    direction_sentence = models.TextField(blank=True)
    direction_year = models.CharField(max_length=16)
    direction_year_sentence = models.TextField(blank=True)
    rule = models.JSONField()
    inputs = models.JSONField()

    objects = VersionedQuerySet["Judgement"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("version",), condition=CURRENT, name="one_current_judgement"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.status}"


class Override(Versioned):
    """A status set by hand over the rule's, with its reason and who approved it; always printed."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="overrides")
    status = models.CharField(max_length=20)
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = VersionedQuerySet["Override"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("of_return",), condition=CURRENT, name="one_current_override"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.of_return}: {self.status}"
