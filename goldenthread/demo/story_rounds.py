"""A story's rounds: each collected, signed off, approved, explained and published at every stop of its route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.actions import cycles, exceptions, papers, returns, signing
from goldenthread.demo import story_assessments, story_lives, story_money, story_outcomes, story_things, tables
from goldenthread.demo.clearing import clear_texts
from goldenthread.demo.round_things import who_signs
from goldenthread.demo.rounds import APPROVES, MANAGES, OPENS
from goldenthread.demo.story import Story, figure
from goldenthread.demo.story_outcomes import CLERK
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import DueItem, ExceptionReport, Paper, Round, Service
from goldenthread.reports.due_items import subjects
from goldenthread.reports.records import Book, load
from goldenthread.rules.clear_days import add_working_days, subtract_working_days
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.entries import Entry
from goldenthread.rules.periods import Period, span_words

# What a round under way leaves to the people behind the doors of the first page.
LEFT_TO_ENTER = "Leanne Corbett"
LEFT_TO_SIGN_OFF = "HSG"
_DATA_LATE = timedelta(weeks=6)
"""So long after approval the data comes for which a forecast stands in."""


@dataclass(slots=True)
class Telling:
    """A round while it is being told; `number` counts from 1."""

    world: World
    story: Story
    number: int
    span: Period
    round: Round

    def day(self, stage: str) -> date:
        """The day of a stage: its first deadline, and never in the future."""
        deadlines = (each.due for paper in self.papers() for each in paper.deadlines.all() if each.stage == stage)
        return min(*deadlines, self.world.timeline.yesterday, self.world.timeline.yesterday)

    def papers(self) -> list[Paper]:
        """Its papers in the order of their meetings."""
        found = self.round.papers.select_related("meeting__body").prefetch_related("deadlines")
        return list(found.order_by("meeting__day"))

    def others(self, *states: str) -> list[DueItem]:
        """What it asks for beside returns, in some states."""
        found = DueItem.objects.filter(round=self.round, of_return__isnull=True, state__in=states)
        return list(found.select_related("project", "risk", "budget", "round", "paper__meeting__body"))

    def items(self) -> list[DueItem]:
        """The returns due in it."""
        found = DueItem.objects.filter(round=self.round, of_return__isnull=False).select_related(
            "of_return__measure", "paper__meeting__body", "round"
        )
        return list(found.order_by("of_return__measure__ref", "of_return__ends"))

    @property
    def is_over(self) -> bool:
        """Whether the last body on its route has met."""
        return max(paper.meeting.day for paper in self.papers()) <= self.world.timeline.yesterday


def tell(world: World, story: Story, number: int) -> Round:
    """Tell one round from its opening to its last paper, as far as it has got."""
    story_lives.change(world, story, number)
    telling = _open(world, story, number)
    _enter(telling)
    day = telling.day("entered")
    story_money.stand(world, story, number, telling.span, day)
    story_things.hand_in(world, story, number, telling.span, day)
    written = telling.day("signed_off")
    if not telling.is_over:
        story_assessments.tell(world, story, number, telling.round, written, None)
        _sign_off(
            telling, [item for item in telling.items() if item.state == "submitted" and not _waits(telling, item)]
        )
        return telling.round
    _explain(telling)
    _sign_off(telling, telling.items())
    story_assessments.tell(world, story, number, telling.round, written, telling.day("approved"))
    story_lives.ask(world, story, number, telling.day("approved"))
    _sign_off_others(telling)
    day = telling.day("approved")
    handed_in = [*telling.items(), *telling.others("signed_off")]
    signing.approve(by=world.actor(APPROVES, day), at=at(day, 15), items=handed_in)
    for paper in telling.papers():
        _write_paper(telling, paper)
    story_outcomes.answer(world, story, number, day)
    for paper in telling.papers():
        _publish(telling, paper)
    last = max(paper.meeting.day for paper in telling.papers())
    cycles.close_round(by=world.actor(OPENS, last), at=at(last, 17), round_=telling.round)
    return telling.round


def _open(world: World, story: Story, number: int) -> Telling:
    span = story.rounds[number - 1]
    day = add_working_days(span.end, 1)
    round_ = cycles.open_round(
        by=world.actor(OPENS, day),
        at=at(day, 9, 30),
        label=span.label,
        starts=span.start,
        ends=span.end,
        meetings=[world.meetings[code, number] for code in story.facts["meets_after_weeks"]],
        kinds=story.facts.get("asks_for", tuple(KINDS)),
        route=story.facts.get("route", ""),
    )
    return Telling(world, story, number, span, round_)


def _waits(telling: Telling, item: DueItem) -> bool:
    """Whether it is left for the head of service behind the demo council's door."""
    return bool(telling.story.measure(_ref(item))["service"] == LEFT_TO_SIGN_OFF)


# Entering and signing off ---------------------------------------------------------------------------------------------


def _enter(telling: Telling) -> None:
    """Everybody enters what is theirs; in a round that is under way one of them has not yet."""
    world, items = telling.world, telling.items()
    book = load(reader=world.actor(OPENS, telling.day("entered")))
    for number, item in enumerate(items):
        facts = telling.story.measure(_ref(item))
        if facts["provider"] == LEFT_TO_ENTER and not telling.is_over:
            continue
        day = subtract_working_days(telling.day("entered"), number % 3)
        _submit(telling, item, facts, book, at(day, 9 + number % 8))


def _submit(telling: Telling, item: DueItem, facts: Mapping[str, Any], book: Book, moment: datetime) -> None:
    """Submit as people do: if the software asks, answer, and submit again."""
    entry = _entry(telling, item, facts)
    by = telling.world.actor(facts["provider"], moment.date())
    try:
        returns.submit(by=by, at=moment, item=item, entry=entry, book=book)
    except returns.DoubtsAsked as asked:
        known = tables.table("words/rounds")["answers"]
        answers = {doubt.code: known[doubt.code] for doubt in asked.doubts}
        returns.submit(by=by, at=moment, item=item, entry=replace(entry, answers=answers), book=book)


def _entry(telling: Telling, item: DueItem, facts: Mapping[str, Any]) -> Entry:
    ref = facts["ref"]
    said = telling.story.said("commentary", ref, telling.number) or telling.story.facts["commentary"]["every"]
    judged = telling.story.said("judged", ref, telling.number)
    period = Period(item.place.starts, item.place.ends, "")
    if judged:
        return _judged(telling, facts, judged, period)
    value = figure(facts, period, telling.world.timeline)
    return Entry(value=value, commentary=said, action=telling.story.said("actions", ref, telling.number) or "")


def _judged(telling: Telling, facts: Mapping[str, Any], judged: str, period: Period) -> Entry:
    """A status that the service gives, with what shows that something is being done: nothing, where nobody does."""
    ref, number = facts["ref"], telling.number
    evidence = telling.story.said("evidence", ref, number) or ""
    forecast = telling.story.said("forecasts", ref, number)
    if forecast is not None:
        expected = telling.day("approved") + _DATA_LATE
        return Entry(
            absence="awaiting_data",
            available_from=expected,
            forecast=Decimal(str(forecast)),
            judged_as=judged,
            commentary=evidence,
        )
    value = figure(facts, period, telling.world.timeline)
    return Entry(value=value, judged_as=judged, commentary=evidence, action=evidence)


def _sign_off(telling: Telling, items: Iterable[DueItem]) -> None:
    """Each head of service signs off what is theirs."""
    day = telling.day("signed_off")
    for number, (service, theirs) in enumerate(sorted(_by_service(telling, items).items())):
        head = _head_of(service)
        signing.sign_off(by=telling.world.actor(head, day), at=at(day, 13, number * 4), items=theirs)


def _sign_off_others(telling: Telling) -> None:
    """The same for updates, reviews and explanations, each by whoever signs off what is theirs."""
    day = telling.day("signed_off")
    items = telling.others("submitted")
    named, codes = subjects(items, day), dict(Service.objects.values_list("pk", "code"))
    groups: dict[str, list[DueItem]] = {}
    for item in items:
        groups.setdefault(who_signs(named[item.pk], codes), []).append(item)
    for number, (name, theirs) in enumerate(sorted(groups.items())):
        signing.sign_off(by=telling.world.actor(name, day), at=at(day, 14, number * 3), items=theirs)


def _by_service(telling: Telling, items: Iterable[DueItem]) -> dict[str, list[DueItem]]:
    found: dict[str, list[DueItem]] = {}
    for item in items:
        found.setdefault(telling.story.measure(_ref(item))["service"], []).append(item)
    return found


def _head_of(service: str) -> str:
    officers = tables.table("people")["officers"]
    return str(next(one["name"] for one in officers if one.get("roles", {}).get("head_of_service") == [service]))


def _ref(item: DueItem) -> str:
    return item.place.measure.ref


# Exception reports and papers -----------------------------------------------------------------------------------------


def _explain(telling: Telling) -> None:
    """Whoever owns a measure or a project that is off target writes why, and what will be done."""
    asked = ExceptionReport.objects.filter(item__round=telling.round)
    for exception in asked.select_related("item__of_return__measure", "item__project", "item__round"):
        ref = exception.item.ref
        writer = _writer(telling.story, exception.item)
        written = telling.story.said("exceptions", ref, telling.number) or telling.story.facts["exceptions"]["every"]
        day = telling.day("signed_off")
        exceptions.write(
            by=telling.world.actor(writer, day),
            at=at(day, 12),
            exception=exception,
            sections=dict(zip(telling.story.framework.exceptions.sections, written["sections"], strict=True)),
            on_track_by=telling.world.timeline.in_weeks(1, written["weeks"]),
            promises=[
                exceptions.Promise(
                    written["promise"],
                    telling.world.person(writer),
                    telling.world.timeline.in_weeks(1, written["weeks"] // 2),
                )
            ],
            complete=True,
        )


def _writer(story: Story, item: DueItem) -> str:
    """Who answers for a measure or a project."""
    if item.of_return is not None:
        return str(story.measure(item.ref)["provider"])
    return str(next(one["manager"] for one in story.facts["projects"] if one["ref"] == item.ref))


def _write_paper(telling: Telling, paper: Paper) -> None:
    """The words of a paper, the Leadership Team's lock on it, and that its implications are cleared."""
    world, code = telling.world, paper.meeting.body.code
    day = telling.day("approved")
    texts = telling.story.facts["papers"]
    months = span_words(telling.span.start, telling.span.end)
    said = {**texts["every"], **texts.get(code, {})}
    written = {label: text.replace("{period}", months) for label, text in said.items()}
    papers.write(by=world.actor(MANAGES, day), at=at(day, 16, 30), paper=paper, texts=written)
    papers.lock(by=world.actor(APPROVES, day), at=at(day, 17), paper=paper)
    clear_texts(world, paper, at(day, 17, 15))
    papers.clear(by=world.actor(MANAGES, day), at=at(day, 17, 30), paper=paper)


def _publish(telling: Telling, paper: Paper) -> None:
    """Freeze the paper, publish it with the agenda, and record what came of it at the meeting."""
    world = telling.world
    dispatched = paper.deadlines.get(stage="dispatched").due
    item = story_outcomes.list_item(world, telling.story, paper)
    clerk = world.actor(CLERK, dispatched)
    papers.finalise(by=clerk, at=at(dispatched, 11), paper=paper)
    _build_files(at(dispatched, 11, 5))
    papers.publish(by=clerk, at=at(dispatched, 14), paper=paper)
    story_outcomes.decide(world, telling.story, item, telling.number)


def _build_files(moment: datetime) -> None:
    """Do what the worker would have done by then."""
    while run_next(JOBS, lambda: moment):
        pass
