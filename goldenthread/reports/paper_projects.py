"""Projects on paper: each with its milestones, measures and risks; counted by priority; and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.db.models import Max

from goldenthread.models import Prioritisation
from goldenthread.reports.blocks import Block, Bullets, Cell, Column, Facts, Paragraph, Section, Table
from goldenthread.reports.measure_cells import bare, name_of, serves, status_cell, target_words
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.paper_priorities import priorities, projects_of
from goldenthread.reports.paper_risks import PaperRisk, proposed_cell, score_cell, short_table
from goldenthread.reports.prioritisation import Candidate, ranking
from goldenthread.reports.projects import (
    MILESTONE_COLUMNS,
    ProjectLine,
    counts,
    day_cell,
    milestone_tables,
    projects_with_totals,
)
from goldenthread.reports.results import Result
from goldenthread.rules.delivery import by_concern
from goldenthread.rules.framework_delivery import Delivery


def rules(facts: PaperFacts) -> Delivery:
    """How the framework judges projects."""
    return facts.framework.delivery


def projects(facts: PaperFacts) -> tuple[Block, ...]:
    """Totals, the table of all projects, and which were added, completed, deleted and replaced."""
    return projects_with_totals(facts.projects, rules(facts))


def milestones(facts: PaperFacts) -> tuple[Block, ...]:
    """The milestones that matter; the others are on the projects' pages."""
    return milestone_tables(facts.projects, "Milestones that matter now") or (
        Paragraph("No milestone has changed, is late or falls due soon."),
    )


# One project with everything beside it (NH-03) ------------------------------------------------------------------------


def project_reports(facts: PaperFacts) -> tuple[Section, ...]:
    """Each project with its milestones, and the measures and the risks that share its place in the plan."""
    reported = [line for line in facts.projects if line.state != "proposed"]
    return tuple(_project(facts, line) for line in reported)


def _project(facts: PaperFacts, line: ProjectLine) -> Section:
    blocks: list[Block] = [Facts(_facts(line))]
    said = (("", line.commentary), ("Achieved: ", line.achieved), ("Next: ", line.planned))
    blocks += [Paragraph(f"{before}{words}", numbered=False) for before, words in said if words]
    blocks += milestone_tables([line], f"{line.ref}: milestones")
    decided = tuple(f"{each.title}: {told}" for each in line.milestones for told in each.history)
    if decided:
        blocks.append(Bullets(decided))
    measures = [each for each in facts.results if _shares_place(facts, each, line)]
    if measures:
        worst = sorted(measures, key=lambda each: by_concern(each.status))[:_MOST]
        rows = tuple(_measure_row(facts, each) for each in worst)
        blocks.append(Table(f"{line.ref}: linked measures", _MEASURE_COLUMNS, rows, _left_out(len(measures))))
    risks = [one for one in facts.risks.open if _bears_on(one, line)]
    if risks:
        found = short_table(f"{line.ref}: linked risks", risks[:_MOST])
        blocks.append(replace(found, note=_left_out(len(risks))))
    return Section(f"{line.ref} {line.title}", tuple(blocks), numbered=False)


_MOST: Final = 12
"""So many measures and risks are printed beside a project, the worst first."""


def _left_out(there: int) -> str:
    return f"The worst {_MOST} of {there} that share its place in the plan." if there > _MOST else ""


def _facts(line: ProjectLine) -> tuple[tuple[str, str], ...]:
    rows = [
        ("Status", line.status.word + (f" (before: {line.was.word})" if line.was else "")),
        ("By its milestones’ dates", line.by_date.word if line.by_date else "No milestones"),
        *((word, status.word) for word, status in line.aspects),
        ("Complete", "Not said" if line.percent_complete is None else f"{line.percent_complete}%"),
        ("Managed by", line.manager or "Nobody yet"),
        ("Service", line.service),
        ("Serves", serves(line.home)),
    ]
    if line.change:
        rows.insert(1, ("What changed", line.change))
    rows += line.money
    if line.decisions_needed:
        rows.append(("Decisions needed", line.decisions_needed))
    return tuple(rows)


def _shares_place(facts: PaperFacts, each: Result, line: ProjectLine) -> bool:
    home = facts.homes.get(each.measure_id)
    if home is None or line.home is None:
        return False
    return line.home.place.element_id in {place.element_id for place in home.path}


def _bears_on(risk: PaperRisk, line: ProjectLine) -> bool:
    """Whether it is the project's own risk, or nobody's in particular in the same place of the plan."""
    if risk.project_id is not None:
        return risk.project_id == line.pk
    return line.home is not None and line.home.place.element_id in risk.elements


_MEASURE_COLUMNS: Final = (
    Column("Measure", weight=5),
    Column("Actual", "number", 2),
    Column("Target", "number", 2),
    Column("Status", "status", 3),
)


def _measure_row(facts: PaperFacts, each: Result) -> tuple[Cell, ...]:
    actual = Cell("No figure") if each.value is None else Cell(bare(each.value, each), "number", number=each.value)
    target = Cell(target_words(each, bare), "number" if each.target is not None else "text", number=each.target)
    return (Cell(name_of(each, facts.span)), actual, target, status_cell(each))


# Counted by priority (HE-17) ------------------------------------------------------------------------------------------


def delivery_plan(facts: PaperFacts) -> tuple[Block, ...]:
    """How many projects of each priority have which status: every row and every column adds up."""
    counted = [line for line in facts.projects if line.is_counted]
    if not counted:
        return (Paragraph("No projects are reported here."),)
    statuses = [status for status, _ in counts(counted, rules(facts))]
    found = [(title, projects_of(facts, key)) for key, title in priorities(facts)]
    rows = [_count_row(title, lines, [one.code for one in statuses]) for title, lines in found if lines]
    rows.append(_count_row("Total", counted, [one.code for one in statuses]))
    columns = (
        Column("Priority", weight=4),
        *(Column(status.word, "number", 2) for status in statuses),
        Column("All", "number"),
    )
    return (Table("Progress by priority", columns, tuple(rows)),)


def _count_row(title: str, lines: Sequence[ProjectLine], codes: Sequence[str]) -> tuple[Cell, ...]:
    numbers = [sum(line.status.code == code for line in lines) for code in codes]
    return (Cell(title), *(Cell(str(number), "number", number=Decimal(number)) for number in (*numbers, len(lines))))


# What is to be decided ------------------------------------------------------------------------------------------------

CHANGE_COLUMNS: Final = (
    Column("Milestone", weight=4),
    *MILESTONE_COLUMNS[1:4],
    Column("Why", weight=4),
)
SCORE_COLUMNS: Final = (
    Column("Risk", weight=5),
    Column("Agreed score", "status", 2),
    Column("Proposed score", "change", 2),
    Column("Why", weight=4),
)


def changes_proposed(facts: PaperFacts) -> tuple[Block, ...]:
    """Dates and scores that take effect only if the committee agrees."""
    blocks: list[Block] = []
    dates = [(line, milestone) for line in facts.projects for milestone in line.asks]
    if dates:
        rows = tuple(
            (
                Cell(f"{line.ref} {milestone.title}"),
                day_cell(milestone.original),
                day_cell(milestone.approved),
                Cell(milestone.proposed, "change"),
                Cell(milestone.why or "Nothing was said."),
            )
            for line, milestone in dates
        )
        blocks.append(Table("Milestone dates proposed", CHANGE_COLUMNS, rows, "A highlighted date is not agreed yet."))
    scores = [one for one in facts.risks.open if one.asked]
    if scores:
        lines = tuple(
            (
                Cell(f"{one.line.ref} {one.line.title}"),
                score_cell(one.line.now),
                proposed_cell(one),
                Cell(one.why or "Nothing was said."),
            )
            for one in scores
        )
        blocks.append(Table("Risk scores proposed", SCORE_COLUMNS, lines, "A highlighted score is not agreed yet."))
    return tuple(blocks) or (Paragraph(f"No milestone date or risk score is proposed to {facts.body}."),)


def prioritisation(facts: PaperFacts) -> tuple[Block, ...]:
    """The newest ranking of candidates, as known when the paper was written."""
    newest = Prioritisation.objects.filter(recorded_at__lte=facts.known_at).aggregate(pk=Max("pk"))["pk"]
    if newest is None:
        return (Paragraph("No projects are being ranked."),)
    found = ranking(reader=facts.book.reader, on=facts.on, pk=newest, known_at=facts.known_at)
    weights = "; ".join(f"{one.title} ({one.weight})" for one in found.criteria)
    columns = (
        Column("Candidate", weight=5),
        Column("Place", "number", 2),
        Column("Points", "number", 2),
        Column("Of the most", "number", 2),
        Column("Scores missing", "number", 2),
    )
    rows = tuple(_candidate_row(one) for one in found.candidates)
    return (Table(found.title, columns, rows, f"Scored from 0 to {found.top_score}. Criteria and weights: {weights}."),)


def _candidate_row(one: Candidate) -> tuple[Cell, ...]:
    ranked = one.ranked
    return (
        Cell(f"{one.ref} {one.title}"),
        Cell(str(ranked.place) if ranked.place else "None yet", "number"),
        Cell(str(ranked.points), "number", number=Decimal(ranked.points)),
        Cell(ranked.percent, "number"),
        Cell(str(len(ranked.missing)), "number", number=Decimal(len(ranked.missing))),
    )
