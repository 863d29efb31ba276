"""Setting the demo council up: its services, people, committees, plan and measures, and the figures of its past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import council, governance, links, measures, monthly, organisation, people, plans, returns
from goldenthread.demo import figures, tables
from goldenthread.demo.timeline import Timeline, at, first_weekday_from
from goldenthread.demo.world import World, email
from goldenthread.imports import framework_files
from goldenthread.models import Person, User
from goldenthread.rules.periods import ONE_DAY, Period
from goldenthread.rules.remits import Selection

MEANING = (
    "title", "plain_title", "rationale", "definition", "numerator_label", "denominator_label", "source", "exclusions",
    "unit", "decimals", "polarity", "kind", "level", "frequency", "accumulation", "rolling_periods", "lag_days",
    "lag_periods", "control",
)  # fmt: skip

# How long after a quarter's end its paper goes to committee, and how much earlier or later each committee meets.
_FIRST_MEETING = timedelta(days=63)
_BETWEEN_MEETINGS = {"FM": timedelta(), "EDS": timedelta(days=4), "HCS": timedelta(days=6)}


def begin(world: World, framework: str) -> tuple[Actor, datetime]:
    """Found the council under a framework that comes with the software; its founder, and the moment it began."""
    facts, moment = tables.table("council"), at(world.timeline.set_up, 9)
    name = tables.table("people")["founder"]["name"]
    world.users[name] = council.found(
        at=moment,
        name=facts["name"],
        framework=framework_files.load(framework),
        source=framework_files.source(framework),
        first_person=name,
        email=email(name),
        password=None,
        colour=facts["colour"],
        is_demo=True,
        framework_from=world.timeline.first_day,
    )
    founder = world.actor(name, world.timeline.set_up)
    council.change(by=founder, at=moment, name=facts["name"], colour=facts["colour"], contact=facts["contact"])
    return founder, moment


def found(world: World) -> None:
    """Found the council and set all of it up, as its founder does."""
    facts = tables.table("council")
    founder, moment = begin(world, facts["framework"])
    services(world, founder, moment, facts)
    _bodies(world, founder, moment, facts)
    officers(world, founder, moment)
    members(world, founder, moment, tables.table("people"))
    _plan(world, founder, moment)
    _measures(world, founder, moment)
    _history(world, founder, moment)
    for reader in facts["monthly_readers"]:
        monthly.add_recipient(by=founder, at=moment, name=reader, email=email(reader))


# Services, committees, people -----------------------------------------------------------------------------------------


def services(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    """The directorates and their services, with the names they had before."""
    starts = world.timeline.first_day
    for one in facts["directorates"]:
        world.directorates[one["code"]] = organisation.add_directorate(
            by=by, at=moment, code=one["code"], name=one["name"], starts=starts
        )
    before = {one["service"]: one for one in facts["renamed"]}
    for one in facts["services"]:
        old = before.get(one["code"])
        service = world.services[one["code"]] = organisation.add_service(
            by=by,
            at=moment,
            code=one["code"],
            name=old["before"] if old else one["name"],
            directorate=world.directorates[one["directorate"]],
            starts=starts,
        )
        if old:
            organisation.rename_service(
                by=by,
                at=moment,
                service=service,
                name=one["name"],
                effective_from=world.timeline.year(0).start,
                reason=old["reason"],
            )


def _bodies(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    starts = world.timeline.first_day
    framework = framework_files.load(facts["framework"])
    for body in governance.add_bodies_of_framework(by=by, at=moment, framework=framework, starts=starts):
        world.bodies[body.code] = body
        governance.change_remit(
            by=by,
            at=moment,
            body=body,
            effective_from=starts,
            terms=", ".join(next(one.terms for one in framework.committees if one.code == body.code)),
            remit=facts["remits"][body.code],
            selections=[Selection(kind, over) for kind, over in facts["looks_at"].get(body.code, {}).items()],
        )
    for name in facts["portfolios"]:
        world.portfolios[name] = governance.add_portfolio(by=by, at=moment, name=name, starts=starts)
    _meetings(world, by, moment, facts)


def _meetings(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    """A meeting for the papers of each round and of the one to come."""
    today = world.timeline.today
    soon: Mapping[str, int] = tables.table("words/rounds")[0]["meets_after"]
    for code, body in world.bodies.items():
        weekday = facts["weekday_of_meeting"][code]
        for offset in (-2, -1, 0, 1):
            day = world.timeline.quarter(offset).end + _FIRST_MEETING + _BETWEEN_MEETINGS[code]
            if offset == 0:
                day = today + timedelta(days=soon[code])
            day = _free(world, code, first_weekday_from(day, weekday))
            world.meetings[code, offset] = governance.add_meeting(
                by=by,
                at=moment,
                body=body,
                day=day,
                place=facts["place"],
                starts_at=time.fromisoformat(facts["begins"]),
            )


def _free(world: World, code: str, day: date) -> date:
    """The day, or as many weeks later as it takes to follow the committee's meeting before it."""
    taken = {meeting.day for (body, _), meeting in world.meetings.items() if body == code}
    while any(day - other < timedelta(weeks=2) for other in taken):
        day += timedelta(weeks=1)
    return first_weekday_from(day, day.weekday())


def officers(world: World, by: Actor, moment: datetime) -> None:
    """Everybody who works here, with their posts and roles, and who left."""
    everyone = tables.table("people")
    starts = world.timeline.first_day
    _give_post(world, by, moment, everyone["founder"], by.signed_in.person, starts)
    for one in everyone["officers"]:
        begins = starts
        left = next((leaver for leaver in everyone["leavers"] if leaver["successor"] == one["name"]), None)
        if left:
            begins = world.timeline.quarter(-1).start
        user = _add(world, by, moment, one["name"])
        _give_post(world, by, moment, one, user.person, begins)
        if "also" in one:
            _give_post(world, by, moment, {**one, "post": one["also"]}, user.person, begins)
        for role, over in one.get("roles", {}).items():
            for code in (code for code in over if _is_here(world, code)):
                people.assign_role(
                    by=by, at=moment, person=user.person, role=role, starts=begins, **_over(world, role, code)
                )
    for leaver in everyone["leavers"]:
        user = _add(world, by, moment, leaver["name"])
        _give_post(world, by, moment, leaver, user.person, starts)


def _add(world: World, by: Actor, moment: datetime, name: str, *, is_member: bool = False) -> User:
    person = people.add_person(by=by, at=moment, name=name, email=email(name), is_member=is_member)
    # No password: in a demo council everybody signs in with the one password of `signing_in`.
    world.users[name] = people.give_account(by=by, at=moment, person=person, email=email(name), password=None)
    return world.users[name]


def _give_post(world: World, by: Actor, moment: datetime, one: Mapping[str, Any], person: Person, starts: date) -> None:
    title = one["post"]
    if title not in world.posts:
        world.posts[title] = organisation.add_post(
            by=by,
            at=moment,
            title=title,
            service=world.services.get(one.get("service", "")),
            directorate=world.directorates.get(one.get("directorate", "")),
            is_senior=one.get("senior", False),
        )
    organisation.fill_post(by=by, at=moment, post=world.posts[title], person=person, starts=starts)


def _is_here(world: World, code: str) -> bool:
    """Whether this council has what a role is over: not every framework has the same committees."""
    return code == "council" or any(code in known for known in (world.directorates, world.services, world.bodies))


def _over(world: World, role: str, code: str) -> dict[str, Any]:
    """What a role is held over, from the code beside it."""
    if code == "council":
        return {}
    if role == "director":
        return {"directorate": world.directorates[code]}
    return {"body": world.bodies[code]} if code in world.bodies else {"service": world.services[code]}


def say_goodbye(world: World) -> None:
    """Record, the day after, that those who were leaving have left."""
    day = world.timeline.working_day(-2, 1)
    by = world.actor(tables.table("people")["founder"]["name"], day)
    for leaver in tables.table("people")["leavers"]:
        last_day = world.timeline.quarter(-2).end
        people.person_leaves(by=by, at=at(day, 9), person=world.person(leaver["name"]), last_day=last_day)


def members(world: World, by: Actor, moment: datetime, everyone: Mapping[str, Any]) -> None:
    """The councillors: the bodies they sit on, and the portfolios they hold."""
    starts = world.timeline.first_day
    for code, names in everyone["members"].items():
        for name in names:
            user = world.users.get(name) or _add(world, by, moment, name, is_member=True)
            people.assign_role(
                by=by, at=moment, person=user.person, role="member", body=world.bodies[code], starts=starts
            )
    for portfolio, name in everyone["portfolio_holders"].items():
        people.assign_role(
            by=by,
            at=moment,
            person=world.person(name),
            role="portfolio_holder",
            portfolio=world.portfolios[portfolio],
            starts=starts,
        )


# The plan -------------------------------------------------------------------------------------------------------------


def _plan(world: World, by: Actor, moment: datetime) -> None:
    facts = tables.table("plan")
    plan = plans.add_plan(
        by=by,
        at=moment,
        title=facts["title"],
        starts=facts["starts"],
        ends=facts["ends"],
        approved_by=facts["approved_by"],
        approved_on=facts["approved_on"],
    )
    changed = _change_of_plan(world.timeline, facts)
    reworded = {one["code"]: one for one in facts["reworded"]}
    for priority in facts["priorities"]:
        above = world.elements[priority["code"]] = plans.add_element(
            by=by,
            at=moment,
            plan=plan,
            level="priority",
            code=priority["code"],
            title=priority["title"],
            description=priority["description"],
            owner=world.posts[priority["owner"]],
        )
        for aim in priority["aims"]:
            words = reworded.get(aim["code"])
            element = world.elements[aim["code"]] = plans.add_element(
                by=by,
                at=moment,
                plan=plan,
                level="key-aim",
                code=aim["code"],
                title=words["before"] if words else aim["title"],
                description=aim["description"],
                parent=above,
                service=world.services[aim["service"]],
                starts=changed if "follows" in aim else None,
                predecessor=world.elements[aim["follows"]] if "follows" in aim else None,
            )
            if words:
                later = moment + timedelta(hours=2)
                plans.revise_element(by=by, at=later, element=element, reason=words["reason"], title=aim["title"])
            if aim.get("ends_with_last_year"):
                plans.end_element(by=by, at=moment, element=element, last_day=changed - ONE_DAY)
    for one in facts["contributions"]:
        links.link(
            by=by,
            at=moment,
            serves=world.elements[one["serves"]],
            element=world.elements[one["element"]],
            role="contributes",
            starts=plan.starts,
        )


def _change_of_plan(timeline: Timeline, facts: Mapping[str, Any]) -> date:
    """The day the plan was refreshed: the start of this financial year, as far as the plan's years allow."""
    earliest: date = facts["starts"].replace(year=facts["starts"].year + 1)
    latest: date = facts["ends"].replace(year=facts["ends"].year - 1) + ONE_DAY
    return max(earliest, min(latest, timeline.year(0).start))


# Measures and their past ----------------------------------------------------------------------------------------------


def _measures(world: World, by: Actor, moment: datetime) -> None:
    services = {one["code"]: one for one in tables.table("council")["services"]}
    for facts in tables.measures():
        home = services[facts["service"]]
        measure = world.measures[facts["ref"]] = measures.add(
            by=by,
            at=moment,
            ref=facts["ref"],
            service=world.services[facts["service"]],
            effective_from=world.timeline.first_day,
            body=world.bodies[home["body"]],
            portfolio=world.portfolios[home["portfolio"]],
            parent=world.measures.get(facts.get("parent", "")),
            multiplier=Decimal(facts["multiplier"]) if "multiplier" in facts else None,
            **{name: facts[name] for name in MEANING if name in facts},
        )
        _aims(world, by, moment, facts)
        measures.set_targets(by=by, at=moment, measure=measure, targets=figures.targets(facts, world.timeline))
        _how_it_is_judged(world, by, moment, facts)
        _whose_it_is(world, by, moment, facts)


def _aims(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    served = [(facts["serves"], "primary")] if "serves" in facts else []
    served += [(code, "contributes") for code in facts.get("contributes", ())]
    for code, role in served:
        links.link(
            by=by,
            at=moment,
            serves=world.elements[code],
            measure=world.measures[facts["ref"]],
            role=role,
            starts=world.elements[code].starts,
        )


def _how_it_is_judged(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    measure = world.measures[facts["ref"]]
    if "tolerance" in facts:
        measures.set_tolerance(
            by=by,
            at=moment,
            measure=measure,
            effective_from=world.timeline.first_day,
            changes={
                name: value if isinstance(value, str) else str(value)
                for name, value in facts["tolerance"]["changes"].items()
            },
            reason=facts["tolerance"]["reason"],
        )
    year = world.timeline.year(-2)
    for one in facts.get("benchmarks", ()):
        measures.add_benchmark(
            by=by,
            at=moment,
            measure=measure,
            starts=year.start,
            ends=year.end,
            comparator=one["comparator"],
            value=Decimal(str(one["value"])),
            rank=one["rank"],
            source="Invented for the demo council",
        )


def _whose_it_is(world: World, by: Actor, moment: datetime, facts: Mapping[str, Any]) -> None:
    measure = world.measures[facts["ref"]]
    for role, name in (("data_provider", facts["provider"]), ("measure_owner", facts.get("owner"))):
        if name:
            people.assign_role(
                by=by,
                at=moment,
                person=world.person(name),
                role=role,
                measure=measure,
                starts=world.timeline.first_day,
            )
    if "suspended" in facts:
        measures.suspend(
            by=by,
            at=moment,
            measure=measure,
            effective_from=world.timeline.quarter(-facts["suspended"]["quarters_ago"]).start,
            reason=facts["suspended"]["reason"],
        )
    if "retired" in facts:
        measures.retire(
            by=by,
            at=moment,
            measure=measure,
            effective_from=world.timeline.year(-1).start,
            reason=facts["retired"]["reason"],
        )


def _history(world: World, by: Actor, moment: datetime) -> None:
    """The figures from before the first round here, as the old spreadsheets had them."""
    loaded = returns.HistoryLoaded()
    for facts in tables.measures():
        loaded += returns.load_history(
            by=by,
            at=moment + timedelta(hours=3),
            measure=world.measures[facts["ref"]],
            entries=[_entry(facts, period, world.timeline) for period in _past(facts, world.timeline)],
        )
    world.say(f"{len(world.measures)} measures with {loaded.added} figures from before the first round")


def _past(facts: Mapping[str, Any], timeline: Timeline) -> list[Period]:
    last = timeline.quarter(-3 - facts.get("lag_periods", 0)).end
    if "suspended" in facts:
        last = min(last, timeline.quarter(-facts["suspended"]["quarters_ago"]).start - ONE_DAY)
    if "retired" in facts:
        last = min(last, timeline.year(-1).start - ONE_DAY)
    return [period for period in figures.own_periods(facts, timeline) if period.end <= last]


def _entry(facts: Mapping[str, Any], period: Period, timeline: Timeline) -> returns.HistoryEntry:
    absent = facts.get("figures", {}).get("absent", {}).get(timeline.offset(period.end))
    if absent:
        return returns.HistoryEntry(period.start, period.end, None, **absent)
    found = figure_of(facts, period, timeline)
    return returns.HistoryEntry(period.start, period.end, found.value, found.numerator, found.denominator)


def figure_of(facts: Mapping[str, Any], period: Period, timeline: Timeline) -> figures.Figure:
    """A measure's figure for a period: its own, or its children's put together."""
    if "figures" in facts:
        return figures.figure(facts, period, timeline)
    children = [child for child in tables.measures() if child.get("parent") == facts["ref"]]
    return figures.together(facts, [figures.figure(child, period, timeline) for child in children])
