"""Every round with the deadlines of its papers, read once: scorecards, movements and the frame all count from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from goldenthread.models import Round
from goldenthread.reports.reading import read_once


class RoundDay(NamedTuple):
    """A round and one deadline of one of its papers; None in the last five where it has none."""

    pk: int
    label: str
    starts: date
    ends: date
    opened_at: datetime
    closed_at: datetime | None
    body: int | None
    deadline: int | None
    stage: str | None
    name: str | None
    due: date | None


@read_once
def round_days() -> tuple[RoundDay, ...]:
    """The rounds, the one that ends last first, each once for every deadline: one query."""
    paper = ("papers__meeting__body_id", *(f"papers__deadlines__{name}" for name in ("pk", "stage", "name", "due")))
    rows = Round.objects.order_by("-ends", "-starts", "pk")
    return tuple(
        map(RoundDay._make, rows.values_list("pk", "label", "starts", "ends", "opened_at", "closed_at", *paper))
    )
