"""What may not be published: a mark on a thing or on one of its texts, with the ground for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.cycles import Paper
from goldenthread.models.projects import Project
from goldenthread.models.publications import Publication
from goldenthread.models.returns import Return
from goldenthread.models.risks import Risk
from goldenthread.models.versions import Versioned, VersionedQuerySet
from goldenthread.rules.withholding import Ground


class Marking(Versioned):
    """Exempt or confidential from a moment on; lifting it is a version that says "open", with the reason.

    `part` is "" for all of a return, a project's update or a risk, the name of one of a return's texts (`PARTS` of
    `goldenthread.reports.withholding`), or the heading, label or appendix of a paper. A project's update is that of the
    period that ends on `ends`.
    """

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="markings")
    ends = models.DateField(null=True, blank=True, help_text="the last day of the period of a project's update")
    part = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12)
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of Part 1 of Schedule 12A")
    interest = models.TextField(blank=True, help_text="why the public interest is in withholding it")
    source = models.CharField(max_length=300, blank=True, help_text="what makes it confidential")

    objects = VersionedQuerySet["Marking"].as_manager()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="a_marking_is_of_one_thing",
                condition=Q(of_return__isnull=False, project__isnull=True, risk__isnull=True, paper__isnull=True)
                | Q(of_return__isnull=True, project__isnull=False, risk__isnull=True, paper__isnull=True)
                | Q(of_return__isnull=True, project__isnull=True, risk__isnull=False, paper__isnull=True)
                | Q(of_return__isnull=True, project__isnull=True, risk__isnull=True, paper__isnull=False),
            ),
            models.CheckConstraint(
                name="a_marking_has_its_ground",
                condition=(Q(kind="exempt", paragraph__range=(1, 7)) & ~Q(interest=""))
                | (Q(kind="confidential") & ~Q(source=""))
                | (Q(kind="open") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        thing = self.of_return or self.project or self.risk or self.paper
        return f"{thing} {self.part or 'all of it'}: {self.kind}"

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
        ordering = ("format",)
        constraints = [
            models.UniqueConstraint(
                fields=("pack", "format"),
                condition=Q(withdrawn_at__isnull=True),
                name="one_live_restricted_file_a_format",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.format}"
