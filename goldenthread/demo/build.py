"""Builds the demo council in an empty database, by the actions that everybody's pages use, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from goldenthread.demo import (
    assessments,
    delivery_plans,
    founding,
    meetings,
    money,
    objectives,
    projects,
    risks,
    rounds,
    service_plans,
    story_founding,
    story_lives,
    story_rounds,
    wards,
)
from goldenthread.demo.story import story
from goldenthread.demo.tables import table
from goldenthread.demo.timeline import Timeline
from goldenthread.demo.world import World

ROUNDS = (-2, -1, 0)


def build(today: date, say: Callable[[str], None], framework: str = "") -> None:
    """Found the council and tell its rounds as they would stand on a day; all of it, or nothing if anything fails.

    Under another `framework` that comes with the software it tells a year of rounds as that framework has them; under
    the demo council's own it tells more. `say` is told of each step. Raises `Refusal` where the database already
    belongs to a council.
    """
    if framework and framework != table("council")["framework"]:
        build_year(framework, today, say)
        return
    world = World(Timeline(today), say)
    with transaction.atomic():
        founding.found(world)
        founding.say_goodbye(world)
        say(f"{wards.found(world)} wards, each with its councillors")
        say(f"{projects.tell(world)} projects, with two quarters of updates")
        say(f"{delivery_plans.tell(world)} versions of this year’s delivery plan")
        say(f"{risks.tell(world)} risks and opportunities, with three quarters of reviews")
        say(f"{money.tell(world)} budget lines and capital schemes, with two quarters of positions")
        planned = service_plans.tell(world, table("service_plans"))
        say(f"{planned} service and team plans, with two quarters of progress")
        assessments.place_measures(world)
        say(f"{objectives.tell(world)} line managers, and the objectives of a few")
        for offset in ROUNDS:
            told = rounds.tell(world, offset)
            say(f"{told.label}: {told.items.count()} returns, updates, reviews and explanations due")
            if offset < 0:
                say(f"{meetings.tell(world, offset)} items on the agendas of its meetings, with what came of them")
        say(f"{meetings.propose_for_the_next(world)} change of a target proposed to the next meetings")
        say(f"{assessments.tell(world)} assessments of two rounds")


def build_year(framework: str, today: date, say: Callable[[str], None]) -> World:
    """The same council under another framework: its plan, and a year of its rounds along their route."""
    told = story(framework, today)
    world = World(told.timeline, say)
    with transaction.atomic():
        story_founding.found(world, told)
        say(f"{len(world.measures)} measures of {told.framework.title}")
        for number in range(1, len(told.rounds) + 1):
            round_ = story_rounds.tell(world, told, number)
            say(f"{round_.label}: {round_.items.count()} returns due, {round_.papers.count()} papers")
        story_lives.approve_again(world, told)
        if "service_plans" in told.facts:
            say(f"{service_plans.tell(world, told.facts['service_plans'])} service and team plans")
    return world
