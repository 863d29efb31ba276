"""What was put right after a paper was frozen: the frozen paper stays, and the correction stands beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.finance import BudgetPosition
from goldenthread.models.people import User
from goldenthread.models.projects import ProjectUpdate
from goldenthread.models.publications import Publication
from goldenthread.models.returns import Return, ReturnVersion
from goldenthread.models.risks import RiskAssessment


class Correction(models.Model):
    """A figure that a frozen paper printed and the one that is right: a late update tabled before its meeting is over,
    or an erratum afterwards. Both versions are kept.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="corrections")
    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=10, help_text="tabled or erratum")
    printed = models.ForeignKey(ReturnVersion, on_delete=models.PROTECT, related_name="+")
    corrected = models.ForeignKey(ReturnVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", help_text="who signed it off")

    class Meta:
        ordering = ("-recorded_at", "-pk", "pk")
        constraints = [
            models.UniqueConstraint(fields=("publication", "corrected"), name="one_correction_a_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_correction_has_a_reason"),
            models.CheckConstraint(condition=~Q(printed=models.F("corrected")), name="a_correction_corrects_something"),
        ]

    def __str__(self) -> str:
        return f"{self.of_return} corrected in {self.publication}"


class ThingCorrection(models.Model):
    """What a frozen paper printed of a project, risk or budget line, and what is right: exactly one pair of rows."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="thing_corrections")
    kind = models.CharField(max_length=10, help_text="tabled or erratum")
    printed_update = models.ForeignKey(ProjectUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    update = models.ForeignKey(ProjectUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    printed_score = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    score = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    printed_position = models.ForeignKey(
        BudgetPosition, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.ForeignKey(BudgetPosition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", help_text="who signed it off")

    class Meta:
        ordering = ("-recorded_at", "-pk", "pk")
        constraints = [
            models.UniqueConstraint(fields=("publication", "update"), name="one_correction_an_update"),
            models.UniqueConstraint(fields=("publication", "score"), name="one_correction_a_score"),
            models.UniqueConstraint(fields=("publication", "position"), name="one_correction_a_position"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_thing_correction_has_a_reason"),
            models.CheckConstraint(
                name="a_thing_correction_is_of_one_thing",
                condition=Q(update__isnull=False, score__isnull=True, position__isnull=True)
                | Q(update__isnull=True, score__isnull=False, position__isnull=True)
                | Q(update__isnull=True, score__isnull=True, position__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.update or self.score or self.position} corrected in {self.publication}"
