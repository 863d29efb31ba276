"""Exception reports on paper: the facts, the explanation, the promises; or that none was supplied, and who said so."""

from __future__ import annotations

from goldenthread.models.cycles import ExceptionVersion, Waiver
from goldenthread.reports.blocks import Block, Cell, Column, Facts, Paragraph, Section, Subheading, Table
from goldenthread.reports.marks import EXCEPTION
from goldenthread.reports.measure_cells import shown, target_words
from goldenthread.reports.paper_facts import Explained, PaperFacts
from goldenthread.reports.paper_measures import recent_table
from goldenthread.reports.results import Result
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
        return Section(heading, (Paragraph(not_supplied(facts, explained), numbered=False),), numbered=False)
    version = explained.version
    blocks: list[Block] = [
        Paragraph(each.judgement.sentence, numbered=False),
        Facts(_facts(facts, explained, version)),
        recent_table(facts, each),
    ]
    for title, text in version.sections:
        blocks += [Subheading(title, 3), Paragraph(text, numbered=False)]
    blocks += [Subheading("Actions", 3), _promises(facts, each, version)]
    if version.help_needed:
        blocks += [Subheading("Help needed", 3), Paragraph(version.help_needed, numbered=False)]
    return Section(heading, tuple(blocks), numbered=False)


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
        ("Since the previous period", each.direction.sentence),
        ("Since the same period last year", each.direction_year.sentence),
        ("Forecast for the year", shown(forecast, each) if forecast is not None else "Not given"),
        ("Back on track by", day_words(version.on_track_by) if version.on_track_by else "No date given"),
    )


def _promises(facts: PaperFacts, each: Result, version: ExceptionVersion) -> Table:
    rows = tuple(
        (Cell(promise.text), Cell(facts.officer(promise.owner_id)), Cell(day_words(promise.due), "date"))
        for promise in version.actions.all()
    )
    return Table(
        f"{each.ref}: actions",
        (Column("Action", weight=4), Column("Owner", weight=2), Column("By", "date", 2)),
        rows,
    )


def not_supplied(facts: PaperFacts, explained: Explained) -> str:
    """What the paper prints in the place of an exception report that was not supplied."""
    service = facts.service(explained.result)
    dispatch = facts.paper.deadlines.filter(stage="dispatched").first()
    by = f" by {day_words(dispatch.due)}" if dispatch else ""
    said = f"No exception report was supplied by {service}{by}."
    return f"{said} {waiver_words(facts, explained.waiver)}" if explained.waiver else said


def waiver_words(facts: PaperFacts, waiver: Waiver) -> str:
    """Who waived it, when and why."""
    who = facts.officer(waiver.recorded_by.person_id)
    return f"Waived by {who} on {day_words(waiver.recorded_at.date())}: {waiver.reason}"
