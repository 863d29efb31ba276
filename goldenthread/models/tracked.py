"""What members ask for and bodies recommend, until it is answered: who owes what to whom by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.governance import Body
from goldenthread.models.measures import Measure
from goldenthread.models.outcomes import Outcome
from goldenthread.models.people import Person, User
from goldenthread.models.projects import Project


class TrackedItem(models.Model):
    """Something asked of somebody: a recommendation, a request for detail, a deep dive, a nominated project, an action.

    `body` asks; `to_body` is the one that has to answer, where it is a body. Owner and due day are those of today:
    the first ones, and every change with its reason, are in its events.
    """

    kind = models.CharField(max_length=14)
    text = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="asked_for")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="tracked")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="tracked")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="tracked")
    asked_on = models.DateField()
    due = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tracked")
    state = models.CharField(max_length=10, default="asked")

    class Meta:
        ordering = ("due", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=models.F("asked_on")), name="a_tracked_item_is_due_later")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TrackedEvent(models.Model):
    """A step a tracked item took: appended, never changed. `answer` is how it was answered ("agreed", "explained")."""

    item = models.ForeignKey(TrackedItem, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    answer = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.item}: {self.verb}"
