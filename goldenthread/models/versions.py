"""Dated facts: appended, never overwritten."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from goldenthread.models.people import User

_M = TypeVar("_M", bound="Versioned", covariant=True)


class VersionedQuerySet(models.QuerySet[_M]):
    """Chooses among the versions of a fact."""

    def current(self) -> Self:
        """What holds now."""
        return self.filter(superseded_at__isnull=True)

    def as_at(self, moment: datetime | None) -> Self:
        """What was known at `moment`; None means now."""
        if moment is None:
            return self.current()
        return self.filter(recorded_at__lte=moment).filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment))


class Versioned(models.Model):
    """One version of a fact: when it was recorded, by whom and why. Closing it (`superseded_at`) is its only update."""

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True


CURRENT = Q(superseded_at__isnull=True)


def known(relation: str, moment: datetime | None) -> Q:
    """The condition of a join to the versions known at a moment (None: now): `relation` is the path to them."""
    if moment is None:
        return Q(**{f"{relation}__superseded_at__isnull": True})
    return Q(**{f"{relation}__recorded_at__lte": moment}) & (
        Q(**{f"{relation}__superseded_at__isnull": True}) | Q(**{f"{relation}__superseded_at__gt": moment})
    )
