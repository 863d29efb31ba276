"""Rounds: opened with their papers, deadlines and due items; closed when their papers are published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.models.council import ClosureDay
from goldenthread.models.cycles import Deadline, DueItem, Paper, Round
from goldenthread.models.governance import Meeting
from goldenthread.models.returns import Return, ReturnVersion
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import due_periods
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import Period, custom
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.stage_plan import stage_deadlines


def open_round(*, by: Actor, at: datetime, label: str, starts: date, ends: date, meetings: Sequence[Meeting]) -> Round:
    """Open a round over a span: a paper with deadlines for each meeting, and an item for every return that falls due.

    A figure that was loaded from a file is there already and is not collected again. Refused when two stages'
    deadlines cross, when a body would get two papers, and when no measure has a period that ends in the span.
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
        papers = {meeting.body_id: _paper(round_, meeting, in_force.framework, ends) for meeting in meetings}
        wanted = _wanted(book, round_)
        if not wanted:
            raise Refusal("nothing_due", "No measure has a return that falls due in this round. Add measures first.")
        items = _due_items(wanted, round_, papers)
        door.audit(by, at, "cycles.open_round", round_, items=len(items), papers=len(papers))
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


def _paper(round_: Round, meeting: Meeting, framework: Framework, ends: date) -> Paper:
    paper = Paper.objects.create(round=round_, meeting=meeting)
    _set_deadlines(paper, framework, ends, closure_days())
    return paper


def closure_days() -> frozenset[date]:
    """The council's own closure days."""
    return frozenset(ClosureDay.objects.values_list("day", flat=True))


def _set_deadlines(paper: Paper, framework: Framework, ends: date, closures: Collection[date]) -> None:
    paper.deadlines.all().delete()
    Deadline.objects.bulk_create(
        Deadline(paper=paper, stage=stage.code, name=stage.name, due=stage.due)
        for stage in stage_deadlines(framework, ends, paper.meeting.day, closures)
    )


def _wanted(book: Book, round_: Round) -> list[tuple[MeasureRecord, Period]]:
    span = custom(round_.starts, round_.ends)
    return [(record, period) for record in book.measures.values() for period in _collected(record, span)]


def _due_items(
    wanted: Sequence[tuple[MeasureRecord, Period]], round_: Round, papers: dict[int, Paper]
) -> list[DueItem]:
    returns = _returns(wanted)
    supplied = set(
        ReturnVersion.objects.current()
        .filter(of_return__in=list(returns.values()), origin="history")
        .values_list("of_return_id", flat=True)
    )
    return DueItem.objects.bulk_create(
        DueItem(round=round_, paper=papers.get(record.ownership(round_.ends).body_id or 0), of_return=place)
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
