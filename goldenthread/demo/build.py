"""Builds the demo council in an empty database, by the actions that everybody's pages use, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from goldenthread.demo import founding, money, projects, risks, rounds
from goldenthread.demo.timeline import Timeline
from goldenthread.demo.world import World

ROUNDS = (-2, -1, 0)


def build(today: date, say: Callable[[str], None]) -> None:
    """Found the council and tell its rounds as they would stand on a day; all of it, or nothing if anything fails.

    `say` is told of each step. Raises `Refusal` where the database already belongs to a council.
    """
    world = World(Timeline(today), say)
    with transaction.atomic():
        founding.found(world)
        founding.say_goodbye(world)
        say(f"{projects.tell(world)} projects, with two quarters of updates")
        say(f"{risks.tell(world)} risks and opportunities, with three quarters of reviews")
        say(f"{money.tell(world)} budget lines and capital schemes, with two quarters of positions")
        for offset in ROUNDS:
            told = rounds.tell(world, offset)
            say(f"{told.label}: {told.items.count()} returns due")
