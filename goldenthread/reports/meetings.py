"""The calendar of meetings: each with the cycle that leads to it, counted back from its day, and the notices due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.db.models import Prefetch

from goldenthread.access import Actor
from goldenthread.models import ClosureDay, Meeting, MeetingNotice, Paper
from goldenthread.reports.names import Names, name_history, names_on
from goldenthread.reports.records import FrameworkInForce, frameworks, in_force
from goldenthread.rules.bodies import BODY_KINDS, is_executive
from goldenthread.rules.framework import Framework
from goldenthread.rules.notices import (
    NOTICE_KINDS,
    NOTICE_ROUTES,
    NoticeDates,
    NoticeState,
    notice_dates,
    notice_standing,
)
from goldenthread.rules.periods import (
    ONE_DAY,
    Calendar,
    Frequency,
    Period,
    day_words,
    period_containing,
    year_containing,
)
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.stage_plan import StageDeadline, checkpoint_deadlines, stage_deadlines

_PERIODS_BACK: Final = 4


@dataclass(frozen=True, slots=True)
class Cycle:
    """What leads to a meeting: the period whose figures it would see, how old they are, and each step's last day.

    `data_age` is in days from the period's end to the meeting. `newer` says where another period has ended by then.
    `proposed` is False for the deadlines of a paper that is on its way.
    """

    period: str
    data_age: int
    deadlines: tuple[StageDeadline, ...]
    newer: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper for a meeting."""

    pk: int
    label: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting; `body` is its name on that day. `cycle` is None where no period leaves time for every stage.

    `notice` are the last days for notice of a key decision and of a private item, for a body of the executive.
    """

    pk: int
    body_pk: int
    body: str
    kind: str
    day: date
    starts_at: time | None
    place: str
    cancelled: bool
    past: bool
    cycle: Cycle | None
    papers: tuple[PaperLink, ...]
    notice: Mapping[str, NoticeDates]
    may_change: bool

    @property
    def when(self) -> str:
        return f"{self.starts_at:%H:%M}" if self.starts_at else ""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice and how it stands; `sentence` says what is to be done by when."""

    pk: int
    subject: str
    kind: str
    kind_word: str
    route: str
    body: str
    meeting: date
    dates: NoticeDates
    state: NoticeState
    sentence: str
    agreed: str
    reason: str
    representations: str
    response: str
    may_change: bool

    @property
    def is_excepted(self) -> bool:
        return self.state == "excepted"


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A year of meetings, by day. `choices` are the years there is anything in, and this one."""

    year: Period
    choices: tuple[Period, ...]
    lead: str
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    notices: tuple[NoticeLine, ...]
    signed_in: bool
    sees_cycle: bool
    may_add: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every line of the calendar is drawn from, read once."""

    reader: Actor
    names: Mapping[date, Names]
    rules: Sequence[FrameworkInForce]
    closures: frozenset[date]

    def framework(self, on: date) -> Framework:
        return (in_force(self.rules, on) or self.rules[0]).framework


def calendar_page(*, reader: Actor, year: date | None = None) -> CalendarPage:
    """The meetings of the year that holds a day (None: the reader's), for anybody; the cycle is for officers."""
    rules = frameworks()
    whose = rules[-1].framework.calendar.whose_year
    chosen = year_containing(year or reader.on, whose)
    papers = Prefetch("papers", queryset=Paper.objects.select_related("round").prefetch_related("deadlines"))
    found = list(
        Meeting.objects.filter(day__range=(chosen.start, chosen.end))
        .select_related("body")
        .prefetch_related(papers, "notices")
        .order_by("day", "body__code")
    )
    ground = _Ground(reader, names_by_day({meeting.day for meeting in found}), rules, _closures())
    lines = [_line(meeting, ground) for meeting in found]
    return CalendarPage(
        year=chosen,
        choices=_years(chosen, whose, reader.on),
        lead=_lead(lines, chosen, reader),
        coming=tuple(line for line in lines if not line.past),
        past=tuple(line for line in lines if line.past),
        notices=tuple(
            notice_line(notice, meeting, ground)
            for meeting in found
            if not meeting.cancelled and meeting.day >= reader.on
            for notice in meeting.notices.all()
        ),
        signed_in=reader.user is not None,
        sees_cycle=reader.is_officer,
        may_add=reader.has("manage_governance"),
    )


def _closures() -> frozenset[date]:
    return frozenset(ClosureDay.objects.values_list("day", flat=True))


def names_by_day(days: Iterable[date]) -> dict[date, Names]:
    """What bodies were called on each of the days: one query, whatever the number of days."""
    history = {pk: names for (kind, pk), names in name_history().items() if kind == "body"}
    return {
        day: Names({}, {}, {pk: (in_force(names, day) or names[0]).words for pk, names in history.items()})
        for day in days
    }


def _years(chosen: Period, whose: Calendar, on: date) -> tuple[Period, ...]:
    days = [chosen.start, on]
    first, last = Meeting.objects.order_by("day").first(), Meeting.objects.order_by("day").last()
    days += [meeting.day for meeting in (first, last) if meeting]
    year, choices = year_containing(min(days), whose), []
    while year.start <= max(days):
        choices.append(year)
        year = year_containing(year.end + ONE_DAY, whose)
    return tuple(choices)


def _lead(lines: Sequence[MeetingLine], year: Period, reader: Actor) -> str:
    held = [line for line in lines if not line.cancelled]
    if not held:
        return f"No meeting is in the calendar for {year.label}."
    count = f"{len(held)} meeting{'' if len(held) == 1 else 's'} in {year.label}"
    coming = next((line for line in held if line.day >= reader.on), None)
    if coming is None:
        return f"{count}, all of them over."
    age = ""
    if coming.cycle:
        age = f", with figures for {coming.cycle.period} that will be {coming.cycle.data_age} days old"
    return f"{count}. The next is {coming.body} on {day_words(coming.day)}{age}."


def _line(meeting: Meeting, ground: _Ground) -> MeetingLine:
    reader, body = ground.reader, meeting.body
    settings = ground.framework(meeting.day).notice
    coming = not meeting.cancelled and meeting.day >= reader.on
    return MeetingLine(
        pk=meeting.pk,
        body_pk=meeting.body_id,
        body=ground.names[meeting.day].body(meeting.body_id),
        kind=BODY_KINDS[body.kind],
        day=meeting.day,
        starts_at=meeting.starts_at,
        place=meeting.place,
        cancelled=meeting.cancelled,
        past=meeting.day < reader.on,
        cycle=None if meeting.cancelled else _cycle(meeting, ground),
        papers=tuple(
            PaperLink(paper.pk, paper.round.label)
            for paper in meeting.papers.all()
            if reader.is_officer or paper.state == "published"
        ),
        notice={
            kind: notice_dates(settings, kind, meeting.day, ground.closures)
            for kind in NOTICE_KINDS
            if coming and is_executive(body.kind)
        },
        may_change=coming and ground.reader.has("manage_governance"),
    )


def _cycle(meeting: Meeting, ground: _Ground) -> Cycle | None:
    """The cycle of the paper that is on its way to a meeting, else the one proposed back from it."""
    framework = ground.framework(meeting.day)
    paper = next(iter(meeting.papers.all()), None)
    if paper is not None:
        deadlines = tuple(StageDeadline(each.stage, each.name, each.due) for each in paper.deadlines.all())
        period = Period(paper.round.starts, paper.round.ends, paper.round.label)
        return _told(period, meeting.day, deadlines, framework, proposed=False)
    for period in _periods_before(meeting.day, framework):
        try:
            deadlines = stage_deadlines(framework, period.end, meeting.day, ground.closures)
        except Refusal:
            continue
        checks = checkpoint_deadlines(framework, meeting.day, ground.closures)
        in_order = tuple(sorted((*deadlines, *checks), key=lambda stage: stage.due))
        return _told(period, meeting.day, in_order, framework, proposed=True)
    return None


def _told(
    period: Period, day: date, deadlines: tuple[StageDeadline, ...], framework: Framework, *, proposed: bool
) -> Cycle:
    latest = next(_periods_before(day, framework))
    newer = f"By then {latest.label} has ended too." if latest.end > period.end else ""
    return Cycle(period.label, (day - period.end).days, deadlines, newer, proposed)


def _periods_before(day: date, framework: Framework) -> Iterator[Period]:
    """The last periods of the framework's calendar that ended before a day, the latest first."""
    calendar = framework.calendar
    frequency: Frequency = "quarter" if calendar.periods == "custom" else calendar.periods
    period = period_containing(day, frequency, calendar.whose_year)
    for _ in range(_PERIODS_BACK):
        period = period_containing(period.start - ONE_DAY, frequency, calendar.whose_year)
        yield period


def notice_line(notice: MeetingNotice, meeting: Meeting, ground: _Ground) -> NoticeLine:
    """One notice as it stands on the reader's day."""
    settings = ground.framework(meeting.day).notice
    dates = notice_dates(settings, notice.kind, meeting.day, ground.closures)
    state, sentence = notice_standing(
        dates, notice.route, ground.reader.on, notice.published_on, notice.second_published_on
    )
    agreed = ""
    if notice.route != "notice" and notice.agreed_on:
        verb = "told" if notice.route == "general_exception" else "agreed"
        agreed = f"{NOTICE_ROUTES[notice.route]}: {notice.agreed_by}, {verb} on {day_words(notice.agreed_on)}."
    return NoticeLine(
        pk=notice.pk,
        subject=notice.subject,
        kind=notice.kind,
        kind_word=NOTICE_KINDS[notice.kind],
        route=notice.route,
        body=ground.names[meeting.day].body(meeting.body_id),
        meeting=meeting.day,
        dates=dates,
        state=state,
        sentence=sentence,
        agreed=agreed,
        reason=notice.reason,
        representations=notice.representations,
        response=notice.response,
        may_change=ground.reader.has("manage_governance"),
    )


def previously(body: int, on: date) -> str:
    """ "previously known as the Executive" where a body had another name before the one of a day, else nothing."""
    history = name_history()["body", body]
    now = names_on(on).body(body)
    before = [name.words for name in history if name.effective_from <= on and name.words != now]
    return f"previously known as {before[-1]}" if before else ""
