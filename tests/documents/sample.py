"""A paper like a district council's quarterly performance report: invented measures in a real paper's shape."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports.blocks import (
    Appendix,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Numbering,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from goldenthread.reports.canonical import SCHEMA

QUARTERS = tuple(f"Q{quarter} {year}/{year - 1999:02}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4))

USUAL = Numbering()

STATUSES = (
    ("green", "On target"),
    ("amber", "Near target"),
    ("red", "Off target"),
    ("blue", "Exceeding target"),
    ("awaiting_data", "Awaiting data until 14 November 2026"),
    ("no_target", "No target"),
    ("suspended", "Suspended"),
    ("overdue", "Overdue"),
)
DIRECTIONS = (("improved", "Improving"), ("unchanged", "Steady"), ("declined", "Declining"), ("up", "Up"))

NAMES = (
    "Household waste sent for reuse, recycling and composting",
    "Fly-tipping incidents cleared within 24 hours of being reported",
    "Major planning applications determined in time",
    "Average days to process a new housing benefit claim",
    "Council tax collected in the year",
    "Working days lost to sickness for each employee",
    "Households helped before they became homeless",
    "Days that a council home stands empty between lettings",
    "Visits to leisure centres",
    "Complaints answered in ten working days",
    "Satisfaction of residents with parks and open spaces",
    "Affordable homes completed",
)

COMMENTARY = (
    "Collections missed in April, after the round changes, brought contaminated loads back to the transfer station. "
    "Crews have since been retrained and the rejected share has fallen from 9% to 4%.\n"
    "=1+1 is not a sum here: it is what an officer typed."
)


def results(number: int) -> tuple[Decimal, ...]:
    """Twelve quarters that wander, the same on every run."""
    return tuple(Decimal(600 + (number * 37 + step * 53 + step * step * number) % 240) / 10 for step in range(12))


def measure_row(number: int) -> tuple[Cell, ...]:
    values = results(number)
    code, word = STATUSES[number % len(STATUSES)]
    direction, arrow = DIRECTIONS[number % len(DIRECTIONS)]
    known = code != "awaiting_data"
    return (
        Cell(f"M{number + 1:02}"),
        Cell(NAMES[number % len(NAMES)]),
        Cell(f"{values[-1]}%" if known else "Awaiting data", "number", number=values[-1] if known else None),
        Cell("75.0%" if code != "no_target" else "No target", "number", number=Decimal("75.0")),
        Cell(word, "status", code=code, sentence=f"{values[-1]}% against a target of 75.0%."),
        Cell(arrow, "direction", code=direction),
        Cell("Not comparable", "direction", code="not_comparable"),
        Cell(f"From {values[0]} to {values[-1]} in three years", "sparkline", series=values, target=Decimal(75)),
    )


def measures_table(caption: str, numbers: range) -> Table:
    columns = (
        Column("Ref", weight=2),
        Column("Measure", weight=7),
        Column("Result", "number", weight=3),
        Column("Target", "number", weight=3),
        Column("Status", "status", weight=4),
        Column("Since last quarter", "direction", weight=4),
        Column("Since last year", "direction", weight=4),
        Column("Trend", "sparkline", weight=4),
    )
    return Table(caption, columns, tuple(measure_row(number) for number in numbers), note="Rated: 9 of 12 measures.")


def figure(number: int) -> Figure:
    values = results(number)
    name = NAMES[number % len(NAMES)]
    chart = MeasureChart(
        title=f"M{number + 1:02} ended the year at {values[-1]}%",
        subtitle=f"{name}, per cent, by quarter",
        description=f"A line from {values[0]}% to {values[-1]}%, with a dashed target at 75%.",
        unit="%",
        decimals=1,
        labels=QUARTERS,
        values=values,
        targets=(Decimal(75),) * 12,
        last_year=(None,) * 4 + values[:8],
    )
    columns = (Column("Quarter", weight=2), Column("Result", "number"), Column("Target", "number"))
    rows = tuple(
        (
            Cell(label),
            Cell(f"{value}%", "number", number=value),
            Cell("75.0%", "number", number=Decimal("75.0")),
        )
        for label, value in zip(QUARTERS, values, strict=True)
    )
    return Figure(chart, Table(f"M{number + 1:02} by quarter", columns, rows))


def measure_page(number: int) -> Section:
    code, word = STATUSES[number % len(STATUSES)]
    blocks: list[Block] = [
        Facts(
            (
                ("Code", f"M{number + 1:02}"),
                ("Committee", "Environmental and Development Services"),
                ("Why it matters", "Recycling keeps the cost of disposal down and cuts the district's emissions."),
                ("How it is measured", "Tonnes reused, recycled or composted, divided by all household tonnes."),
                ("Target", "75.0% in 2025/26; 77.0% in 2026/27"),
                ("Status", f"{word}: {results(number)[-1]}% against a target of 75.0%."),
                ("Benchmark", "Not available"),
            )
        ),
        figure(number),
        Subheading("Overview"),
        Paragraph(COMMENTARY),
    ]
    if code == "red":
        blocks += [
            Subheading("Actions to sustain or improve"),
            Bullets(("Retrain every crew by 30 September 2026.", "Write to households whose bins were rejected.")),
        ]
    return Section(f"M{number + 1:02} {NAMES[number % len(NAMES)]}", tuple(blocks), starts_page=True)


def sample(measures: int = 12, numbering: Numbering = USUAL) -> Document:
    """A paper on `measures` measures: a table of them all, exceptions, and a page for each."""
    header = (
        ("Report to", "Environmental and Development Services Committee"),
        ("Agenda item", "8"),
        ("Date of meeting", "20 August 2026"),
        ("Category", "Delegated"),
        ("Report from", "Executive Director, Resources and Transformation"),
        ("Open or exempt", "Open"),
        ("Members' contact point", "Head of Performance, 01234 567890, performance.and.improvement@anyshire.example"),
        ("Doc", "PR-2026-Q1"),
        ("Subject", "Council Plan performance, quarter 1 of 2026/27"),
        ("Wards affected", "All"),
        ("Terms of reference", "EDS 04"),
    )
    return Document(
        schema=SCHEMA,
        council="Anyshire District Council",
        colour="#2e7d8c",
        title="Council Plan performance report",
        subtitle="Quarter 1 of 2026/27: April to June 2026",
        header=header,
        sections=(
            Section(
                "Recommendations",
                (
                    Paragraph("The Committee notes progress against the Council Plan in the quarter."),
                    Paragraph(
                        "The Committee considers the exception reports in section 5 and says what more it needs."
                    ),
                ),
            ),
            Section("Purpose of the report", (Paragraph("To report performance against the Council Plan."),)),
            Section(
                "Executive summary",
                (
                    Paragraph("Of 12 measures, 9 are rated: 3 on target, 2 near target, 2 off target, 2 exceeding."),
                    Paragraph("Three things to know:"),
                    Bullets(("Recycling fell below target.", "Sickness improved.", "Waste data arrive late.")),
                ),
            ),
            Section(
                "Detail",
                (
                    Paragraph("The table lists every measure that this committee oversees."),
                    Subheading("Priority 1: A greener district"),
                    measures_table("Measures of priority 1", range(measures)),
                    Paragraph("Each measure has a page of its own in Appendix A."),
                ),
            ),
            Section(
                "Exceptions",
                (
                    Subheading("M03 Major planning applications determined in time"),
                    Paragraph(COMMENTARY),
                    Table(
                        "Actions for M03",
                        (Column("Action", weight=5), Column("Owner", weight=3), Column("By", "date", weight=2)),
                        ((Cell("=Retrain crews"), Cell("Head of Operations"), Cell("30 September 2026", "date")),),
                    ),
                    Table("Data not available", (Column("Measure"), Column("Until", "date")), ()),
                ),
            ),
            Section(
                "Corporate implications",
                (
                    Subheading("Employment implications"),
                    Paragraph("None directly."),
                    Subheading("Legal implications"),
                    Paragraph("None directly."),
                ),
            ),
            Section("Background papers", (Paragraph("Council Plan 2024 to 2028", numbered=False),)),
        ),
        appendices=(
            Appendix("A", "A page for each measure", tuple(measure_page(number) for number in range(measures))),
        ),
        numbering=numbering,
        stamp="Frozen 12 August 2026 at 10:04, version 1",
        author="Head of Performance",
    )
