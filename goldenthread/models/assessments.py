"""Assessments: what is said of an objective in a round, what is recognised, and who was asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.cycles import Round
from goldenthread.models.measures import Measure
from goldenthread.models.people import User
from goldenthread.models.plans import PlanElement
from goldenthread.models.projects import Project
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Assessment(models.Model):
    """What is said in a round of one part of the plan; without an element, of the balanced scorecard."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    element = models.ForeignKey(
        PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("round", "element"), name="one_assessment_an_element_a_round"),
            models.UniqueConstraint(
                fields=("round",), condition=Q(element__isnull=True), name="one_assessment_of_the_scorecard_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element.code if self.element else 'Scorecard'}, {self.round.label}"


class AssessmentVersion(Versioned):
    """The words of an assessment: text by the code of the framework's section."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sections = models.JSONField(default=dict)

    objects = VersionedQuerySet["AssessmentVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("assessment",), condition=CURRENT, name="one_current_assessment_version"),
            models.UniqueConstraint(fields=("assessment", "number"), name="one_assessment_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, version {self.number}"


class AssessmentStep(models.Model):
    """A version was submitted, sent back or signed off: when, by whom, with which words."""

    version = models.ForeignKey(AssessmentVersion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.version}: {self.state}"


class Highlight(Versioned):
    """An achievement or an underperformance recognised in a round, and the response to it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="highlights")
    kind = models.CharField(max_length=20)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="highlights")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="highlights")
    element = models.ForeignKey(PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="highlights")
    text = models.TextField(help_text="what was achieved, or what falls short")
    response = models.TextField(help_text="what the council does about it")

    objects = VersionedQuerySet["Highlight"].as_manager()

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return f"{self.kind}, {self.round.label}"


class Engagement(Versioned):
    """Who was asked, how, what they said and what changed because of it."""

    day = models.DateField()
    who = models.CharField(max_length=200)
    how = models.CharField(max_length=200)
    said = models.TextField(help_text="what they said")
    changed = models.TextField(blank=True, help_text="what changed because of it; empty while nothing has")
    element = models.ForeignKey(
        PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )

    objects = VersionedQuerySet["Engagement"].as_manager()

    class Meta:
        ordering = ("-day", "pk")

    def __str__(self) -> str:
        return f"{self.who}, {self.day}"
