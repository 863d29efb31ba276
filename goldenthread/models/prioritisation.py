"""Choosing among candidate projects: weighted criteria and the scores given, kept so that a ranking can be repeated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.people import User
from goldenthread.models.projects import Project
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Prioritisation(models.Model):
    """One exercise of choosing: what it is for, and the highest score there is."""

    title = models.CharField(max_length=160, unique=True)
    top_score = models.PositiveSmallIntegerField(default=5)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-recorded_at", "pk")

    def __str__(self) -> str:
        return self.title


class Criterion(Versioned):
    """What candidates are scored on, and how much it weighs."""

    prioritisation = models.ForeignKey(Prioritisation, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    weight = models.PositiveSmallIntegerField()

    objects = VersionedQuerySet["Criterion"].as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=("prioritisation", "code"), condition=CURRENT, name="one_current_criterion"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_criterion_weighs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CandidateScore(Versioned):
    """The score of one candidate on one criterion, by the criterion's code."""

    prioritisation = models.ForeignKey(Prioritisation, on_delete=models.PROTECT, related_name="scores")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=20)
    score = models.PositiveSmallIntegerField()

    objects = VersionedQuerySet["CandidateScore"].as_manager()

    class Meta:
        ordering = ("project__ref", "criterion", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("prioritisation", "project", "criterion"), condition=CURRENT, name="one_current_candidate_score"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.criterion}: {self.score}"
