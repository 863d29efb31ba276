"""The council itself: one row."""

from __future__ import annotations

from django.db import models

from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class Council(models.Model):
    """The one council this database belongs to."""

    name = models.CharField(max_length=120)
    colour = models.CharField(max_length=7, default="#1d4f5f", help_text="#rrggbb, used in the header and on papers")
    contact = models.CharField(max_length=200, blank=True, help_text="who to ask about this site")
    is_demo = models.BooleanField(default=False)
    print_names = models.BooleanField(default=True, help_text="print names of heads of service and above on papers")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_council")]

    def __str__(self) -> str:
        return self.name


class ClosureDay(models.Model):
    """A day the council's offices are closed besides weekends and bank holidays; it does not count as a clear day."""

    day = models.DateField(unique=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


class SiteText(Versioned):
    """A text the council may edit: the accessibility statement, the privacy notice, the cookies page."""

    slug = models.SlugField()
    text = models.TextField()

    objects = VersionedQuerySet["SiteText"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("slug",), condition=CURRENT, name="one_current_site_text")]

    def __str__(self) -> str:
        return self.slug
