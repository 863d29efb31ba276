"""What a councillor lands on: the newest figures of their committees, portfolios and wards, beside what was reported.

"Now" is the newest figure that members may see; "as reported" is what the last published paper said. The two stand
beside each other, each with its period, and never take each other's place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from goldenthread.access import MEMBERS, Actor
from goldenthread.models import Paper, Portfolio, Publication, PublishedReturn
from goldenthread.reports.blocks import Cell
from goldenthread.reports.measure_cells import SPARKLINE_POINTS, line_words, shown
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import Book, MeasureRecord, frameworks, in_force, load
from goldenthread.reports.remits import what_is_theirs
from goldenthread.reports.results import Result, latest, reported_period, result
from goldenthread.reports.scorecard import spans
from goldenthread.reports.tracked import Filters, TrackedLine, tracker
from goldenthread.reports.wards import Breakdown, breakdowns, seats_on
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.workflow import FINAL

NEWER: Final = "Newer than reported"
CHANGED: Final = "Changed since reported"
_WORST_FIRST: Final = ("red", "overdue", "amber", "green", "blue")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a member reads it: the value in words, its period, and its status."""

    words: str
    period: str
    code: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One measure: what it means, the newest figure, and what the last paper said; None where no paper printed it.

    `news` says what is new since then: a newer period, or another figure for the same one; empty where nothing is.
    """

    ref: str
    title: str
    meaning: str
    now: Figure
    reported: Figure | None
    meeting: str
    news: str
    trend: Cell


@dataclass(frozen=True, slots=True)
class Section:
    """One committee, portfolio or ward of the member's. `reported_to` names the meeting whose paper is beside."""

    code: str
    kind: str
    heading: str
    lead: str
    rows: tuple[MemberRow, ...]
    by_ward: tuple[tuple[Breakdown, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A councillor's own page: last meeting's answers, then what is theirs."""

    lead: str
    answers: tuple[TrackedLine, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Reported:
    """What the last published papers said: a measure's result, and the meeting it was for."""

    results: Mapping[int, tuple[Result, str]]


def member_page(*, reader: Actor, on: date) -> MemberPage:
    """Everything that is a councillor's, as members may see it today."""
    reader.signed_in  # noqa: B018
    names = names_on(on)
    book = load(reader=reader)
    said = _reported(reader, on, names)
    span = spans(reader=reader, on=on).default
    sections = tuple(_sections(book, said, span, names, reader, on))
    bodies = _bodies(reader)
    lines = tracker(reader=reader, on=on, filters=Filters()).lines if bodies or _sees_all(reader) else ()
    answers = tuple(line for line in lines if _sees_all(reader) or line.body_id in bodies)
    return MemberPage(
        lead=_lead(sections, answers),
        answers=tuple(sorted(answers, key=lambda line: (line.state != "answered", line.due))),
        sections=sections,
    )


def _bodies(reader: Actor) -> tuple[int, ...]:
    """The committees that somebody sits on."""
    held = (grant.scope.body for grant in reader.grants if grant.role == "member")
    return tuple(dict.fromkeys(body for body in held if body is not None))


def _sees_all(reader: Actor) -> bool:
    """Whether somebody is a member for the whole council, of no committee in particular."""
    return any(grant.role in MEMBERS and not any(_held(grant.scope)) for grant in reader.grants)


def _held(scope: object) -> tuple[int | None, ...]:
    return tuple(getattr(scope, name) for name in ("body", "portfolio", "service", "directorate"))


def _lead(sections: Sequence[Section], answers: Sequence[TrackedLine]) -> str:
    if not sections:
        return "No committee, portfolio or ward is recorded as yours yet. The scorecard shows every measure."
    rows = {row.ref: row for section in sections for row in section.rows}
    red = sum(row.now.code == "red" for row in rows.values())
    newer, changed = (sum(row.news == news for row in rows.values()) for news in (NEWER, CHANGED))
    answered = sum(line.state == "answered" for line in answers)
    is_red = f"{'is' if red == 1 else 'are'} {_red(rows.values())}"
    said = [f"{red or 'None'} of your {_counted(len(rows), 'measure')} {is_red} now"]
    if newer:
        said.append(f"{newer} {'has' if newer == 1 else 'have'} a newer figure than was last reported to a meeting")
    if changed:
        said.append(f"{changed} {'has' if changed == 1 else 'have'} changed since")
    if answered:
        said.append(f"{_counted(answered, 'answer')} came since you last met")
    return f"{'; '.join(said)}."


def _red(rows: Iterable[MemberRow]) -> str:
    """What the framework calls a measure that is red, as far as one of these is."""
    return next((row.now.word.lower() for row in rows if row.now.code == "red"), "off target")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# What was reported ----------------------------------------------------------------------------------------------------


def _reported(reader: Actor, on: date, names: Names) -> _Reported:
    """What each measure was in the newest published paper that printed it: two queries, and a book for each body."""
    papers = Paper.objects.filter(state="published", meeting__day__lte=on).order_by("meeting__day", "pk")
    newest = {paper.meeting.body_id: paper for paper in papers.select_related("meeting", "round", "publication")}
    found: dict[int, tuple[Result, str]] = {}
    for paper in sorted(newest.values(), key=lambda paper: (paper.meeting.day, paper.pk)):
        printed = PublishedReturn.objects.filter(publication=paper.publication)
        measures = set(printed.values_list("of_return__measure_id", flat=True))
        meeting = f"{names.body(paper.meeting.body_id)}, {day_words(paper.meeting.day)}"
        for pk, each in _as_printed(reader, paper, measures).items():
            found[pk] = (each, meeting)
    return _Reported(found)


def _as_printed(reader: Actor, paper: Paper, measures: Collection[int]) -> dict[int, Result]:
    publication: Publication = paper.publication
    known = frameworks()
    stage = reader.visible_from((in_force(known, reader.on) or known[0]).framework)
    # Who sees nothing before it is printed had not seen it yet at the moment at which it was frozen.
    moment = None if stage in FINAL else publication.frozen_at
    book = load(reader=reader, known_at=moment, measures=measures)
    span = Period(paper.round.starts, paper.round.ends, paper.round.label)
    found = {}
    for pk in measures:
        record = book.measures.get(pk)
        period = reported_period(record, span) if record is not None else None
        if record is not None and period is not None:
            found[pk] = result(book, record, period, on=paper.meeting.day)
    return found


# What is theirs -------------------------------------------------------------------------------------------------------


def _sections(book: Book, said: _Reported, span: Period, names: Names, reader: Actor, on: date) -> Iterator[Section]:
    above: set[int] = set()
    for code, kind, heading, theirs in _whose(book, names, reader, on):
        yield _section(book, said, span, on, code, kind, heading, theirs, above)
        above |= set(theirs)
    seats = [seat for seat in seats_on(on) if seat.person_id == reader.person_id]
    split = breakdowns(book) if seats else {}
    for seat in seats:
        yield _ward(seat.ward_id, seat.ward.name, split)


def _whose(book: Book, names: Names, reader: Actor, on: date) -> Iterator[tuple[str, str, str, Collection[int]]]:
    """Each committee and portfolio of a councillor's: code, kind, name and measures."""
    if _sees_all(reader):
        yield "council", "The council", "Every measure", list(book.measures)
    for body in _bodies(reader):
        yield f"committee-{body}", "Committee", names.body(body), what_is_theirs(body, on).measures
    portfolios = [grant.scope.portfolio for grant in reader.grants if grant.role == "portfolio_holder"]
    for portfolio in Portfolio.objects.filter(pk__in=[pk for pk in portfolios if pk is not None]):
        mine = [pk for pk, record in book.measures.items() if record.ownership(on).portfolio_id == portfolio.pk]
        yield f"portfolio-{portfolio.pk}", "Portfolio", portfolio.name, mine


def _section(
    book: Book,
    said: _Reported,
    span: Period,
    on: date,
    code: str,
    kind: str,
    heading: str,
    measures: Collection[int],
    above: Collection[int],
) -> Section:
    """One section; what stands in a section above is counted, and not repeated."""
    live = [book.measures[pk] for pk in measures if pk in book.measures and _is_live(book.measures[pk], on)]
    rows = [_row(book, record, said, span, on) for record in live if record.measure.pk not in above]
    repeated = len(live) - len(rows)
    rows.sort(key=lambda row: (_rank(row.now.code), row.ref))
    red = sum(row.now.code == "red" for row in rows)
    lead = f"{_counted(len(rows), 'measure')}, {red or 'none'} of them {_red(rows)} now." if rows else ""
    if repeated:
        more = " more" if rows else ""
        lead = f"{lead} {_counted(repeated, 'measure')}{more} of it {'stands' if repeated == 1 else 'stand'} above."
    return Section(code, kind, heading, lead.strip(), tuple(rows))


def _is_live(record: MeasureRecord, on: date) -> bool:
    standing = record.standing(on)
    return (standing is None or standing.state == "live") and record.definitions[0].effective_from <= on


def _rank(code: str) -> int:
    return _WORST_FIRST.index(code) if code in _WORST_FIRST else len(_WORST_FIRST)


def _row(book: Book, record: MeasureRecord, said: _Reported, span: Period, on: date) -> MemberRow:
    now = newest(book, record, span, on)
    reported = said.results.get(record.measure.pk)
    series = now.series[-SPARKLINE_POINTS:]
    definition = now.definition
    return MemberRow(
        ref=record.ref,
        title=now.title,
        meaning=definition.definition or definition.rationale or "Its meaning is not written down yet.",
        now=_figure(now),
        reported=_figure(reported[0]) if reported else None,
        meeting=reported[1] if reported else "",
        news=_news(now, reported[0]) if reported else "",
        trend=Cell(line_words(now, series), "sparkline", series=series, target=now.series_target),
    )


def _news(now: Result, reported: Result) -> str:
    if now.period != reported.period:
        return NEWER
    return "" if now.value == reported.value else CHANGED


def newest(book: Book, record: MeasureRecord, span: Period, on: date) -> Result:
    """The newest figure the reader sees: of the span of the newest round, or of a period that ended after it.

    Where there is none, the newest before it, labelled with its own period (HA-05).
    """
    known = [key for key, point in record.points.items() if point.value is not None and key[1] > span.end]
    if known:
        return result(book, record, record.named_period(*max(known, key=lambda key: (key[1], key[0]))), on=on)
    period = reported_period(record, span) or record.own_period(span.end)
    return latest(book, record, period, on=on) or result(book, record, period, on=on)


def _figure(each: Result) -> Figure:
    words = shown(each.value, each) if each.value is not None else "No figure"
    return Figure(words, each.period.label, each.status, each.word, each.judgement.sentence)


def _ward(pk: int, name: str, split: Mapping[int, tuple[Breakdown, ...]]) -> Section:
    mine = [(each, line.words) for several in split.values() for each in several if (line := each.of(pk)) is not None]
    lead = f"{_counted(len(mine), 'measure')} kept by ward, each beside the figure of the whole council."
    return Section(f"ward-{pk}", "Ward", name, lead if mine else "", (), tuple(mine))
