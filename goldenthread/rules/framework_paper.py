"""The framework's part about a committee's paper: its layout, and the closed list of what it can contain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from goldenthread.rules.framework_part import AsCode, Part, Words

HeaderFact = Annotated[
    Literal[
        "committee", "agenda_item", "meeting_date", "category", "report_from", "exemption", "contact", "reference",
        "subject", "wards", "terms_of_reference", "portfolio", "key_decision", "author",
        "period", "text",
    ],
    AsCode,
]  # fmt: skip
SectionKind = Annotated[
    Literal[
        "recommendations", "reasons", "purpose", "executive_summary", "background", "detail", "alternative_options",
        "financial_implications", "corporate_implications", "community_impact", "consultation", "conclusions",
        "background_papers", "text",
    ],
    AsCode,
]  # fmt: skip
Content = Literal[
    "counts", "priorities", "measures", "measure_pages", "exceptions", "exception_reports", "achievements", "projects",
    "milestones", "project_reports", "delivery_plan", "prioritisation", "money", "revenue", "capital", "savings",
    "housing_revenue_account", "collection_fund", "reserves", "debt_write_offs", "treasury", "risks", "risk_framework",
    "changes_proposed", "no_data", "changes", "highlights", "assessments", "balanced_scorecard", "limitations",
    "engagement", "indicator_sets", "partner_leads",
]  # fmt: skip
PaperContent = Annotated[Content, AsCode]

CONTENTS: Final[Mapping[Content, tuple[str, str]]] = {
    "counts": ("How the measures did", "how many measures have which status"),
    "priorities": (
        "The priorities",
        "for each priority its measures, its projects, the risks that bear on it and the money that pays for it",
    ),
    "measures": ("Performance measures", "the table of measures of each priority"),
    "measure_pages": ("Measures", "a page for each measure"),
    "exceptions": ("Exception reports", "how many exception reports there are, and which appendix they are in"),
    "exception_reports": ("Exception reports", "every exception report in full"),
    "achievements": (
        "Achievements",
        "what was achieved: targets regained or beaten, milestones and projects completed",
    ),
    "projects": ("Projects", "the totals, a table of all projects, and those added, completed, deleted and replaced"),
    "milestones": ("Milestones", "milestones that changed, are late or fall due soon, with what is proposed"),
    "project_reports": (
        "Projects",
        "each project with its milestones, and the measures and risks that share its place in the plan",
    ),
    "delivery_plan": (
        "Delivery plan progress",
        "projects and activities by priority and status, adding up to the total",
    ),
    "prioritisation": ("Prioritisation of projects", "candidate projects in the order of their scores"),
    "money": ("Money", "revenue, capital and savings; where the whole council's are shown, the tables below too"),
    "revenue": ("Revenue budget and forecast", "revenue by fund and service, and why budgets are over"),
    "capital": ("Capital programme and forecast", "the capital programme, scheme by scheme"),
    "savings": ("Savings and what is at risk", "the year's savings"),
    "housing_revenue_account": ("Housing Revenue Account", "that account as a table"),
    "collection_fund": ("Collection Fund", "council tax and business rates"),
    "reserves": ("Reserves", "what the council holds"),
    "debt_write_offs": ("Debts written off", "debts written off in the year"),
    "treasury": ("Treasury indicators", "borrowing and investment against their limits"),
    "risks": ("Risks and opportunities", "the committee's register with its movements, and the heat map"),
    "risk_framework": (
        "How risks are managed",
        "for a body that looks after the framework for risk as a whole: reviews done on time, what was done against "
        "risks, and changes to how they are scored",
    ),
    "changes_proposed": (
        "Changes proposed",
        "milestone dates and risk scores that the committee is asked to agree, highlighted",
    ),
    "no_data": ("Data not available", "measures without a figure, and why"),
    "changes": ("Changes since the last report", "measures, targets and figures that changed since the last paper"),
    "highlights": (
        "Achievements and underperformance",
        "what is recognised as an achievement, and what falls short, each item with the response to it",
    ),
    "assessments": (
        "Assessments",
        "for each part of the plan that the round assesses, the words signed off and its measures, projects and risks",
    ),
    "balanced_scorecard": (
        "Balanced scorecard",
        "the council as an organisation: the words signed off, and its measures by perspective",
    ),
    "limitations": (
        "Limitations",
        "what the figures cannot say: the limitations that assessments name, figures that may change or that are of "
        "another period, and measures that are not due",
    ),
    "engagement": ("Engagement", "who was asked in the period, what they said, and what changed because of it"),
    "indicator_sets": (
        "Indicator sets",
        "for each set that somebody outside asks for, its measures in this paper, with stretch targets and rewards",
    ),
    "partner_leads": (
        "Measures led by others",
        "for each accountable body, how many of the measures it leads have which status; where this is printed, the "
        "tables and pages of measures are of those that the council leads. The paper of a partnership is the other way "
        "round",
    ),
}
"""What a section or an appendix can contain: its usual heading, and its meaning."""

_CLEARED_BY = (
    "Who has to clear this text before the paper is final: a role in plain words (“finance partner”), the council's "
    "own word for one, or the title of a post (“Section 151 Officer”)."
)

_DETAIL: tuple[Content, ...] = (
    "counts", "priorities", "milestones", "exceptions", "achievements", "money", "risks", "risk_framework",
    "changes_proposed", "no_data", "changes",
)  # fmt: skip


class Numbering(Part):
    """How a paper's headings and paragraphs are numbered."""

    headings: Literal["1.0", "1.", "1", ""] = Field(
        "1.0", description='How the first heading is numbered; "" for headings without numbers.'
    )
    paragraphs: Literal["1.1", "1.", "1", "(1)", ""] = Field(
        "1.1", description='How the first paragraph is numbered; "" for paragraphs without numbers.'
    )
    restart: Literal["each heading", "never"] = Field(
        "each heading", description="Whether paragraphs start again at each heading or run through."
    )


class HeaderField(Part):
    """One line of the block at the top of a paper."""

    label: Words = Field(description="What is printed on the left.")
    holds: HeaderFact = Field(
        description="What is printed on the right; “text” for a line that is only written by hand."
    )
    default: str = Field("", description="What it says unless somebody writes something else.")


class ReportSubheading(Part):
    """An unnumbered heading inside a section."""

    heading: Words = Field(description="The words of the heading.")
    default: str = Field("", description="The paragraph under it unless somebody writes another.")
    cleared_by: str = Field("", description=_CLEARED_BY)


class ReportSection(Part):
    """A heading of a paper."""

    heading: Words = Field(description="The words of the heading.")
    holds: SectionKind = Field(
        "text", description="What the software puts there; “text” for a section that is only written by hand."
    )
    contents: tuple[PaperContent, ...] = Field(
        (),
        description="What is printed there in this order, after what somebody writes; the section that holds “detail” "
        "prints the usual contents when none are given.",
    )
    default: str = Field("", description="Its text unless somebody writes another.")
    subheadings: tuple[ReportSubheading, ...] = Field((), description="The unnumbered headings inside it.")
    cleared_by: str = Field("", description=_CLEARED_BY)
    numbered: bool = Field(True, description="False for a heading that stands without number among numbered ones.")

    @property
    def prints(self) -> tuple[Content, ...]:
        """What is printed there, in order."""
        return _DETAIL if self.holds == "detail" and not self.contents else self.contents

    @property
    def adds_to_text(self) -> bool:
        """Whether what is computed stands there whatever somebody writes above it."""
        return self.holds == "executive_summary" or bool(self.prints)


class ReportAppendix(Part):
    """A lettered appendix of a paper. It is always there, and says so where there is nothing to report."""

    title: Words = Field(description="What it is called.")
    letter: str = Field(
        "", pattern=r"^([A-Z0-9]{1,2})?$", description="Its letter; A, B, C and so on in printing order when left out."
    )
    contents: tuple[PaperContent, ...] = Field(min_length=1, description="What it contains, in this order.")


_APPENDICES = (
    ReportAppendix(title="Measures", contents=("measure_pages",)),
    ReportAppendix(title="Exception reports", contents=("exception_reports",)),
    ReportAppendix(title="Projects", contents=("project_reports",)),
)


class CommitteeReport(Part):
    """The layout of a committee's paper."""

    numbering: Numbering = Field(default_factory=Numbering, description="How headings and paragraphs are numbered.")
    header: tuple[HeaderField, ...] = Field(min_length=1, description="The block at the top, in printing order.")
    sections: tuple[ReportSection, ...] = Field(min_length=1, description="The headings, in printing order.")
    appendices: tuple[ReportAppendix, ...] = Field(
        _APPENDICES, description="The appendices, in printing order: measures, exception reports and projects."
    )

    @property
    def lettered(self) -> tuple[tuple[str, ReportAppendix], ...]:
        """The appendices with their letters."""
        return tuple((each.letter or chr(ord("A") + place), each) for place, each in enumerate(self.appendices))

    def appendix_with(self, content: Content) -> str:
        """ "Appendix B" for the first that contains it; empty where none does."""
        return next((f"Appendix {letter}" for letter, each in self.lettered if content in each.contents), "")

    def prints(self, content: Content) -> bool:
        """Whether it stands in any section or appendix."""
        return any(content in each.prints for each in self.sections) or bool(self.appendix_with(content))

    def section(self, holds: str) -> ReportSection | None:
        """The section that holds this; None where this council's paper has no such section."""
        return next((section for section in self.sections if section.holds == holds), None)

    def _subheadings(self, holds: str) -> tuple[str, ...]:
        section = self.section(holds)
        return tuple(sub.heading for sub in section.subheadings) if section else ()

    @property
    def corporate_implications(self) -> tuple[str, ...]:
        """The headings under corporate implications, in printing order."""
        return self._subheadings("corporate_implications")

    @property
    def community_impact(self) -> tuple[str, ...]:
        """The headings under community impact, in printing order."""
        return self._subheadings("community_impact")

    @property
    def clearances(self) -> tuple[tuple[str, str], ...]:
        """The headings whose text somebody has to clear, each with who, in printing order."""
        parts: list[ReportSection | ReportSubheading] = []
        for section in self.sections:
            parts += [section, *section.subheadings]
        return tuple((each.heading, each.cleared_by) for each in parts if each.cleared_by)

    @property
    def defaults(self) -> dict[str, str]:
        """Text that stands until somebody writes another, by header label, section heading or subheading."""
        labelled = [(field.label, field.default) for field in self.header]
        for section in self.sections:
            labelled.append((section.heading, section.default))
            labelled.extend((sub.heading, sub.default) for sub in section.subheadings)
        return {label: text for label, text in labelled if text}
