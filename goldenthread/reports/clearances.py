"""The implications of a paper that officers have to clear: what each says, who clears it, and whether it is cleared.

A clearance holds for exactly the words it was given for. Whoever edits them reopens it, and nothing has to be reset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import Q
from django.utils.timezone import localtime

from goldenthread.access import Actor, Scope
from goldenthread.models import Clearance, Deadline, Paper, PaperText, Post, PostHolding, RoleAssignment
from goldenthread.reports import marks
from goldenthread.reports.names import names_on
from goldenthread.reports.reading import read_once
from goldenthread.reports.records import read_framework
from goldenthread.reports.risk_records import posts_held
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_words import listed
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

State = Literal["waiting", "changed", "cleared", "sent_back"]

STATE_WORDS: Final[Mapping[State, str]] = {
    "waiting": "Waiting to be cleared",
    "changed": "Changed since it was looked at",
    "cleared": "Cleared",
    "sent_back": "Sent back",
}

NO_SUCH_PAPER: Final = Refusal(
    "no_such_paper",
    "There is no such paper, or nothing in it is yours to clear. Ask the committee clerk about it.",
)


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    """One text that has to be cleared. `office` is who clears it, `text` what it says now.

    Of the last word on it: `by_id` and `by` are who gave it, `day` when, `note` why it was sent back, and `before` what
    the text said then, where it says something else now. `vacant` is true where nobody is in that office.
    """

    heading: str
    office: str
    text: str
    state: State
    by_id: int | None = None
    by: str = ""
    day: date | None = None
    note: str = ""
    before: str = ""
    vacant: bool = False

    @property
    def is_cleared(self) -> bool:
        return self.state == "cleared"

    @property
    def waits(self) -> bool:
        """Whether it waits for the officer, not for whoever writes the text."""
        return self.state in ("waiting", "changed")

    @property
    def word(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def missing(self) -> str:
        """What is to be done about it; empty once it is cleared."""
        if self.is_cleared:
            return ""
        if self.state == "sent_back":
            return f"“{self.heading}” was sent back by the {self.office}: {self.note} Change the text."
        if self.vacant:
            return (
                f"“{self.heading}” is cleared by the {self.office}, and nobody here is. Under Set up, Posts, add that "
                "post and say who holds it."
            )
        return f"“{self.heading}” is not cleared by the {self.office} yet. Ask for it to be cleared."


def text_under(framework: Framework, texts: Mapping[str, str], heading: str) -> str:
    """What a paper prints under a heading or subheading that people write: their text, or what stands without one."""
    layout = framework.committee_report
    return texts.get(heading) or layout.defaults.get(heading) or _known(framework, heading)


def _known(framework: Framework, heading: str) -> str:
    if any(heading == section.heading for section in framework.committee_report.sections):
        return "None."
    plan = framework.plan.name
    if plan.split()[0] in heading:
        return f"This report shows progress against the measures of the {plan} that are this Committee's."
    return "None directly."


def clearances(
    paper: Paper, framework: Framework, texts: Mapping[str, str], known_at: datetime | None
) -> tuple[ClearanceLine, ...]:
    """Every text of a paper that somebody has to clear, in printing order, as known at a moment."""
    wanted = framework.committee_report.clearances
    if not wanted:
        return ()
    given = {
        row.heading: row
        for row in Clearance.objects.as_at(known_at).filter(paper=paper).select_related("recorded_by__person")
    }
    return tuple(
        _line(heading, office, text_under(framework, texts, heading), given.get(heading)) for heading, office in wanted
    )


def _line(heading: str, office: str, text: str, row: Clearance | None) -> ClearanceLine:
    if row is None:
        return ClearanceLine(heading, office, text, "waiting")
    person = row.recorded_by.person
    state: State = "changed" if row.text != text else "cleared" if row.cleared else "sent_back"
    return ClearanceLine(
        heading=heading,
        office=office,
        text=text,
        state=state,
        by_id=person.pk,
        by=person.name,
        day=localtime(row.recorded_at).date(),
        note=row.reason,
        before=row.text if state == "changed" else "",
    )


def cleared_words(line: ClearanceLine, name: str) -> str:
    """ "Cleared by the Section 151 Officer, 3 August 2026." `name` is printed too where it is not empty."""
    who = f"{line.office} ({name})" if name else line.office
    return f"Cleared by the {who}, {day_words(line.day)}." if line.day is not None else ""


# Who clears -----------------------------------------------------------------------------------------------------------


def headings_of(reader: Actor, paper: Paper) -> frozenset[str]:
    """The headings of a paper that are the reader's to clear: by a role that reaches its body, or a post they hold."""
    framework = read_framework(paper.round.framework).framework
    wanted = framework.committee_report.clearances
    roles = {office: framework.role_called(office) for _, office in wanted}
    titles = _titles(reader) if not all(roles.values()) else frozenset()
    scope = Scope(body=paper.meeting.body_id)
    reached = {grant.role for grant in reader.grants if grant.reaches(scope)}
    return frozenset(
        heading
        for heading, office in wanted
        if (roles[office] in reached if roles[office] else office.casefold() in titles)
    )


@read_once
def _titles(reader: Actor) -> frozenset[str]:
    """The titles of the posts somebody holds, in small letters."""
    held = Post.objects.filter(pk__in=posts_held(reader)).values_list("title", flat=True)
    return frozenset(title.casefold() for title in held)


# The page -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClearancePage:
    """A paper's texts that have to be cleared; `mine` are the headings that are the reader's to clear now."""

    pk: int
    title: str
    body: str
    meeting: date
    lead: str
    lines: tuple[ClearanceLine, ...]
    mine: frozenset[str]
    sees_draft: bool
    may_edit: bool


def find(pk: int, *, reader: Actor) -> Paper:
    """A paper that the reader drafts or clears something of."""
    paper = Paper.objects.select_related("meeting__body", "round__framework").filter(pk=pk).first()
    if paper is None or not (_sees_draft(reader, paper) or headings_of(reader, paper)):
        raise NO_SUCH_PAPER
    return paper


def _sees_draft(reader: Actor, paper: Paper) -> bool:
    return reader.may("see_working", Scope(body=paper.meeting.body_id))


def lines_of(paper: Paper, *, on: date | None = None) -> tuple[ClearanceLine, ...]:
    """Every text of a paper that somebody has to clear, as it is now; with a day, which offices are vacant on it."""
    written = PaperText.objects.current().filter(paper=paper).first()
    framework = read_framework(paper.round.framework).framework
    lines = clearances(paper, framework, written.texts if written else {}, None)
    if on is None:
        return lines
    return tuple(replace(line, vacant=line.waits and _is_vacant(line.office, framework, on)) for line in lines)


def _is_vacant(office: str, framework: Framework, on: date) -> bool:
    role = framework.role_called(office)
    if role:
        return not RoleAssignment.objects.in_force(on).filter(role=role).exists()
    held = PostHolding.objects.filter(post__title__iexact=office, starts__lte=on)
    return not held.filter(Q(ends__isnull=True) | Q(ends__gte=on)).exists()


def clearance_page(paper: Paper, *, reader: Actor) -> ClearancePage:
    """Everything the page of a paper's clearances shows."""
    offices = headings_of(reader, paper)
    lines = tuple(_open_to(reader, paper, offices, lines_of(paper, on=reader.on)))
    return ClearancePage(
        pk=paper.pk,
        title=f"Performance report: {paper.round.label}",
        body=names_on(paper.meeting.day).body(paper.meeting.body_id),
        meeting=paper.meeting.day,
        lead=_lead(lines, paper.deadlines.filter(stage="dispatched").first()),
        lines=lines,
        mine=offices if paper.state == "drafted" else frozenset(),
        sees_draft=_sees_draft(reader, paper),
        may_edit=paper.state == "drafted" and reader.may("edit_papers", Scope(body=paper.meeting.body_id)),
    )


def _open_to(
    reader: Actor, paper: Paper, offices: frozenset[str], lines: tuple[ClearanceLine, ...]
) -> Iterator[ClearanceLine]:
    """The lines without texts that are withheld from the reader: whoever clears a text reads it."""
    closed = {} if reader.may_read_withheld(Scope(body=paper.meeting.body_id)) else marks.of_paper(paper)
    sections = read_framework(paper.round.framework).framework.committee_report.sections
    within = {sub.heading: section.heading for section in sections for sub in section.subheadings}
    for line in lines:
        ground = closed.get(line.heading) or closed.get(within.get(line.heading, ""))
        if ground is None or line.heading in offices:
            yield line
        else:
            yield replace(line, text=ground.omission, before="", note="")


def _lead(lines: tuple[ClearanceLine, ...], dispatch: Deadline | None) -> str:
    open_ = [line for line in lines if not line.is_cleared]
    if not lines:
        return ""
    if not open_:
        return "Every text is cleared."
    until = f"; the papers go out by {day_words(dispatch.due)}" if dispatch is not None else ""
    return f"{len(open_)} of {len(lines)} texts {'is' if len(open_) == 1 else 'are'} not cleared yet{until}."


@dataclass(frozen=True, slots=True)
class ClearanceTask:
    """What of one paper waits for the reader."""

    paper: int
    body: str
    meeting: date
    headings: str
    count: int


def waiting_for(reader: Actor) -> Iterator[ClearanceTask]:
    """Papers of open rounds whose text is written and waits for the reader to clear it."""
    if reader.person_id is None:
        return
    written = PaperText.objects.current().filter(paper__round__closed_at__isnull=True, paper__state="drafted")
    for text in written.select_related("paper__meeting", "paper__round__framework"):
        paper = text.paper
        mine = headings_of(reader, paper)
        if not mine:
            continue
        lines = clearances(paper, read_framework(paper.round.framework).framework, text.texts, None)
        headings = [line.heading for line in lines if line.waits and line.heading in mine]
        if headings:
            body = names_on(reader.on).body(paper.meeting.body_id)
            yield ClearanceTask(paper.pk, body, paper.meeting.day, listed(headings), len(headings))
