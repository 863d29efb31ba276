"""The framework's versions and the rounds run by them, read once: rules, scorecards and the frame all need them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F

from goldenthread.models.frameworks import FrameworkVersion
from goldenthread.reports.reading import read_once


class RoundDay(NamedTuple):
    """A round and one deadline of one of its papers; None in the last six where it has none."""

    pk: int
    label: str
    starts: date
    ends: date
    opened_at: datetime
    closed_at: datetime | None
    frozen_at: datetime | None
    body: int | None
    deadline: int | None
    stage: str | None
    name: str | None
    due: date | None


def framework_versions() -> tuple[FrameworkVersion, ...]:
    """Every version of the framework ever recorded, replaced ones too, oldest first; the text comes when asked for."""
    return _read()[0]


def round_days() -> tuple[RoundDay, ...]:
    """The rounds, the one that ends last first, each once for every deadline."""
    return _read()[1]


_ROUND = ("pk", "label", "starts", "ends", "opened_at", "closed_at")
_DEADLINE = ("pk", "stage", "name", "due")


@read_once
def _read() -> tuple[tuple[FrameworkVersion, ...], tuple[RoundDay, ...]]:
    """Both in one query: a round is run by a version, which is there before any round is."""
    columns = (
        *(f"rounds__{name}" for name in _ROUND),
        "rounds__papers__publication__frozen_at",
        "rounds__papers__meeting__body_id",
        *(f"rounds__papers__deadlines__{name}" for name in _DEADLINE),
    )
    told = {f"told_{place}": F(column) for place, column in enumerate(columns)}
    versions: dict[int, FrameworkVersion] = {}
    rounds: list[RoundDay] = []
    for row in (
        FrameworkVersion.objects.defer("document", "source").annotate(**told).order_by("effective_from", "number")
    ):
        versions.setdefault(row.pk, row)
        found = RoundDay(*(getattr(row, name) for name in told))
        if found.pk is not None:
            rounds.append(found)
    rounds.sort(key=lambda one: (-one.ends.toordinal(), -one.starts.toordinal(), one.pk))
    return tuple(versions.values()), tuple(rounds)
