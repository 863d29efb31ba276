"""What may not be published: a mark on a thing or on one of its texts, with the ground for it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db import models
from django.db.models import Q

from goldenthread.models.assessments import Assessment, Engagement, Highlight
from goldenthread.models.cycles import Paper
from goldenthread.models.finance import BudgetLine, Saving
from goldenthread.models.outcomes import AgendaItem
from goldenthread.models.plans import PlanElement
from goldenthread.models.projects import Project
from goldenthread.models.publications import Publication
from goldenthread.models.returns import Return
from goldenthread.models.risks import Risk
from goldenthread.models.service_plans import ServicePlan
from goldenthread.models.tracked import TrackedItem
from goldenthread.models.versions import Versioned, VersionedQuerySet
from goldenthread.rules.withholding import Ground

THINGS: Final = (
    "of_return",
    "project",
    "risk",
    "paper",
    "assessment",
    "service_plan",
    "action",
    "line",
    "saving",
    "item",
    "tracked",
    "highlight",
    "engagement",
)
"""What can be marked, by the name of its field; a mark is of exactly one of them."""


def _only(thing: str) -> Q:
    return Q(**{f"{name}__isnull": name != thing for name in THINGS})


class Marking(Versioned):
    """Exempt or confidential from a moment on; lifting it is a version that says "open", with the reason.

    `part` is "" for all of a thing, otherwise the name of one of its texts (`goldenthread.reports.marks`), of a section
    of an assessment or a service plan, or of a heading, label or appendix of a paper. With `ends` it is about the
    period that ends then: the update of a project, or the explanation of a budget line or saving.
    """

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    service_plan = models.ForeignKey(
        ServicePlan, on_delete=models.PROTECT, null=True, blank=True, related_name="markings"
    )
    action = models.ForeignKey(PlanElement, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    tracked = models.ForeignKey(TrackedItem, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    highlight = models.ForeignKey(Highlight, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    ends = models.DateField(null=True, blank=True, help_text="the last day of the period that it is about")
    part = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12)
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of Part 1 of Schedule 12A")
    interest = models.TextField(blank=True, help_text="why the public interest is in withholding it")
    source = models.CharField(max_length=300, blank=True, help_text="what makes it confidential")

    objects = VersionedQuerySet["Marking"].as_manager()

    class Meta:
        ordering = ("-recorded_at", "-pk", "pk")
        constraints = [
            models.CheckConstraint(
                name="a_marking_is_of_one_thing",
                condition=reduce(or_, (_only(thing) for thing in THINGS)),
            ),
            models.CheckConstraint(
                name="a_marking_has_its_ground",
                condition=(Q(kind="exempt", paragraph__range=(1, 7)) & ~Q(interest=""))
                | (Q(kind="confidential") & ~Q(source=""))
                | (Q(kind="open") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.part or 'all of it'}: {self.kind}"

    @property
    def thing_name(self) -> str:
        """The field of what is marked."""
        return next(name for name in THINGS if getattr(self, f"{name}_id") is not None)

    @property
    def thing(self) -> models.Model:
        """What is marked."""
        found: models.Model = getattr(self, self.thing_name)
        return found

    @property
    def ground(self) -> Ground:
        """Why it is withheld."""
        return Ground(self.kind, self.paragraph, self.interest, self.source)  # type: ignore[arg-type]  # constrained


class RestrictedPack(models.Model):
    """The paper with what its publication leaves out, frozen beside it: canonical JSON and the SHA-256 of those bytes.

    It is kept apart from the publication, so that nothing that reads what was published can come upon it.
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="restricted_pack")
    report = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"restricted pack of {self.publication}"


class RestrictedFile(models.Model):
    """A rendered file of a restricted pack. A redaction withdraws it and puts another beside it."""

    pack = models.ForeignKey(RestrictedPack, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("format", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("pack", "format"),
                condition=Q(withdrawn_at__isnull=True),
                name="one_live_restricted_file_a_format",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.format}"
