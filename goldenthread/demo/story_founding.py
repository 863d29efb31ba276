"""Setting the council up under another framework: its own plan and committees, the same services and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import governance, links, measure_facts, measures, people, plans, returns
from goldenthread.actions.measures import PeriodTarget
from goldenthread.demo import founding, story_assessments, story_lives, story_money, story_things, tables
from goldenthread.demo.story import Story, figure, own_periods
from goldenthread.demo.timeline import YEARS_BACK, first_weekday_from
from goldenthread.demo.world import World
from goldenthread.models import IndicatorSet
from goldenthread.rules.periods import ONE_DAY, cumulative, periods_between


def found(world: World, story: Story) -> None:
    """Found the council and set all of it up, as its founder does."""
    by, moment = founding.begin(world, story.framework.name)
    founding.services(world, by, moment, {**tables.table("council"), "renamed": ()})
    _bodies(world, story, by, moment)
    founding.officers(world, by, moment)
    founding.members(world, by, moment, story.facts)
    _plan(world, story, by, moment)
    for one in story.measures:
        _measure(world, story, by, moment, one)
    for one in story.measures:
        if "watched_through" in one:
            survey, measure = world.measures[one["ref"]], world.measures[one["watched_through"]]
            measure_facts.stand_in(by=by, at=moment, survey=survey, measure=measure)
    story_things.found(world, story, by, moment)
    story_money.found(world, story, moment)
    story_lives.found(world, story, by, moment)
    story_assessments.place(world, story, by, moment)


def _bodies(world: World, story: Story, by: Actor, moment: datetime) -> None:
    """The framework's bodies, the portfolios, and a meeting of each body on the route of each round."""
    starts = world.timeline.first_day
    for body in governance.add_bodies_of_framework(by=by, at=moment, framework=story.framework, starts=starts):
        world.bodies[body.code] = body
    for name in story.facts["portfolio_holders"]:
        world.portfolios[name] = governance.add_portfolio(by=by, at=moment, name=name, starts=starts)
    place = tables.table("council")["place"]
    meets = {**story.facts["meets_after_weeks"], **story.facts.get("others_meet_after_weeks", {})}
    for number, period in enumerate(story.rounds, 1):
        for code, weeks in meets.items():
            day = first_weekday_from(period.end + timedelta(weeks=weeks), story.facts["weekday_of_meeting"][code])
            world.meetings[code, number] = governance.add_meeting(
                by=by, at=moment, body=world.bodies[code], day=day, place=place
            )


def _plan(world: World, story: Story, by: Actor, moment: datetime) -> None:
    facts = story.facts["plan"]
    years = world.timeline.year(-2), world.timeline.year(1)
    plan = plans.add_plan(
        by=by,
        at=moment,
        title=facts["title"],
        starts=years[0].start,
        ends=years[1].end,
        approved_by=facts["approved_by"],
        approved_on=years[0].start - timedelta(weeks=5),
    )
    for one in facts["elements"]:
        world.elements[one["code"]] = plans.add_element(
            by=by,
            at=moment,
            plan=plan,
            level=one["level"],
            code=one["code"],
            title=one["title"],
            description=one.get("description", ""),
            parent=world.elements.get(one.get("under", "")),
            service=world.services.get(one.get("service", "")),
            starts=world.timeline.year(one["from_year"]).start if "from_year" in one else None,
            ends=world.timeline.year(one["until_year"]).end if "until_year" in one else None,
            predecessor=world.elements.get(one.get("follows", "")),
        )


def _measure(world: World, story: Story, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    starts = story.rounds[facts["from_round"] - 1].start if "from_round" in facts else world.timeline.first_day
    measure = world.measures[facts["ref"]] = measures.add(
        by=by,
        at=moment,
        ref=facts["ref"],
        service=world.services[facts["service"]],
        effective_from=starts,
        body=world.bodies[facts["body"]],
        state=facts.get("state", "live"),
        **{name: facts[name] for name in founding.MEANING if name in facts},
    )
    if "served" in facts:
        old = world.elements[facts["served"]]
        link = links.link(by=by, at=moment, serves=old, measure=measure, role="primary", starts=old.starts)
        assert old.ends is not None  # noqa: S101  # the table says until when
        links.unlink(by=by, at=moment, link=link, last_day=old.ends, reason="The plan gives the theme another name.")
    for number, code in enumerate(facts["serves"]):
        role = "contributes" if number else "primary"
        element = world.elements[code]
        links.link(by=by, at=moment, serves=element, measure=measure, role=role, starts=element.starts)
    measures.set_targets(by=by, at=moment, measure=measure, targets=_targets(world, facts))
    _sets_and_lead(world, story, by, moment, facts)
    if "tolerance" in facts:
        changes, reason = facts["tolerance"]["changes"], facts["tolerance"]["reason"]
        measures.set_tolerance(
            by=by,
            at=moment,
            measure=measure,
            effective_from=starts,
            changes={name: str(value) for name, value in changes.items()},
            reason=reason,
        )
    for role in ("data_provider", "measure_owner"):
        person = world.person(facts["provider"])
        people.assign_role(by=by, at=moment, person=person, role=role, measure=measure, starts=starts)
    _history(world, story, by, moment, facts)


def _sets_and_lead(world: World, story: Story, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    """The sets of indicators a measure is in, made with the first measure in each, and the partner who leads on it."""
    measure, starts = world.measures[facts["ref"]], world.timeline.first_day
    for code, called in facts.get("sets", {}).items():
        found = IndicatorSet.objects.filter(code=code).first()
        if found is None:
            found = measure_facts.add_set(by=by, at=moment, code=code, **story.facts["sets"][code])
        reward = facts.get("reward", {}).get(code)
        measure_facts.put_in_set(
            by=by, at=moment, measure=measure, indicator_set=found, starts=starts, called=called, reward=reward
        )
    if "partner" in facts:
        measure_facts.set_lead(
            by=by,
            at=moment,
            measure=measure,
            led_by="partner",
            effective_from=starts,
            accountable_body=facts["partner"],
        )


def _targets(world: World, facts: Mapping[str, Any]) -> list[PeriodTarget]:
    """The same target for each of the measure's own periods, or year by year where it is reviewed once a year."""
    if "target" not in facts:
        return []
    frequency = facts.get("frequency", "quarter")
    if isinstance(facts["target"], Mapping):
        return list(_targets_so_far(world, facts["target"], facts.get("stretch", {})))
    target = Decimal(str(facts["target"]))
    last = world.timeline.year(-1 if facts.get("reviewed") else 1).end
    if frequency == "round" or facts.get("reviewed"):
        frequency = "year"
    periods = periods_between(world.timeline.first_day, last, frequency, "financial")
    return [PeriodTarget(period.start, period.end, target=target) for period in periods]


def _targets_so_far(world: World, so_far: Mapping[int, float], stretch: Mapping[int, float]) -> Iterator[PeriodTarget]:
    """What is aimed at by the end of each round, and beyond that, by the months of the year that have passed."""
    for year in range(-YEARS_BACK, 2):
        for months, target in so_far.items():
            span = cumulative(world.timeline.year(year).start, months=months)
            further = Decimal(str(stretch[months])) if months in stretch else None
            yield PeriodTarget(span.start, span.end, target=Decimal(str(target)), stretch=further)


def _history(world: World, story: Story, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    """The figures from before the first round here."""
    if "years" not in facts:
        return
    first = story.rounds[0]
    last = (first.end if facts.get("frequency") == "round" else first.start) - ONE_DAY
    for _ in range(facts.get("lag_periods", 0)):
        last = own_periods(facts, world.timeline, last)[-1].start - ONE_DAY
    entries = [
        returns.HistoryEntry(period.start, period.end, figure(facts, period, world.timeline))
        for period in own_periods(facts, world.timeline, last)
    ]
    returns.load_history(by=by, at=moment + timedelta(hours=1), measure=world.measures[facts["ref"]], entries=entries)
