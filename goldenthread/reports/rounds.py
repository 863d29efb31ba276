"""Rounds: those there are, and what one would be like before it is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenthread.access import Actor, check_can
from goldenthread.models import Body, ClosureDay, Meeting, Round
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import Book, load
from goldenthread.reports.remits import bodies_of_measures
from goldenthread.reports.results import due_periods
from goldenthread.reports.routes import PURPOSES
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_bodies import Route
from goldenthread.rules.framework_calendar import CalendarRule
from goldenthread.rules.periods import Period, custom, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.stage_plan import StageDeadline, stage_deadlines
from goldenthread.rules.workflow import PAPER


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a round."""

    paper_id: int
    body: str
    meeting: date
    state: str
    published: bool
    locked: bool
    deadlines: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round, its papers and how far its returns are (`approved` of `total`)."""

    pk: int
    label: str
    starts: date
    ends: date
    opened: date
    closed: date | None
    total: int
    handed_in: int
    approved: int
    papers: tuple[PaperLine, ...]

    @property
    def can_be_closed(self) -> bool:
        return self.closed is None and all(paper.published for paper in self.papers)


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A meeting that a paper could go to. `problem` says why the deadlines would cross, or is empty."""

    pk: int
    day: date
    deadlines: tuple[StageDeadline, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """A body with returns due in the round, and its next meetings, the proposed one chosen.

    `stop` is its place on the route and `purpose` what it is asked to do; without a route all are at stop 1.
    """

    body_id: int
    body: str
    returns: int
    meetings: tuple[MeetingChoice, ...]
    chosen: int | None
    stop: int = 1
    purpose: str = ""

    @property
    def meeting(self) -> MeetingChoice | None:
        """The chosen meeting."""
        return next((each for each in self.meetings if each.pk == self.chosen), None)


@dataclass(frozen=True, slots=True)
class Opening:
    """A round before it is opened: its period, its route, each body's meeting with the deadlines it would give, and
    what is due. `homeless` counts returns that no body looks at. `routes` are codes and names to choose from.
    """

    period: Period
    label: str
    choices: tuple[Period, ...]
    route: str
    routes: tuple[tuple[str, str], ...]
    bodies: tuple[BodyChoice, ...]
    total: int
    homeless: int
    problems: tuple[str, ...]


def rounds(reader: Actor) -> tuple[RoundLine, ...]:
    """Every round, the newest first."""
    check_can(reader, "chase")
    names = names_on(reader.on)
    found = Round.objects.prefetch_related("items", "papers__meeting", "papers__deadlines")
    return tuple(_round(each, names) for each in found)


def _round(each: Round, names: Names) -> RoundLine:
    states = Counter(item.state for item in each.items.all())
    total = sum(states.values())
    return RoundLine(
        pk=each.pk,
        label=each.label,
        starts=each.starts,
        ends=each.ends,
        opened=each.opened_at.date(),
        closed=each.closed_at.date() if each.closed_at else None,
        total=total,
        handed_in=total - states["due"] - states["entered"] - states["returned"],
        approved=states["approved"],
        papers=tuple(
            PaperLine(
                paper_id=paper.pk,
                body=names.body(paper.meeting.body_id),
                meeting=paper.meeting.day,
                state=PAPER.states[paper.state].word,
                published=paper.state == "published",
                locked=paper.locked_at is not None,
                deadlines=tuple((deadline.name, deadline.due) for deadline in paper.deadlines.all()),
            )
            for paper in each.papers.all()
        ),
    )


_CHOICES = 6


def opening(
    reader: Actor, *, ends: date | None = None, chosen: Mapping[int, int] | None = None, route: str | None = None
) -> Opening:
    """What a round over the period ending on a day would be; the first choice without a round, where no day is given.

    `chosen` are the meetings chosen so far, by body; where none is chosen the first meeting whose deadlines do not
    cross is proposed. `route` is a code of the framework's routes, "" for none, None for the first there is. Refused
    without a framework.
    """
    check_can(reader, "manage_rounds")
    book = load(reader=reader, since=reader.on.replace(year=reader.on.year - 2, day=1))
    if not book.frameworks:
        raise Refusal("no_framework", "The council has no framework yet. Set it up first.")
    choices = _periods(book, reader.on)
    there = set(Round.objects.values_list("starts", "ends"))
    fresh = next((each for each in choices if (each.start, each.end) not in there), choices[0])
    period = next((each for each in choices if each.end == ends), fresh)
    framework = book.framework(period.end).framework
    taken = _route(framework, route)
    due = _due(book, period)
    seats = _on_route(taken, due) if taken else _alone(due)
    bodies = _bodies(framework, period, seats, chosen or {}, names_on(reader.on))
    return Opening(
        period=period,
        label=period.label,
        choices=choices,
        route=taken.code if taken else "",
        routes=tuple((each.code, each.name) for each in framework.routes),
        bodies=bodies,
        total=due.total,
        homeless=due.homeless,
        problems=_problems(period, due, bodies, taken, has_round=(period.start, period.end) in there),
    )


def _periods(book: Book, on: date) -> tuple[Period, ...]:
    """The periods a round could be about, of the framework's calendar: the last that ended, the present one, then the
    earlier ones.
    """
    calendar = book.framework(on).framework.calendar
    known = calendar.around(on) or CalendarRule(year_starts=calendar.year_starts, periods="quarter").around(on)
    ended = [period for period in known if period.end < on]
    present = next((period for period in known if period.end >= on), ended[-1])
    return tuple(dict.fromkeys((ended[-1], present, *reversed(ended[:-1]))))[:_CHOICES]


@dataclass(frozen=True, slots=True)
class _Due:
    """How many returns fall due: by body as remits are today, in all, and those that no body looks at."""

    by_body: Mapping[int, int]
    total: int
    homeless: int


def _due(book: Book, period: Period) -> _Due:
    span = custom(period.start, period.end)
    returns: dict[int, int] = {}
    for pk, record in book.measures.items():
        standing = record.standing(span.end)
        begun = record.definitions[0].effective_from <= span.end
        if begun and (standing is None or standing.state == "live"):
            returns[pk] = len(due_periods(record, span))
    held = bodies_of_measures(max(period.end, book.reader.on), as_of=period.end)
    by_body: Counter[int] = Counter()
    for pk, count in returns.items():
        for body in held.get(pk, ()):
            by_body[body] += count
    homeless = sum(count for pk, count in returns.items() if not held.get(pk))
    return _Due(by_body, sum(returns.values()), homeless)


class _Seat(NamedTuple):
    """A body that gets a paper, at which stop, for what, with how many returns."""

    body: int
    stop: int
    purpose: str
    returns: int


def _route(framework: Framework, code: str | None) -> Route | None:
    if code is None:
        return next(iter(framework.routes), None)
    return framework.route(code)


def _on_route(route: Route, due: _Due) -> list[_Seat]:
    found = []
    for pk, code in Body.objects.filter(code__in=list(route.bodies), ends=None).values_list("pk", "code"):
        place = route.stop_of(code)
        if place:
            number, stop = place
            returns = due.total if stop.sees == "everything" else due.by_body.get(pk, 0)
            found.append(_Seat(pk, number, PURPOSES[stop.purpose], returns))
    return sorted(found, key=lambda seat: seat.stop)


def _alone(due: _Due) -> list[_Seat]:
    return [_Seat(body, 1, "", count) for body, count in due.by_body.items() if count]


def _bodies(
    framework: Framework, period: Period, seats: Sequence[_Seat], chosen: Mapping[int, int], names: Names
) -> tuple[BodyChoice, ...]:
    closures = frozenset(ClosureDay.objects.values_list("day", flat=True))
    meetings: dict[int, list[MeetingChoice]] = {seat.body: [] for seat in seats}
    coming = Meeting.objects.filter(body__in=list(meetings), day__gt=period.end, cancelled=False).order_by("day")
    for meeting in coming:
        found = meetings[meeting.body_id]
        if len(found) < _CHOICES:
            try:
                found.append(
                    MeetingChoice(
                        meeting.pk, meeting.day, stage_deadlines(framework, period.end, meeting.day, closures), ""
                    )
                )
            except Refusal as refusal:
                found.append(MeetingChoice(meeting.pk, meeting.day, (), refusal.sentence))
    choices: list[BodyChoice] = []
    for seat in seats:
        its = tuple(meetings[seat.body])
        before = [each.meeting.day for each in choices if each.stop < seat.stop and each.meeting]
        pk = _chosen([each for each in its if each.day >= max(before, default=each.day)], chosen.get(seat.body))
        choices.append(BodyChoice(seat.body, names.body(seat.body), seat.returns, its, pk, seat.stop, seat.purpose))
    return tuple(sorted(choices, key=lambda choice: (choice.stop, choice.body)))


def _chosen(meetings: Sequence[MeetingChoice], wanted: int | None) -> int | None:
    if any(each.pk == wanted for each in meetings):
        return wanted
    return next((each.pk for each in meetings if not each.problem), None)


def _problems(
    period: Period, due: _Due, bodies: Sequence[BodyChoice], route: Route | None, *, has_round: bool
) -> tuple[str, ...]:
    found = [f"There already is a round for {period.label}."] if has_round else []
    found += [f"{each.body}: {each.meeting.problem}" for each in bodies if each.meeting and each.meeting.problem]
    if not due.total:
        found.append(f"No measure has a return that falls due in {period.label}. Add measures first.")
    if route:
        there = set(Body.objects.filter(ends=None).values_list("code", flat=True))
        missing = ", ".join(code for code in route.bodies if code not in there)
        if missing:
            found.append(f"{route.name} leads to {missing}, which the council does not have. Add it to the committees.")
    found += [
        f"{each.body} has no meeting after {day_words(period.end)} that leaves time for every stage"
        f"{' and for the bodies before it' if each.stop > 1 else ''}. Add one first."
        for each in bodies
        if each.meeting is None
    ]
    return tuple(found)
