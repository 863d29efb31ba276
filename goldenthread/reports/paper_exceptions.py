"""Exception reports on paper: the facts, the explanation, the promises; or that none was supplied, and who said so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldenthread.models.cycles import ExceptionVersion, Waiver
from goldenthread.reports.blocks import Block, Cell, Column, Facts, Paragraph, Section, Subheading, Table
from goldenthread.reports.marks import EXCEPTION
from goldenthread.reports.measure_cells import shown, target_words
from goldenthread.reports.paper_facts import Explained, PaperFacts
from goldenthread.reports.paper_measures import recent_table
from goldenthread.reports.projects import milestone_tables
from goldenthread.reports.round_items import ProjectException
from goldenthread.reports.underperformance import history
from goldenthread.rules.exceptions import periods_red
from goldenthread.rules.periods import day_words


def exception_section(facts: PaperFacts, explained: Explained) -> Section:
    """One exception report (SD-09); where none was supplied, the words that say so in its place."""
    each = explained.result
    heading = f"{each.ref} {each.title}"
    withheld = facts.book.measures[each.measure_id].withheld(each.period.start, each.period.end).get(EXCEPTION)
    if withheld is not None:
        return Section(heading, (Paragraph(withheld.omission, numbered=False),), numbered=False)
    if not explained.is_complete or explained.version is None:
        said = _not_supplied(facts, facts.service(each), explained.waiver)
        return Section(heading, (Paragraph(said, numbered=False),), numbered=False)
    version = explained.version
    blocks: list[Block] = [
        Paragraph(each.judgement.sentence, numbered=False),
        Facts(_facts(facts, explained, version)),
        recent_table(facts, each),
    ]
    return Section(heading, (*blocks, *_written(facts, each.ref, version)), numbered=False)


def project_exception_section(facts: PaperFacts, explained: ProjectException) -> Section:
    """The same for a project: how it was reported before, and the milestones that matter."""
    line, version = explained.course.line, explained.version
    heading = f"{line.ref} {line.title}"
    if explained.ground is not None:
        return Section(heading, (Paragraph(explained.ground.omission, numbered=False),), numbered=False)
    if not explained.is_complete or version is None:
        said = _not_supplied(facts, line.service, explained.waiver)
        return Section(heading, (Paragraph(said, numbered=False),), numbered=False)
    rows = tuple(
        (
            Cell(each.period),
            Cell(each.status.word, "status", code=each.status.shown_as),
            Cell(each.complete),
            Cell(each.said or "Nothing was said."),
        )
        for each in explained.course.history
    )
    blocks: tuple[Block, ...] = (
        Facts(
            (
                ("Why this report is needed", explained.exception.trigger),
                *explained.course.facts,
                ("Back on track by", day_words(version.on_track_by) if version.on_track_by else "No date given"),
            )
        ),
        Table(f"{line.ref}: how it was reported", _REPORTED_COLUMNS, rows),
        *milestone_tables([line], f"{line.ref}: milestones that matter now"),
        *_written(facts, line.ref, version),
    )
    return Section(heading, blocks, numbered=False)


_REPORTED_COLUMNS: Final = (
    Column("Period", weight=2),
    Column("Status", "status", 2),
    Column("Complete", weight=2),
    Column("What the project said", weight=5),
)


def _written(facts: PaperFacts, ref: str, version: ExceptionVersion) -> Iterator[Block]:
    """What people wrote: each section under its heading, what they promise, and the help they need."""
    for title, text in version.sections:
        yield Subheading(title, 3)
        yield Paragraph(text, numbered=False)
    yield Subheading("Actions", 3)
    yield _promises(facts, ref, version)
    if version.help_needed:
        yield Subheading("Help needed", 3)
        yield Paragraph(version.help_needed, numbered=False)


def _facts(facts: PaperFacts, explained: Explained, version: ExceptionVersion) -> tuple[tuple[str, str], ...]:
    each = explained.result
    before = facts.before.get(each.measure_id)
    record = facts.book.measures[each.measure_id]
    red = periods_red([past.status for past in history(facts.book, record, each.period, on=facts.on)])
    forecast = version.forecast if version.forecast is not None else each.forecast
    return (
        ("Why this report is needed", explained.exception.trigger if explained.exception else ""),
        ("Service", facts.service(each)),
        ("Accountable", facts.head_of(each.service_id)),
        ("Period", each.period.long_label),
        ("Actual", shown(each.value, each) if each.value is not None else "No figure"),
        ("Target", target_words(each)),
        ("Status", each.word),
        ("Status in the period before", before.word if before else "No figure"),
        ("Periods running off target", str(red)),
        ("Since last period", each.direction.sentence),
        ("Since last year", each.direction_year.sentence),
        ("Forecast for the year", shown(forecast, each) if forecast is not None else "Not given"),
        ("Back on track by", day_words(version.on_track_by) if version.on_track_by else "No date given"),
    )


def _promises(facts: PaperFacts, ref: str, version: ExceptionVersion) -> Table:
    rows = tuple(
        (Cell(promise.text), Cell(facts.officer(promise.owner_id)), Cell(day_words(promise.due), "date"))
        for promise in version.actions.all()
    )
    return Table(
        f"{ref}: actions",
        (Column("Action", weight=4), Column("Owner", weight=2), Column("By", "date", 2)),
        rows,
    )


def _not_supplied(facts: PaperFacts, service: str, waiver: Waiver | None) -> str:
    """What the paper prints in the place of an exception report that was not supplied."""
    dispatch = facts.paper.deadlines.filter(stage="dispatched").first()
    by = f" by {day_words(dispatch.due)}" if dispatch else ""
    said = f"No exception report was supplied by {service}{by}."
    return f"{said} {waiver_words(facts, waiver)}" if waiver else said


def waiver_words(facts: PaperFacts, waiver: Waiver) -> str:
    """Who waived it, when and why."""
    who = facts.officer(waiver.recorded_by.person_id)
    return f"Waived by {who} on {day_words(waiver.recorded_at.date())}: {waiver.reason}"
