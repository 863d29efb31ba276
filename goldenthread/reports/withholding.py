"""What may not be published: the marks that stand, and what of a paper, a risk or a project can be marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor, Scope
from goldenthread.models.cycles import Paper
from goldenthread.models.markings import Marking
from goldenthread.models.projects import Project, ProjectVersion
from goldenthread.models.returns import Return
from goldenthread.models.risks import Risk, RiskStatement
from goldenthread.reports import marks, risk_records
from goldenthread.reports.due_items import scopes
from goldenthread.reports.marks import RETURN_PARTS
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.paper import build
from goldenthread.reports.paper_packs import appendix_name
from goldenthread.reports.project_records import project_record
from goldenthread.reports.project_records import scope_of as scope_of_project
from goldenthread.reports.records import Book, load, read_framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark that stands. `label` is its class, `ground` why it is withheld."""

    pk: int
    what: str
    label: str
    ground: str
    by: str
    at: datetime
    may_lift: bool


@dataclass(frozen=True, slots=True)
class Markable:
    """Something that can be marked. `key` names it in a form; `label` says its class where it is marked."""

    key: str
    name: str
    group: str
    label: str = ""


def scope_of(thing: Return | Project | Risk | Paper | None, on: date) -> Scope:
    """What a role has to be held over to reach a thing; the whole council for a thing of nobody's."""
    if isinstance(thing, Return):
        return scopes([thing.measure_id], on).get(thing.measure_id, Scope())
    if isinstance(thing, Project):
        return scope_of_project(ProjectVersion.objects.current().select_related("service").get(project=thing))
    if isinstance(thing, Risk):
        return risk_records.scope_of(RiskStatement.objects.current().select_related("service").get(risk=thing))
    return Scope(body=thing.meeting.body_id) if thing is not None else Scope()


def lines(*, reader: Actor) -> tuple[MarkLine, ...]:
    """The marks that stand on what the reader may read, the latest first: a fixed number of queries."""
    reader.signed_in  # noqa: B018
    rows = list(
        marks.standing().select_related(
            "of_return__measure", "project", "risk", "paper__meeting", "recorded_by__person"
        )
    )
    reach = _scopes(rows, reader.on)
    seen = [row for row in rows if reader.may_read_withheld(reach[row.pk])]
    book = load(reader=reader, measures={row.of_return.measure_id for row in seen if row.of_return is not None})
    names = names_on(reader.on)
    return tuple(
        MarkLine(
            pk=row.pk,
            what=_what(row, book, names),
            label=row.ground.label,
            ground=row.ground.interest or row.ground.source,
            by=row.recorded_by.person.name,
            at=row.recorded_at,
            may_lift=reader.may("withhold", reach[row.pk]),
        )
        for row in seen
    )


def _scopes(rows: Iterable[Marking], on: date) -> Mapping[int, Scope]:
    """What each marked thing belongs to, by the mark's primary key: three queries."""
    rows = list(rows)
    measures = scopes({row.of_return.measure_id for row in rows if row.of_return is not None}, on)
    versions = ProjectVersion.objects.current().filter(project__in=[row.project_id for row in rows if row.project_id])
    projects = {each.project_id: scope_of_project(each) for each in versions.select_related("service")}
    statements = RiskStatement.objects.current().filter(risk__in=[row.risk_id for row in rows if row.risk_id])
    risks = {each.risk_id: risk_records.scope_of(each) for each in statements.select_related("service")}
    found: dict[int, Scope] = {}
    for row in rows:
        if row.of_return is not None:
            found[row.pk] = measures.get(row.of_return.measure_id, Scope())
        elif row.project_id is not None:
            found[row.pk] = projects[row.project_id]
        elif row.risk_id is not None:
            found[row.pk] = risks[row.risk_id]
        elif row.paper is not None:
            found[row.pk] = Scope(body=row.paper.meeting.body_id)
    return found


def _what(row: Marking, book: Book, names: Names) -> str:
    if row.of_return is not None:
        period = book.measures[row.of_return.measure_id].named_period(row.of_return.starts, row.of_return.ends)
        return f"{row.of_return.measure.ref}, {period.label}: {RETURN_PARTS[row.part].lower()}"
    if row.project is not None and row.ends is not None:
        return f"{row.project.ref}: words and money of the update to {day_words(row.ends)}"
    if row.paper is not None:
        body, day = names.body(row.paper.meeting.body_id), day_words(row.paper.meeting.day)
        return f"“{row.part}” in the paper of {body}, {day}"
    return f"Risk {row.risk}"


def find(pk: int, *, reader: Actor) -> Marking:
    """The mark, for whoever may read what it withholds; a refusal for everybody else, as if it were not there."""
    row = Marking.objects.select_related("of_return", "project", "risk", "paper__meeting").filter(pk=pk).first()
    if row is None or not reader.may_read_withheld(_scopes([row], reader.on)[row.pk]):
        raise Refusal("no_such_mark", "There is no such mark for you to see.")
    return row


# What can be marked ---------------------------------------------------------------------------------------------------


def of_paper(paper: Paper, *, reader: Actor, now: datetime) -> tuple[Markable, ...]:
    """The returns of a paper with their parts, and its header lines, headings and appendices."""
    own = marks.of_paper(paper)
    document = build(paper, reader=reader, on=reader.on, known_at=now, stamp="").document
    layout = read_framework(paper.round.framework).framework.committee_report
    headings = [*(each.label for each in layout.header)]
    for section in layout.sections:
        headings += [section.heading, *(sub.heading for sub in section.subheadings)]
    return (
        *_returns(paper, reader),
        *(_of_paper(paper, heading, heading, "The paper’s own text", own) for heading in headings),
        *(
            _of_paper(paper, appendix_name(each), f"{appendix_name(each)}: {each.title}", "Appendices", own)
            for each in document.appendices
        ),
    )


def _of_paper(paper: Paper, part: str, name: str, group: str, own: marks.Marks) -> Markable:
    return Markable(f"paper:{paper.pk}:{part}", name, group, own[part].label if part in own else "")


def _returns(paper: Paper, reader: Actor) -> Iterator[Markable]:
    items = list(paper.items.filter(of_return__isnull=False).select_related("of_return__measure"))
    book = load(reader=reader, measures=[item.place.measure_id for item in items])
    for item in items:
        place = item.place
        record = book.measures[place.measure_id]
        period = record.named_period(place.starts, place.ends)
        name = f"{record.ref} {record.definition(place.ends).title}, {period.label}"
        marked = record.marks.get((place.starts, place.ends), {})
        for part, words in RETURN_PARTS.items():
            label = marked[part].label if part in marked else ""
            yield Markable(f"return:{place.pk}:{part}", words, name, label)


def of_risk(ref: str, *, reader: Actor) -> tuple[Markable, ...]:
    """A risk, as a whole."""
    record = risk_records.one(reader=reader, ref=ref)
    marked = marks.of_risks().get(record.risk.pk)
    name = f"{ref} {record.statement.title}"
    return (Markable(f"risk:{record.risk.pk}:", name, "Risk", marked.label if marked else ""),)


def of_project(ref: str) -> tuple[Markable, ...]:
    """A project's updates, the newest first."""
    record = project_record(ref)
    marked = marks.of_updates()
    return tuple(
        Markable(
            f"project:{record.project.pk}:{update.ends}",
            f"Words and money of the update to {day_words(update.ends)}",
            f"{record.project.ref} {record.version.title}",
            marked[record.project.pk, update.ends].label if (record.project.pk, update.ends) in marked else "",
        )
        for update in reversed(record.updates)
    )
