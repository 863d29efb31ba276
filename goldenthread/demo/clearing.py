"""The named officers who clear what a paper says of their field."""

from __future__ import annotations

from datetime import datetime

from goldenthread.actions import clearances
from goldenthread.demo import tables
from goldenthread.demo.world import World
from goldenthread.models import Paper
from goldenthread.reports.clearances import lines_of


def clear_texts(world: World, paper: Paper, moment: datetime) -> None:
    """Whoever holds the post that the framework names clears each text that waits for it."""
    officers = tables.table("people")["officers"]
    for line in lines_of(paper):
        name = next(one["name"] for one in officers if line.office in (one["post"], one.get("also")))
        by = world.actor(name, moment.date())
        clearances.clear(by=by, at=moment, paper=paper, heading=line.heading, seen=line.text)
