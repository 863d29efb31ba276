"""What may not be published: the marks that stand, and what of a paper, a risk or a project can be marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Model

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    AgendaItem,
    Assessment,
    BudgetLine,
    Engagement,
    Highlight,
    Marking,
    Paper,
    PlanElement,
    Project,
    ProjectVersion,
    Return,
    Risk,
    RiskStatement,
    Saving,
    SavingPosition,
    SavingVersion,
    ServicePlan,
    TrackedItem,
)
from goldenthread.reports import (
    assessment_records,
    marks,
    money_records,
    outcomes,
    risk_records,
    service_plan_records,
    tracked,
)
from goldenthread.reports.closed import NO_SUCH_WORDS, closed_engagements, closed_highlights, scope_of_words
from goldenthread.reports.due_items import scopes
from goldenthread.reports.marks import RETURN_PARTS, WHOLE, Marks
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.paper import build
from goldenthread.reports.paper_packs import appendix_name
from goldenthread.reports.project_records import as_read_by, project_record
from goldenthread.reports.project_records import scope_of as scope_of_project
from goldenthread.reports.records import Book, load, read_framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import Ground


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


def scope_of(thing: Model, on: date) -> Scope:
    """What a role has to be held over to reach a thing; the whole council for a thing of nobody's."""
    match thing:
        case Return():
            return scopes([thing.measure_id], on).get(thing.measure_id, Scope())
        case Project():
            return scope_of_project(ProjectVersion.objects.current().select_related("service").get(project=thing))
        case Risk():
            return risk_records.scope_of(RiskStatement.objects.current().select_related("service").get(risk=thing))
        case Paper() | AgendaItem():
            return Scope(body=thing.meeting.body_id)
        case TrackedItem():
            return Scope(body=thing.body_id)
        case Assessment():
            return assessment_records.scope_of(thing.element)
        case Highlight() | Engagement():
            return scope_of_words(thing, on)
    return _scope_of_other(thing, on)


def _scope_of_other(thing: Model, on: date) -> Scope:
    """The same for service plans and money."""
    match thing:
        case ServicePlan():
            return service_plan_records.scope_of(thing)
        case PlanElement():
            return service_plan_records.scope_of(ServicePlan.objects.select_related("service").get(plan=thing.plan_id))
        case BudgetLine():
            return money_records.scope_of(money_records.version_on(thing, on))
        case Saving():
            version = SavingVersion.objects.current().select_related("service").get(saving=thing)
            return Scope(service=version.service_id, directorate=version.service.directorate_id)
    return Scope()


def lines(*, reader: Actor) -> tuple[MarkLine, ...]:
    """The marks that stand on what the reader may read, the latest first.

    A fixed number of queries for returns, projects, risks and papers; one or two more for each mark on anything else.
    """
    reader.signed_in  # noqa: B018
    rows = list(marks.standing().select_related(*_RELATED, "recorded_by__person"))
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


_RELATED: Final = (
    "of_return__measure", "project", "risk", "paper__meeting", "assessment__element", "assessment__round",
    "service_plan__service", "service_plan__plan", "action__plan", "line", "saving", "item__meeting", "tracked",
    "highlight__round", "highlight__element", "engagement__element",
)  # fmt: skip


def _scopes(rows: Iterable[Marking], on: date) -> Mapping[int, Scope]:
    """What each marked thing belongs to, by the mark's primary key."""
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
        else:
            found[row.pk] = scope_of(row.thing, on)
    return found


def _what(row: Marking, book: Book, names: Names) -> str:
    if row.of_return is not None:
        period = book.measures[row.of_return.measure_id].named_period(row.of_return.starts, row.of_return.ends)
        return f"{row.of_return.measure.ref}, {period.label}: {RETURN_PARTS[row.part].lower()}"
    if row.project is not None:
        what = f"words and money of the update to {day_words(row.ends)}" if row.ends else "the whole project"
        return f"{row.project.ref}: {what}"
    if row.paper is not None:
        body, day = names.body(row.paper.meeting.body_id), day_words(row.paper.meeting.day)
        return f"“{row.part}” in the paper of {body}, {day}"
    if row.item is not None:
        body, day = names.body(row.item.meeting.body_id), day_words(row.item.meeting.day)
        return f"Item {row.item.number} of {body}, {day}: {marks.ITEM_PARTS[row.part].lower()}"
    return _other(row)


def _other(row: Marking) -> str:
    """What was marked of the plans, the money and the tracker, in words."""
    if row.assessment is not None:
        return f"Assessment of {row.assessment}: {row.part or 'all of it'}"
    if row.service_plan is not None:
        return f"{row.service_plan}: {row.part or 'all of it'}"
    if row.action is not None:
        return f"Action {row.action.code} of {row.action.plan.title}: {marks.ACTION_PARTS[row.part]}"
    if row.highlight is not None:
        return f"{row.highlight.kind.capitalize()}, {row.highlight.round.label}: “{row.highlight.text[:80]}”"
    if row.engagement is not None:
        return f"What {row.engagement.who} said on {day_words(row.engagement.day)}"
    if row.tracked is not None:
        return f"“{row.tracked}”: {marks.TRACKED_PARTS[row.part].lower()}"
    if row.ends is not None:
        return f"{row.line or row.saving}: the explanation to {day_words(row.ends)}"
    return f"Risk {row.risk}"


def find(pk: int, *, reader: Actor) -> Marking:
    """The mark, for whoever may read what it withholds; a refusal for everybody else, as if it were not there."""
    row = Marking.objects.select_related(*_RELATED).filter(pk=pk).first()
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


def of_project(ref: str, *, reader: Actor) -> tuple[Markable, ...]:
    """A project as a whole, and its updates, the newest first; a refusal where it is withheld from the reader."""
    (record,) = as_read_by(reader, (project_record(ref),)) or (None,)
    if record is None:
        raise Refusal("no_such_project", f"There is no project with the reference {ref}.")
    marked, key = marks.of_periods("project"), record.project.pk
    group = f"{record.project.ref} {record.version.title}"
    whole = Markable(f"project:{key}:", "The whole project", group, _label(marks.of_projects().get(key)))
    return (
        whole,
        *(
            Markable(
                f"project:{key}:{update.ends}",
                f"Words and money of the update to {day_words(update.ends)}",
                group,
                _label(marked.get((key, update.ends))),
            )
            for update in reversed(record.updates)
        ),
    )


def _label(ground: Ground | None) -> str:
    return ground.label if ground is not None else ""


def of_assessment(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """An assessment as a whole, and each of its sections that says something."""
    row = Assessment.objects.select_related("round", "element").filter(pk=pk).first()
    record = assessment_records.load(row.round, reader=reader).get(row.element_id) if row is not None else None
    if row is None or record is None or record.newest is None:
        raise assessment_records.NO_SUCH
    written = record.newest.sections
    named = {
        section.code: section.heading
        for section in assessment_records.framework_of(row.round).assessment.sections
        if written.get(section.code)
    }
    return _parts(f"assessment:{pk}", str(row), {WHOLE: "All of it"} | named, marks.of_things("assessment").get(pk))


def of_service_plan(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """A service plan as a whole, each of its sections, and each of its actions."""
    record = service_plan_records.one(reader=reader, pk=pk)
    title = record.service_plan.plan.title
    headings = {WHOLE: "All of it: what its sections and actions say"} | {each: each for each in record.sections}
    of_actions = marks.of_things("action")
    return (
        *_parts(f"service_plan:{pk}", title, headings, marks.of_things("service_plan").get(pk)),
        *(
            Markable(
                f"action:{action.element.pk}:{part}",
                f"{action.element.code} {action.words.title}: {words}",
                "Actions",
                _label(of_actions.get(action.element.pk, marks.NO_MARKS).get(part)),
            )
            for action in record.actions
            for part, words in marks.ACTION_PARTS.items()
        ),
    )


def of_line(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """The explanations of a budget line, the newest first."""
    found = money_records.line_records(reader.on, lines=[pk], reader=reader)
    marked = marks.of_periods("line")
    return tuple(
        Markable(
            f"line:{pk}:{position.ends}",
            f"Explanation of the figures to {day_words(position.ends)}",
            f"{record.line.code} {record.version.title}",
            _label(marked.get((pk, position.ends))),
        )
        for record in found
        for position in reversed(record.positions)
    )


def of_savings(*, reader: Actor) -> tuple[Markable, ...]:
    """The explanations of the savings that the reader may mark, the newest first."""
    versions = {
        row.saving_id: row
        for row in SavingVersion.objects.current().select_related("saving", "service").order_by("saving__ref")
        if reader.may("withhold", Scope(service=row.service_id, directorate=row.service.directorate_id))
    }
    marked = marks.of_periods("saving")
    rows = SavingPosition.objects.current().filter(saving__in=versions).order_by("-ends", "saving__ref")
    return tuple(
        Markable(
            f"saving:{row.saving_id}:{row.ends}",
            f"Explanation to {day_words(row.ends)}",
            f"{versions[row.saving_id].saving.ref} {versions[row.saving_id].title}",
            _label(marked.get((row.saving_id, row.ends))),
        )
        for row in rows
    )


def of_item(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """An agenda item: what is said of it, and its title."""
    record = outcomes.record_of(pk, reader=reader)
    return _parts(f"item:{pk}", record.heading, marks.ITEM_PARTS, marks.of_things("item").get(pk))


def of_highlight(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """Something recognised in a round, as a whole."""
    row = Highlight.objects.current().filter(pk=pk).select_related("round", "element").first()
    if row is None or pk in closed_highlights(reader):
        raise NO_SUCH_WORDS
    named = {WHOLE: f"{row.kind.capitalize()} and the response: “{row.text[:80]}”"}
    return _parts(f"highlight:{pk}", row.round.label, named, marks.of_things("highlight").get(pk))


def of_engagement(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """An entry of the engagement log, as a whole."""
    row = Engagement.objects.current().filter(pk=pk).select_related("element").first()
    if row is None or pk in closed_engagements(reader):
        raise NO_SUCH_WORDS
    named = {WHOLE: f"Who was asked, what they said and what changed: {row.who}, {day_words(row.day)}"}
    return _parts(f"engagement:{pk}", "Engagement log", named, marks.of_things("engagement").get(pk))


def of_tracked(pk: int, *, reader: Actor) -> tuple[Markable, ...]:
    """A tracked item: what is asked, and the answer."""
    line = tracked.tracked_page(pk, reader=reader, on=reader.on).line
    return _parts(f"tracked:{pk}", line.text[:80], marks.TRACKED_PARTS, marks.of_things("tracked").get(pk))


def _parts(key: str, group: str, parts: Mapping[str, str], marked: Marks | None) -> tuple[Markable, ...]:
    found = marked or marks.NO_MARKS
    return tuple(Markable(f"{key}:{part}", name, group, _label(found.get(part))) for part, name in parts.items())
