"""How well risks are managed: the mid-year and the annual report to the body that oversees risk management."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise, zip_longest
from typing import Final

from django.utils import timezone

from goldenthread.access import Actor
from goldenthread.models import Body, Council, FrameworkVersion, RiskAction, RiskActionUpdate, RiskReview
from goldenthread.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Numbering,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from goldenthread.reports.canonical import SCHEMA
from goldenthread.reports.names import names_on
from goldenthread.reports.paper_risks import score_cell
from goldenthread.reports.records import read_framework
from goldenthread.reports.risk_records import HIDDEN_FROM_MEMBERS, RiskRecord, load, risk_framework
from goldenthread.reports.risks import printed
from goldenthread.rules.periods import ONE_DAY, Period, add_months, day_words, period_containing
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import STATE_WORDS, movement

SPANS: Final = {"mid-year": "Mid-year", "annual": "Annual"}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the reviews that fell due in a span were done by their day."""

    due: int
    on_time: int
    late: int
    missing: int

    @property
    def sentence(self) -> str:
        if not self.due:
            return "No review fell due."
        reviews, were = "review" if self.due == 1 else "reviews", "was" if self.on_time < 2 else "were"
        said = f"{self.on_time or 'None'} of {self.due} {reviews} that fell due {were} done on time"
        rest = [f"{self.late} late"] if self.late else []
        rest += [f"{self.missing} not done yet"] if self.missing else []
        return f"{said}; {' and '.join(rest)}." if rest else f"{said}."


@dataclass(frozen=True, slots=True)
class Governance:
    """The report: its span, its opening sentence and the document that page, Word and PDF draw."""

    span: Period
    which: str
    lead: str
    document: Document
    years: tuple[tuple[int, str], ...]


def governance(*, reader: Actor, on: date, which: str, year: int | None = None) -> Governance:
    """The report for April to September (mid-year) or the whole financial year that starts in `year`.

    A report of a span that is not over yet counts up to the day. Refused before the span begins.
    """
    reader.signed_in  # noqa: B018
    this = period_containing(on, "year", "financial").start.year
    span = _span(which, year if year is not None else this)
    if span.start > on:
        raise Refusal("not_begun", f"{span.label} has not begun. Choose an earlier year.")
    until = min(span.end, on)
    risks = _opened(reader, until, _end(until))
    reviews = reviews_on_time(risks, span.start, until)
    lead = _lead(risks, reviews)
    return Governance(span, which, lead, _document(which, span, until, risks, reviews, lead, on), _years(this))


def management_blocks(*, reader: Actor, span: Period, until: date, known_at: datetime) -> tuple[Block, ...]:
    """How well risks were managed in a span up to a day, as known at a moment, for a paper to whoever oversees that."""
    risks = _opened(reader, until, known_at)
    return (
        Paragraph(_lead(risks, reviews_on_time(risks, span.start, until))),
        *_late_reviews(risks, until),
        Subheading("Mitigations done and proposed", 3),
        *_mitigations(risks, span, until, known_at),
        Subheading("Changes to the framework", 3),
        *_changes(span, until),
    )


def _opened(reader: Actor, until: date, known_at: datetime) -> list[RiskRecord]:
    """Every risk there was by a day that is not one service's own business."""
    found = load(reader=reader, known_at=known_at)
    return [one for one in found if one.risk.opened_on <= until and one.statement.level != HIDDEN_FROM_MEMBERS]


def _lead(risks: Sequence[RiskRecord], reviews: Counted) -> str:
    number = sum(one.standing.state == "open" for one in risks)
    return f"{number} {'risk is' if number == 1 else 'risks are'} open. {reviews.sentence}"


def _years(this: int) -> tuple[tuple[int, str], ...]:
    return tuple((year, f"{year}/{(year + 1) % 100:02}") for year in (this, this - 1))


def _span(which: str, year: int) -> Period:
    if which not in SPANS:
        raise Refusal("unknown_choice", f"Choose one of: {', '.join(SPANS)}.")
    start = date(year, 4, 1)
    label = f"{year}/{(year + 1) % 100:02}"
    if which == "mid-year":
        return Period(start, add_months(start, 6) - ONE_DAY, f"April to September {year}")
    return Period(start, add_months(start, 12) - ONE_DAY, label)


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


# Reviews --------------------------------------------------------------------------------------------------------------


def reviews_on_time(risks: Sequence[RiskRecord], start: date, until: date) -> Counted:
    """The reviews that fell due from `start` to `until`: each review says when the next one is due."""
    due = on_time = late = missing = 0
    for risk in risks:
        for expected, done in _pairs(risk):
            if not start <= expected <= until or (done is None and risk.standing.state != "open"):
                continue
            due += 1
            on_time += done is not None and done <= expected
            late += done is not None and done > expected
            missing += done is None
    return Counted(due, on_time, late, missing)


def _pairs(risk: RiskRecord) -> Iterator[tuple[date, date | None]]:
    """Each day a review was due, with the day of the review that answered it."""
    reviews: Sequence[RiskReview] = risk.reviews
    for review, after in zip_longest(reviews, reviews[1:]):
        yield review.next_review, after.reviewed_on if after else None
    if not reviews and risk.next_review is not None:
        yield risk.next_review, None


# The document ---------------------------------------------------------------------------------------------------------


def _document(
    which: str, span: Period, until: date, risks: Sequence[RiskRecord], reviews: Counted, lead: str, on: date
) -> Document:
    council = Council.objects.get()
    changes = _changes(span, until)
    numbered = (
        ("Recommendations", _recommendations(which, on, any_change=len(changes) > 1)),
        ("Summary", (Paragraph(lead), Paragraph(_so_far(span, until)))),
        ("How risks moved", _movements(risks, span)),
        ("Reviews", (Paragraph(reviews.sentence), *_late_reviews(risks, until))),
        ("Mitigations done and proposed", _mitigations(risks, span, until, _end(until))),
        ("Changes to the framework", changes),
    )
    return Document(
        schema=SCHEMA,
        council=council.name,
        colour=council.colour,
        title=f"{SPANS[which]} risk management report: {span.label}",
        subtitle=f"Position at {day_words(until)}",
        header=(),
        sections=tuple(Section(heading, blocks) for heading, blocks in numbered),
        appendices=(),
        numbering=Numbering(),
        stamp=f"As known on {day_words(on)}",
        author=council.name,
    )


def _recommendations(which: str, on: date, *, any_change: bool) -> tuple[Block, ...]:
    asked = [Paragraph("That the movement of risks and the reviews completed be noted.")]
    if any_change:
        asked.append(Paragraph("That the changes to the risk management framework set out in this report be approved."))
    council = Body.objects.filter(kind="council", ends=None).first()
    if which == "annual":
        name = names_on(on).body(council.pk) if council else "Full Council"
        asked.append(Paragraph(f"That this annual report be recommended to {name}."))
    return tuple(asked)


def _so_far(span: Period, until: date) -> str:
    if until < span.end:
        return f"The period runs until {day_words(span.end)}; this counts what was known on {day_words(until)}."
    return f"This covers {day_words(span.start)} to {day_words(span.end)}."


def _movements(risks: Sequence[RiskRecord], span: Period) -> tuple[Block, ...]:
    rows = []
    for risk in risks:
        now, before = risk.official(), risk.official(_begin(span.start))
        if now is None:
            continue
        if before is not None and before.matrix != now.matrix:
            moved = Cell("No comparison", "text")
        else:
            found = movement(now.matrix.kind, before.cell if before else None, now.cell, since=day_words(span.start))
            moved = Cell(found.word, "direction", code=found.code, sentence=found.sentence)
        state = risk.standing.state
        rows.append(
            (
                Cell(f"{risk.risk.ref} {risk.statement.title}"),
                score_cell(printed(before)) if before else Cell("New"),
                score_cell(printed(now), "Not scored"),
                moved,
                Cell(STATE_WORDS[state] + (f": {risk.standing.reason}" if risk.standing.reason else "")),
            )
        )
    if not rows:
        return (Paragraph("No risk had a score in this period."),)
    columns = (
        Column("Risk", weight=9), Column(day_words(span.start), "status", 5), Column("Now", "status", 5),
        Column("Movement", "direction", 5), Column("State", weight=6),
    )  # fmt: skip
    return (Table("Movement of risks", columns, tuple(rows)),)


def _late_reviews(risks: Sequence[RiskRecord], until: date) -> tuple[Block, ...]:
    late = tuple(
        f"{risk.risk.ref} {risk.statement.title}: due by {day_words(risk.next_review)}"
        for risk in risks
        if risk.next_review is not None and risk.next_review < until
    )
    return (Paragraph("Reviews that are overdue:"), Bullets(late)) if late else ()


def _mitigations(risks: Sequence[RiskRecord], span: Period, until: date, known_at: datetime) -> tuple[Block, ...]:
    known = {risk.risk.pk: risk.risk.ref for risk in risks}
    updates = RiskActionUpdate.objects.filter(
        action__risk__in=known, done_on__range=(span.start, until), recorded_at__lte=known_at
    ).select_related("action")
    done = tuple(
        f"{known[row.action.risk_id]}: {row.action.text} (done on {day_words(row.done_on)})"
        for row in updates.order_by("done_on")
        if row.done_on is not None
    )
    planned = RiskAction.objects.filter(risk__in=known, recorded_at__lte=known_at).exclude(updates__done_on__lte=until)
    proposed = tuple(
        f"{known[row.risk_id]}: {row.text} ({row.owner.title}, by {day_words(row.due)})"
        for row in planned.select_related("owner")
    )
    was, are = "was" if len(done) < 2 else "were", "is" if len(proposed) == 1 else "are"
    said = f"{len(done) or 'None'} {was} done in the period; {len(proposed) or 'none'} {are} proposed and under way."
    blocks: list[Block] = [Paragraph(said)]
    if done:
        blocks += [Paragraph("Done:"), Bullets(done)]
    if proposed:
        blocks += [Paragraph("Proposed:"), Bullets(proposed)]
    return tuple(blocks)


def _changes(span: Period, until: date) -> tuple[Block, ...]:
    """How the framework's part about risk changed in the span, version by version."""
    versions = [read_framework(row) for row in FrameworkVersion.objects.order_by("effective_from", "number")]
    listed = []
    for before, now in pairwise(versions):
        if span.start <= now.version.effective_from <= until and before.framework.risk != now.framework.risk:
            changed = [
                name.replace("_", " ")
                for name in type(now.framework.risk).model_fields
                if getattr(before.framework.risk, name) != getattr(now.framework.risk, name)
            ]
            why = f" {now.version.reason}" if now.version.reason else ""
            listed.append(f"From {day_words(now.version.effective_from)}: {', '.join(changed)}.{why}")
    if listed:
        return (Paragraph("These changes to how risks are scored and accepted need approval:"), Bullets(tuple(listed)))
    in_force = risk_framework(until).framework
    return (Paragraph(f"None is proposed. Risks are scored by the matrix of “{in_force.title}”."),)
