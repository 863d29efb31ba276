"""What a committee saw, frozen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.cycles import ExceptionReport, Paper
from goldenthread.models.finance import BudgetPosition
from goldenthread.models.people import User
from goldenthread.models.projects import ProjectUpdate
from goldenthread.models.returns import Return
from goldenthread.models.risks import RiskReview


class Publication(models.Model):
    """A paper as frozen: its report as canonical JSON, and the SHA-256 of those bytes.

    `state` is "building" until every file exists, then "final"; `published_at` is set with the agenda.
    """

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="publication")
    state = models.CharField(max_length=10, default="building")
    report = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-frozen_at", "pk")

    def __str__(self) -> str:
        return f"{self.paper} frozen"


class PublishedReturn(models.Model):
    """Which version of a return a publication printed: "was printed in"."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="printed")
    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="printed_in")
    version_number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("publication", "of_return"), name="printed_once")]

    def __str__(self) -> str:
        return f"{self.of_return} in {self.publication}"


class PublishedUpdate(models.Model):
    """What a publication printed of a project, risk or budget: exactly one row, none of which ever changes."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="printed_updates")
    update = models.ForeignKey(
        ProjectUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="printed_in"
    )
    review = models.ForeignKey(RiskReview, on_delete=models.PROTECT, null=True, blank=True, related_name="printed_in")
    position = models.ForeignKey(
        BudgetPosition, on_delete=models.PROTECT, null=True, blank=True, related_name="printed_in"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_published_update_is_one_thing",
                condition=(
                    Q(update__isnull=False, review__isnull=True, position__isnull=True)
                    | Q(update__isnull=True, review__isnull=False, position__isnull=True)
                    | Q(update__isnull=True, review__isnull=True, position__isnull=False)
                ),
            ),
            models.UniqueConstraint(fields=("publication", "update"), name="update_printed_once"),
            models.UniqueConstraint(fields=("publication", "review"), name="review_printed_once"),
            models.UniqueConstraint(fields=("publication", "position"), name="position_printed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.update or self.review or self.position} in {self.publication}"


class PublicationFile(models.Model):
    """A rendered file of a publication. A redaction withdraws it and puts another beside it."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("format", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("publication", "format"), condition=Q(withdrawn_at__isnull=True), name="one_live_file_a_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.format}"


class Redaction(models.Model):
    """Words taken out of the record: asked for by one person, approved by another, never values.

    `replaced` keeps the hashes of each publication before and after, as [{publication, format, before, after}].
    """

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, blank=True, related_name="redactions")
    exception = models.ForeignKey(
        ExceptionReport, on_delete=models.PROTECT, null=True, blank=True, related_name="redactions"
    )
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    replaced = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-asked_at", "pk")
        constraints = [
            models.CheckConstraint(
                name="a_redaction_is_of_one_thing",
                condition=Q(of_return__isnull=False, exception__isnull=True)
                | Q(of_return__isnull=True, exception__isnull=False),
            ),
            models.CheckConstraint(
                name="a_redaction_needs_two_people",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"redaction of {self.of_return or self.exception}"
