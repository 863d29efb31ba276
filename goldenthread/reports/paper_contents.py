"""What a section or an appendix of a paper can contain, by the codes of the framework's closed list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from goldenthread.models.cycles import DueItem
from goldenthread.reports.blocks import Block, Bullets, Cell, Column, Paragraph, Section, Subheading, Table
from goldenthread.reports.counts import Counts
from goldenthread.reports.finance import BUDGETS, joined
from goldenthread.reports.paper_assessments import assessments, balanced_scorecard, engagement, highlights, limitations
from goldenthread.reports.paper_changes import changes
from goldenthread.reports.paper_exceptions import exception_section, project_exception_section, waiver_words
from goldenthread.reports.paper_facts import Explained, PaperFacts
from goldenthread.reports.paper_measures import measure_page
from goldenthread.reports.paper_priorities import by_priority, measure_tables
from goldenthread.reports.paper_projects import (
    changes_proposed,
    delivery_plan,
    milestones,
    prioritisation,
    project_reports,
    projects,
)
from goldenthread.reports.paper_risks import risk_blocks
from goldenthread.reports.paper_sets import indicator_sets, partner_leads
from goldenthread.reports.results import Result
from goldenthread.reports.risk_governance import management_blocks
from goldenthread.reports.round_items import ProjectException
from goldenthread.rules.framework_paper import CONTENTS, Content
from goldenthread.rules.remits import KINDS

NO_FIGURE: Final = ("awaiting_data", "overdue", "not_collected", "not_comparable", "suppressed", "suspended", "not_due")
_NO_HEADING: Final = ("priorities", "highlights")
"""Contents whose own subheadings say what they are."""

_BOTH: Final = frozenset({"measures", "projects"})
_ABOUT: Final[Mapping[Content, frozenset[str]]] = {
    **dict.fromkeys(CONTENTS, frozenset(KINDS)),
    **dict.fromkeys(
        ("counts", "measures", "measure_pages", "indicator_sets", "partner_leads"), frozenset({"measures"})
    ),
    "risk_framework": frozenset({"risk_framework"}),
    **dict.fromkeys(("projects", "milestones", "project_reports", "delivery_plan"), frozenset({"projects"})),
    **dict.fromkeys(("exceptions", "exception_reports", "achievements", "no_data"), _BOTH),
}
"""The kinds of things that a content is about: it is printed for whoever looks at one of them."""


def blocks_of(facts: PaperFacts, contents: Iterable[Content]) -> tuple[Block, ...]:
    """Contents inside a section, each under its subheading; whole sections become subheadings one level lower."""
    found: list[Block] = []
    last = ""
    for code in looked_at(facts, contents):
        heading, _ = CONTENTS[code]
        sections = _SECTIONS[code](facts) if code in _SECTIONS else ()
        if heading != last:
            found += [] if code in _NO_HEADING else [Subheading(heading)]
            if code in _SECTIONS and not sections:
                found.append(Paragraph(_NOTHING[code]))
        last = heading
        for section in sections:
            found += [Subheading(section.heading, 3), *section.blocks]
        if code in _BLOCKS:
            found += _BLOCKS[code](facts)
    return tuple(found)


def looked_at(facts: PaperFacts, contents: Iterable[Content]) -> list[Content]:
    """The contents but for those about kinds of things that are none of the body's."""
    return [code for code in contents if not _ABOUT[code].isdisjoint(facts.looks_at)]


def sections_of(facts: PaperFacts, contents: Iterable[Content]) -> tuple[Section, ...]:
    """Contents as the sections of an appendix; where there is nothing, a section that says so."""
    found: list[Section] = []
    for code in contents:
        heading, _ = CONTENTS[code]
        if code not in _SECTIONS:
            found.append(Section(heading, _BLOCKS[code](facts), numbered=False))
            continue
        sections = _SECTIONS[code](facts)
        found += sections or [Section(heading, (Paragraph(_NOTHING[code], numbered=False),), numbered=False)]
    return tuple(found)


# The measures ---------------------------------------------------------------------------------------------------------


def _counts(facts: PaperFacts) -> tuple[Block, ...]:
    pages = facts.framework.committee_report.appendix_with("measure_pages")
    return (
        Paragraph(
            "The table counts the measures in this report by status. Percentages are of those that can be rated."
        ),
        _counts_table(facts.counts),
        Paragraph(
            "Each measure below has its figure, its target, its status and two directions: since the previous period "
            "and since the same period last year. An arrow up means better, whichever way the figure moved."
            + (f" {pages} has a page for each measure." if pages else "")
        ),
    )


def _counts_table(counts: Counts) -> Table:
    rows = [
        (
            Cell(each.word, "status", code=each.code),
            Cell(str(each.number), "number"),
            Cell(f"{each.percent}% of {counts.rated}" if each.percent is not None else "None rated"),
        )
        for each in counts.rated_statuses
    ]
    rows += [
        (Cell(each.word, "status", code=each.code), Cell(str(each.number), "number"), Cell("Not rated"))
        for each in counts.others
    ]
    rows.append((Cell("All measures"), Cell(str(counts.total), "number"), Cell(f"{counts.rated} rated")))
    return Table(
        "Measures by status",
        (Column("Status", "status", 2), Column("Measures", "number"), Column("Share of those rated", weight=2)),
        tuple(rows),
    )


def _measure_pages(facts: PaperFacts) -> tuple[Section, ...]:
    return tuple(measure_page(facts, each, starts_page=place > 0) for place, each in enumerate(facts.in_detail))


def _no_data(facts: PaperFacts) -> tuple[Block, ...]:
    listed = []
    for each in facts.results:
        if each.status not in NO_FIGURE:
            continue
        said = f"{each.ref} {each.title}: {each.judgement.sentence}"
        item = facts.items.get(each.observation.return_id) if each.observation else _item_of(facts, each)
        waiver = facts.missing_waivers.get(item.pk) if item else None
        if waiver is not None:
            said += f" No return was supplied by {facts.service(each)}. {waiver_words(facts, waiver)}"
        listed.append(said)
    blocks: list[Block] = []
    if listed:
        blocks += [Paragraph("These measures have no figure for the period:"), Bullets(tuple(listed))]
    untold = [line for line in facts.projects if line.state == "live" and line.period is None]
    if untold:
        said_of = tuple(f"{line.ref} {line.title}{_waived(facts, line.pk)}" for line in untold)
        blocks += [Paragraph("These projects have no update for the period:"), Bullets(said_of)]
    return tuple(blocks) or (Paragraph("Every measure that was due has a figure, and every project an update."),)


def _waived(facts: PaperFacts, project: int) -> str:
    waiver = facts.untold_waivers.get(project)
    return f". {waiver_words(facts, waiver)}" if waiver is not None else ""


def _item_of(facts: PaperFacts, each: Result) -> DueItem | None:
    return next(
        (
            item
            for item in facts.items.values()
            if item.place.measure_id == each.measure_id
            and (item.place.starts, item.place.ends) == (each.period.start, each.period.end)
        ),
        None,
    )


# Exceptions and achievements ------------------------------------------------------------------------------------------


def _exceptions(facts: PaperFacts) -> tuple[Block, ...]:
    counted = (_counted(facts.explained, "measure"), _counted(facts.explained_projects, "project"))
    said = " ".join(filter(None, counted))
    if not said:
        return (Paragraph("No measure and no project in this report needs an exception report."),)
    place = facts.framework.committee_report.appendix_with("exception_reports")
    are = "It is" if len(facts.explained) + len(facts.explained_projects) == 1 else "They are"
    return (Paragraph(f"{said} {are} in {place}." if place else said),)


def _counted(explained: Sequence[Explained] | Sequence[ProjectException], one: str) -> str:
    """ "2 measures need an exception report; 1 of 2 is supplied."; empty where none does."""
    if not explained:
        return ""
    supplied, total = sum(each.is_complete for each in explained), len(explained)
    need = f"1 {one} needs" if total == 1 else f"{total} {one}s need"
    if supplied == total:
        return f"{need} an exception report; {'it is' if total == 1 else 'all are'} supplied."
    if not supplied:
        return f"{need} an exception report; none is supplied."
    return f"{need} an exception report; {supplied} of {total} {'is' if supplied == 1 else 'are'} supplied."


def _exception_reports(facts: PaperFacts) -> tuple[Section, ...]:
    return (
        *(exception_section(facts, each) for each in facts.explained),
        *(project_exception_section(facts, each) for each in facts.explained_projects),
    )


_BETTER: Final = ("red", "amber", "green", "blue")


def _achievements(facts: PaperFacts) -> tuple[Block, ...]:
    listed = [
        *(f"{each.ref} {each.title}: {each.judgement.sentence}" for each in facts.results if each.status == "blue"),
        *(
            f"{each.ref} {each.title} is back {each.word.lower()}: {each.judgement.sentence}"
            for each in facts.results
            if each.status == "green" and (before := facts.before.get(each.measure_id)) and before.status in _BETTER[:2]
        ),
        *(
            f"{line.ref} {line.title}. {line.change}"
            for line in facts.projects
            if line.state == "completed" and line.change
        ),
        *(
            f"{line.ref} {milestone.title}: {milestone.verdict.sentence}"
            for line in facts.projects
            for milestone in line.milestones
            if milestone.actual is not None and facts.span.start <= milestone.actual <= facts.on
        ),
    ]
    if not listed:
        return (Paragraph("Nothing was completed, beaten or regained in the period."),)
    return (Paragraph("Targets beaten or regained, and what was completed:"), Bullets(tuple(listed)))


# Money and risks ------------------------------------------------------------------------------------------------------

NO_MONEY: Final = "No figures are recorded for the period."


def _money(facts: PaperFacts) -> tuple[Block, ...]:
    parts = facts.money.parts
    wanted = BUDGETS if facts.own_services_only else tuple(parts)
    return joined(parts, wanted) or (Paragraph(NO_MONEY),)


def _money_part(facts: PaperFacts, code: str) -> tuple[Block, ...]:
    return facts.money.parts.get(code, ()) or (Paragraph(NO_MONEY),)


def _risk_framework(facts: PaperFacts) -> tuple[Block, ...]:
    until = min(facts.span.end, facts.on)
    return management_blocks(reader=facts.reader, span=facts.span, until=until, known_at=facts.known_at)


_TABLES: Final[Mapping[Content, str]] = {
    "revenue": "revenue",
    "capital": "capital",
    "savings": "savings",
    "housing_revenue_account": "hra",
    "collection_fund": "collection-fund",
    "reserves": "reserves",
    "debt_write_offs": "write-offs",
    "treasury": "treasury",
}

_BLOCKS: Final[Mapping[Content, Callable[[PaperFacts], tuple[Block, ...]]]] = {
    "counts": _counts,
    "priorities": by_priority,
    "measures": measure_tables,
    "exceptions": _exceptions,
    "achievements": _achievements,
    "projects": projects,
    "milestones": milestones,
    "delivery_plan": delivery_plan,
    "prioritisation": prioritisation,
    "money": _money,
    **{content: partial(_money_part, code=code) for content, code in _TABLES.items()},
    "risks": lambda facts: risk_blocks(facts.risks),
    "risk_framework": _risk_framework,
    "changes_proposed": changes_proposed,
    "no_data": _no_data,
    "changes": changes,
    "highlights": highlights,
    "limitations": limitations,
    "engagement": engagement,
    "indicator_sets": indicator_sets,
    "partner_leads": partner_leads,
}
_SECTIONS: Final[Mapping[Content, Callable[[PaperFacts], tuple[Section, ...]]]] = {
    "measure_pages": _measure_pages,
    "exception_reports": _exception_reports,
    "project_reports": project_reports,
    "assessments": assessments,
    "balanced_scorecard": balanced_scorecard,
}
_NOTHING: Final[Mapping[Content, str]] = {
    "measure_pages": "No measures are reported here.",
    "exception_reports": "No exception report is needed.",
    "project_reports": "No projects are reported here.",
    "assessments": "No assessment belongs to what is reported here.",
    "balanced_scorecard": "No measure reported here belongs to the balanced scorecard.",
}
