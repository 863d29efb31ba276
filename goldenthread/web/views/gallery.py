"""The component gallery: every piece that pages are made of, in every state."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports.blocks import (
    Appendix,
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
from goldenthread.web.forms.dates import DateField

STATUSES: Final = (
    ("green", "On target", "73.6% is at or above the target of 72%."),
    ("amber", "Near target", "71.2% is below the target of 72%, by less than 5%."),
    ("red", "Off target", "64.0% is below the target of 72%, by 5% or more."),
    ("blue", "Exceeding target", "80.1% is better than the target of 72% by 10% or more."),
    ("no_target", "No target", "No target was set for this period."),
    ("information_only", "For information", "Watched, not judged."),
    ("baseline", "Baseline year", "The first year, against which targets will be set."),
    ("not_due", "Not due", "Reported once a year, in Q4."),
    ("awaiting_data", "Awaiting data until 1 October 2026", "The figure comes from the county council."),
    ("overdue", "Overdue", "Due on 7 July 2026 and not in yet."),
    ("not_collected", "Not collected", "The survey was not held."),
    ("not_applicable", "Not applicable", "The service is closed in winter."),
    ("not_comparable", "Not comparable", "The definition changed in April 2026."),
    ("suspended", "Suspended", "Suspended until the new system is in."),
    ("suppressed", "Suppressed (small numbers)", "Fewer than five people."),
)
DIRECTIONS: Final = (
    ("improved", "Improving", "73.6% after 70.1%."),
    ("unchanged", "Steady", "Within 1% of the last quarter."),
    ("declined", "Declining", "64.0% after 68.2%."),
    ("up", "Up", "1,204 after 1,100."),
    ("down", "Down", "1,004 after 1,100."),
    ("not_comparable", "Not comparable", "There is no earlier figure."),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As it should be printed on papers")
    share = forms.DecimalField(label="Share", required=False)
    why = forms.CharField(label="Why it matters", widget=forms.Textarea, required=False)
    service = forms.ChoiceField(label="Service", choices=[("", "Choose one"), ("waste", "Waste"), ("parks", "Parks")])
    better = forms.ChoiceField(
        label="What is better",
        widget=forms.RadioSelect,
        choices=[("high", "More is better"), ("low", "Less is better")],
    )
    shown = forms.MultipleChoiceField(
        label="Shown to",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("members", "Members"), ("public", "The public")],
    )
    annual = forms.BooleanField(label="Once a year only", required=False, help_text="Reported in the last quarter")
    starts = DateField(label="From", required=False)
    file = forms.FileField(label="Spreadsheet", required=False)


def _numbers(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


SERIES: Final = _numbers("68.2", "70.1", None, "71.4", "73.6")
CHART: Final = MeasureChart(
    title="Recycling has been above target for two quarters",
    subtitle="Household waste recycled, per cent, by quarter",
    description="From 68.2% in Q1 2025/26 to 73.6% in Q1 2026/27, with no figure for Q3. The target is 72%.",
    unit="%",
    decimals=1,
    labels=("Q1 25/26", "Q2 25/26", "Q3 25/26", "Q4 25/26", "Q1 26/27"),
    values=SERIES,
    targets=_numbers("70", "70", "70", "70", "72"),
    last_year=_numbers("65.0", "66.4", "67.9", "67.0", "68.2"),
)


def _row(
    ref: str, measure: str, status: tuple[str, str, str], actual: str, direction: tuple[str, str, str]
) -> tuple[Cell, ...]:
    return (
        Cell(f"{ref} {measure}", href="#tables"),
        Cell(actual, "number"),
        Cell("72.0", "number", Decimal(72)),
        Cell(status[1], "status", code=status[0], sentence=status[2]),
        Cell(direction[1], "direction", code=direction[0], sentence=direction[2]),
        Cell(f"{measure}, five quarters", "sparkline", series=SERIES, target=Decimal(72)),
    )


TABLE: Final = Table(
    caption="Measures, Q1 2026/27 (April to June 2026)",
    columns=(
        Column("Measure", weight=4),
        Column("Actual, %", "number"),
        Column("Target, %", "number"),
        Column("Status", "status"),
        Column("Against last quarter", "direction"),
        Column("Trend", "sparkline"),
    ),
    rows=(
        _row("W1", "Household waste recycled", STATUSES[0], "73.6", DIRECTIONS[0]),
        _row("W2", "Streets free of litter", STATUSES[2], "64.0", DIRECTIONS[2]),
        _row("W3", "Residents satisfied with parks", STATUSES[8], "Not available", DIRECTIONS[5]),
    ),
    note="Figures for Q1 are provisional until the county council confirms its tonnages.",
)
PAPER: Final = Document(
    schema=1,
    council="Anytown Council",
    colour="#1d4f5f",
    title="Performance, Q1 2026/27",
    subtitle="Environment Committee, 20 August 2026",
    header=(("Report to", "Environment Committee"), ("Date", "20 August 2026"), ("Ward", "All")),
    sections=(
        Section("Purpose", (Paragraph("To report how the council did from April to June 2026."),)),
        Section(
            "Summary",
            (
                Paragraph("1 of 2 rated measures is on target."),
                Bullets(("Recycling is above target.", "Litter is off target.")),
                Table(TABLE.caption, TABLE.columns, TABLE.rows),
                Subheading("Household waste recycled"),
                Facts((("Why it matters", "Waste that is recycled costs less and pollutes less."),)),
                Figure(CHART, TABLE),
            ),
        ),
    ),
    appendices=(Appendix("A", "Definitions", (Section("W1", (Paragraph("By weight.", numbered=False),)),)),),
    numbering=Numbering(),
    stamp="Draft, 3 August 2026",
    author="Performance team",
)


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Open to everybody: it holds examples only."""
    context = {
        "statuses": STATUSES,
        "directions": DIRECTIONS,
        "series": SERIES,
        "chart": CHART,
        "table": TABLE,
        "paper": PAPER,
        "form": SampleForm(initial={"name": "Household waste recycled", "better": "high"}, prefix="filled"),
        "mistaken": SampleForm({}, prefix="mistaken"),
        "page": Paginator(range(200), 10).page(4),
    }
    return render(request, "gallery.html", context)
