"""Rounds: opened with their papers, deadlines and due items; closed when their papers are published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door, round_items
from goldenthread.models.council import ClosureDay
from goldenthread.models.cycles import Deadline, DueItem, Paper, Round
from goldenthread.models.governance import Meeting
from goldenthread.models.returns import Return, ReturnVersion
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.remits import Shares, share_of, shares
from goldenthread.reports.results import due_periods
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import Period, custom, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.stage_plan import checkpoint_deadlines, stage_deadlines


def open_round(
    *,
    by: Actor,
    at: datetime,
    label: str,
    starts: date,
    ends: date,
    meetings: Sequence[Meeting],
    route: str = "",
    kinds: Collection[str] = tuple(KINDS),
) -> Round:
    """Open a round over a span: a paper with deadlines for each meeting, and an item for every return that falls due.

    Beside returns it asks for updates of projects, reviews of risks and explanations of budgets, as `kinds` says.
    `route` is the code of a route of the framework: its bodies are those of the meetings, which follow in its order.
    An item that several papers hold keeps the deadlines of the earliest. A figure that was loaded from a file is there
    already and is not collected again. Refused when two stages' deadlines cross, when a body would get two papers, when
    the meetings do not follow the route, and when no measure has a period that ends in the span.
    """
    with door.write():
        access.check_can(by, "manage_rounds")
        _check_round(label, starts, ends, meetings)
        book = load(reader=by, since=starts.replace(year=starts.year - 2))
        if not book.frameworks:
            raise Refusal("no_framework", "The council has no framework yet. Set it up first.")
        in_force = book.framework(ends)
        round_ = Round.objects.create(
            label=label.strip(),
            starts=starts,
            ends=ends,
            framework=in_force.version,
            opened_at=at,
            opened_by=by.signed_in,
        )
        stops = _stops(in_force.framework, route, meetings)
        papers = [_paper(round_, meeting, in_force.framework, ends, stops.get(meeting.pk)) for meeting in meetings]
        wanted = _wanted(book, round_)
        if not wanted:
            raise Refusal("nothing_due", "No measure has a return that falls due in this round. Add measures first.")
        shared = shares(papers, round_.ends)
        items = len(_due_items(wanted, round_, shared))
        items += round_items.ask_for(by=by, round_=round_, papers=papers, shared=shared, kinds=kinds)
        door.audit(by, at, "cycles.open_round", round_, items=items, papers=len(papers))
        return round_


def _check_round(label: str, starts: date, ends: date, meetings: Sequence[Meeting]) -> None:
    if not label.strip():
        raise Refusal("label_needed", "Give the round a name, like Q2 2026/27.")
    if Round.objects.filter(label=label.strip()).exists():
        raise Refusal("round_exists", f"There already is a round called {label.strip()}.")
    if ends < starts:
        raise Refusal("round_backwards", "The round ends before it starts. Swap the two dates.")
    bodies = [meeting.body_id for meeting in meetings]
    if len(bodies) != len(set(bodies)):
        raise Refusal("two_papers", "Choose one meeting for each committee.")
    if not meetings:
        raise Refusal("no_meeting", "Choose the meeting that each committee's paper goes to.")


@dataclass(frozen=True, slots=True)
class _Stop:
    route: str
    number: int
    purpose: str
    sees_everything: bool


def _stops(framework: Framework, code: str, meetings: Sequence[Meeting]) -> dict[int, _Stop]:
    """The stop of each meeting on a route, by the meeting's primary key."""
    if not code:
        return {}
    route = framework.route(code)
    if route is None:
        raise Refusal("no_such_route", f"The framework has no route “{code}”.")
    stops = {}
    for meeting in meetings:
        found = route.stop_of(meeting.body.code)
        if found is None:
            raise Refusal("not_on_route", f"{route.name} does not lead to {meeting.body.code}.")
        number, stop = found
        stops[meeting.pk] = _Stop(route.code, number, stop.purpose, stop.sees == "everything")
    missing = set(route.bodies) - {meeting.body.code for meeting in meetings}
    if missing:
        raise Refusal(
            "stop_missing", f"{route.name} also leads to {', '.join(sorted(missing))}. Choose a meeting of each."
        )
    for before in meetings:
        for after in meetings:
            if stops[before.pk].number < stops[after.pk].number and before.day > after.day:
                raise Refusal(
                    "route_backwards",
                    f"{after.body.code} meets on {day_words(after.day)}, before {before.body.code} on "
                    f"{day_words(before.day)}, and comes after it on {route.name}. Choose a later meeting.",
                )
    return stops


def add_stop(
    *,
    by: Actor,
    at: datetime,
    after: Paper,
    meeting: Meeting,
    purpose: str = "comment",
    sees_everything: bool = False,
) -> Paper:
    """Send a report on to a body that its route did not name: a paper after the last stop, with its own deadlines.

    Refused where the round is closed, where the body has a paper of it already, and where the meeting is not later.
    """
    with door.write():
        access.check_can(by, "manage_rounds")
        round_ = after.round
        if round_.closed_at is not None:
            raise Refusal("round_closed", "The round is closed. Put the matter into the next one.")
        if round_.papers.filter(meeting__body=meeting.body_id).exists():
            raise Refusal("two_papers", f"{meeting.body.code} has a paper of this round already.")
        if meeting.day < after.meeting.day:
            raise Refusal("route_backwards", f"Choose a meeting after {day_words(after.meeting.day)}.")
        if not after.route:
            after.route = SENT_ON
            after.save(update_fields=["route"])
        last = round_.papers.filter(route=after.route).aggregate(last=Max("stop"))["last"]
        framework = load(reader=by, measures=()).framework(round_.ends).framework
        paper = _paper(round_, meeting, framework, round_.ends, _Stop(after.route, last + 1, purpose, sees_everything))
        _share(round_)
        door.audit(by, at, "cycles.add_stop", paper, after=after.pk)
    return paper


SENT_ON = "sent-on"
"""The route of a report that was sent on although no route was chosen for it."""


def follow_remits() -> None:
    """Give the items of open rounds to the papers that hold them now: part of the action that changed a remit."""
    for round_ in Round.objects.filter(closed_at=None):
        _share(round_)


def _share(round_: Round) -> None:
    """Give each item that is in no final paper to the earliest paper that holds it."""
    papers = list(round_.papers.select_related("meeting", "round"))
    shared = shares(papers, round_.ends)
    changed = []
    for item in round_.items.select_related("paper", "of_return"):
        if item.is_final:
            continue
        paper = shared.first_with(*share_of(item))
        if (paper.pk if paper else None) != item.paper_id:
            item.paper = paper
            changed.append(item)
    DueItem.objects.bulk_update(changed, ["paper"])


def _paper(round_: Round, meeting: Meeting, framework: Framework, ends: date, stop: _Stop | None) -> Paper:
    paper = Paper.objects.create(round=round_, meeting=meeting)
    if stop is not None:
        paper.route, paper.stop, paper.purpose = stop.route, stop.number, stop.purpose
        paper.sees_everything = stop.sees_everything
        paper.save(update_fields=["route", "stop", "purpose", "sees_everything"])
    _set_deadlines(paper, framework, ends, closure_days())
    return paper


def closure_days() -> frozenset[date]:
    """The council's own closure days."""
    return frozenset(ClosureDay.objects.values_list("day", flat=True))


def _set_deadlines(paper: Paper, framework: Framework, ends: date, closures: Collection[date]) -> None:
    paper.deadlines.all().delete()
    Deadline.objects.bulk_create(
        Deadline(paper=paper, stage=stage.code, name=stage.name, due=stage.due)
        for stage in (
            *stage_deadlines(framework, ends, paper.meeting.day, closures),
            *checkpoint_deadlines(framework, paper.meeting.day, closures),
        )
    )


def _wanted(book: Book, round_: Round) -> list[tuple[MeasureRecord, Period]]:
    span = custom(round_.starts, round_.ends)
    return [(record, period) for record in book.measures.values() for period in _collected(record, span)]


def _due_items(wanted: Sequence[tuple[MeasureRecord, Period]], round_: Round, shared: Shares) -> list[DueItem]:
    returns = _returns(wanted)
    supplied = set(
        ReturnVersion.objects.current()
        .filter(of_return__in=list(returns.values()), origin="history")
        .values_list("of_return_id", flat=True)
    )
    return DueItem.objects.bulk_create(
        DueItem(round=round_, paper=shared.first_with("measures", record.measure.pk), of_return=place)
        for record, period in wanted
        if (place := returns[(record.measure.pk, period.start, period.end)]).pk not in supplied
    )


def _collected(record: MeasureRecord, span: Period) -> Iterable[Period]:
    standing = record.standing(span.end)
    if standing is not None and standing.state != "live":
        return ()
    if record.definitions[0].effective_from > span.end:
        return ()
    return due_periods(record, span)


def _returns(wanted: Sequence[tuple[MeasureRecord, Period]]) -> dict[tuple[int, date, date], Return]:
    """The returns of these measures and periods, made where they are not there yet."""
    measures = [record.measure.pk for record, _ in wanted]
    known = {(r.measure_id, r.starts, r.ends): r for r in Return.objects.filter(measure__in=measures)}
    new = [
        Return(measure=record.measure, starts=period.start, ends=period.end)
        for record, period in wanted
        if (record.measure.pk, period.start, period.end) not in known
    ]
    return known | {(r.measure_id, r.starts, r.ends): r for r in Return.objects.bulk_create(new)}


def move_meeting(*, by: Actor, at: datetime, paper: Paper, meeting: Meeting) -> Paper:
    """Send a paper to another meeting of the same body; its deadlines are worked out again."""
    with door.write():
        access.check_can(by, "manage_rounds")
        if paper.is_final:
            raise Refusal("paper_final", "The paper is final and stays with its meeting.")
        if meeting.body_id != paper.meeting.body_id:
            raise Refusal("other_body", "Choose a meeting of the same committee.")
        paper.meeting = meeting
        paper.save(update_fields=["meeting"])
        _recount_deadlines(by, paper)
        door.audit(by, at, "cycles.move_meeting", paper)
        return paper


def follow_meeting(*, by: Actor, meeting: Meeting) -> None:
    """Work out again the deadlines of papers for a meeting that changed its day: part of the action that changed it."""
    for paper in meeting.papers.select_related("round"):
        _recount_deadlines(by, paper)


def _recount_deadlines(by: Actor, paper: Paper) -> None:
    framework = load(reader=by, measures=()).framework(paper.round.ends).framework
    _set_deadlines(paper, framework, paper.round.ends, closure_days())


def close_round(*, by: Actor, at: datetime, round_: Round) -> None:
    """Close a round whose papers are all published."""
    with door.write():
        access.check_can(by, "manage_rounds")
        open_papers = round_.papers.exclude(state="published").count()
        if open_papers:
            raise Refusal(
                "papers_open", f"{open_papers} of its papers are not published yet. Publish them, then close the round."
            )
        Round.objects.filter(pk=round_.pk).update(closed_at=at)
        door.audit(by, at, "cycles.close_round", round_)
