"""Everything a committee's paper is written from, read at one moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Prefetch, Q

from goldenthread.access import Actor
from goldenthread.models.council import Council
from goldenthread.models.cycles import (
    DueItem,
    ExceptionReport,
    ExceptionVersion,
    Paper,
    PaperText,
    PromisedAction,
    Waiver,
)
from goldenthread.models.finance import BudgetLineVersion, BudgetUse
from goldenthread.models.governance import Remit
from goldenthread.models.organisation import PostHolding
from goldenthread.models.plans import PlanElement
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.finance import PaperMoney, paper_money
from goldenthread.reports.homes import Home, Place, homes, path, places
from goldenthread.reports.measure_sets import bodies_on
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.paper_risks import PaperRisks, gather_risks
from goldenthread.reports.projects import ProjectLine, project_lines
from goldenthread.reports.records import Book, FrameworkInForce, load, put_as_locked
from goldenthread.reports.remits import looks_at, theirs_in
from goldenthread.reports.results import Result, not_due, reported_period, result
from goldenthread.reports.round_items import ProjectException, project_exceptions, waived_updates
from goldenthread.rules.bodies import PARTNERSHIP, in_a_sentence
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import Frequency, Period, custom, period_containing

FREQUENCIES: Final[tuple[Frequency, ...]] = ("quarter", "month", "half", "year")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a post: papers print the title; the name too where it is senior and the council prints names."""

    title: str
    name: str
    is_senior: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """An exception report as it stands: its latest words, if there are any, and its waiver, if it was waived."""

    exception: ExceptionReport | None
    version: ExceptionVersion | None
    waiver: Waiver | None
    item: DueItem
    result: Result

    @property
    def is_complete(self) -> bool:
        return self.exception is not None and self.exception.state == "complete" and self.version is not None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper is written from. `results` are in printing order: by priority, then by reference. `elements` are the
    parts of the plan whose assessments the body gets.

    `before` are the results of the period before, by measure, where there was a figure. `tops` are the parts of the
    plan at its top that are in force, in printing order; `top_of` says under which of them an element is (what follows
    the one above it, where that is over), and `paid` what under each of them a budget line pays for. `untold_waivers`
    let the paper go without a project's update, by project. `looks_at` are the kinds of things that the remit gives the
    body. `led_by` is the accountable body of each measure that a partner leads.
    """

    council: Council
    paper: Paper
    reader: Actor
    span: Period
    on: date
    known_at: datetime
    book: Book
    in_force: FrameworkInForce
    body_name: str
    looks_at: frozenset[str]
    remit: Remit | None
    names: Names
    results: tuple[Result, ...]
    before: Mapping[int, Result]
    counts: Counts
    led_by: Mapping[int, str]
    homes: Mapping[int, Home]
    projects: tuple[ProjectLine, ...]
    risks: PaperRisks
    money: PaperMoney
    own_services_only: bool
    paid: Mapping[int, frozenset[int]]
    tops: tuple[Place, ...]
    elements: frozenset[int]
    top_of: Mapping[int, int]
    items: Mapping[int, DueItem]
    explained: tuple[Explained, ...]
    missing_waivers: Mapping[int, Waiver]
    explained_projects: tuple[ProjectException, ...]
    untold_waivers: Mapping[int, Waiver]
    holders: Mapping[int, Holder]
    heads: Mapping[int, Holder]
    texts: Mapping[str, str]

    @property
    def body(self) -> str:
        """The body in a sentence of its own paper: "the Committee", "Cabinet"."""
        return in_a_sentence(self.body_name)

    @property
    def framework(self) -> Framework:
        return self.in_force.framework

    @property
    def in_detail(self) -> tuple[Result, ...]:
        """The measures told in full: all, or where partners' are summed up the council's; to a partnership, theirs."""
        if not self.framework.committee_report.prints("partner_leads"):
            return self.results
        theirs = self.paper.meeting.body.kind == PARTNERSHIP
        return tuple(each for each in self.results if (each.measure_id in self.led_by) == theirs)

    def officer(self, person_id: int) -> str:
        """How an officer is printed: the job title, with the name where it is senior."""
        return printed(self.holders.get(person_id), names=self.council.print_names)

    def head_of(self, service_id: int) -> str:
        """How the head of a service is printed."""
        return printed(self.heads.get(service_id), names=self.council.print_names)

    def service(self, each: Result) -> str:
        return self.names.service(each.service_id)


def printed(holder: Holder | None, *, names: bool) -> str:
    """ "Head of Waste Services (Priya Nair)", the title alone below that level, or that the post is vacant."""
    if holder is None:
        return "Post vacant"
    return f"{holder.title} ({holder.name})" if holder.is_senior and names else holder.title


def span_of(paper: Paper) -> Period:
    """The round's span as a period, by its usual name where it is one of the financial calendar's."""
    starts, ends = paper.round.starts, paper.round.ends
    for frequency in FREQUENCIES:
        period = period_containing(ends, frequency, "financial")
        if (period.start, period.end) == (starts, ends):
            return period
    return custom(starts, ends)


def gather(paper: Paper, *, reader: Actor, on: date, known_at: datetime) -> PaperFacts:
    """Read what the paper of one body at one meeting says, as known at a moment by a reader."""
    span = span_of(paper)
    meeting = paper.meeting
    theirs = theirs_in(paper, known_at)
    book = load(
        reader=reader,
        known_at=known_at,
        measures=theirs.measures,
        since=span.start.replace(year=span.start.year - 3),
        benchmarks=True,
    )
    put_as_locked(book, paper.locked_at)
    known = places(known_at)
    top_of = _tops_in_force(known, span.end, on)
    placed = homes(on, known_at)
    under = {pk: known[top_of[home.place.element_id]] for pk, home in placed.items() if home.place.element_id in top_of}
    entered = paper.deadlines.filter(stage="entered").first()
    results = _results(book, theirs.measures, span, on, entered.due if entered else None, under)
    items = {
        item.place.pk: item
        for item in DueItem.objects.filter(round=paper.round_id, of_return__measure__in=theirs.measures).select_related(
            "of_return__measure", "paper"
        )
    }
    services = _services(theirs.budgets, known_at)
    lines = project_lines(reader=reader, on=on, known_at=known_at, span=span)
    projects = tuple(line for line in lines if line.pk in theirs.projects)
    holders, heads = _holders(on)
    remits = Remit.objects.as_at(known_at).filter(body=meeting.body_id, effective_from__lte=meeting.day)
    texts = PaperText.objects.as_at(known_at).filter(paper=paper).first()
    waivers = Waiver.objects.as_at(known_at).filter(item__round=paper.round_id).select_related("recorded_by__person")
    by_what = {(waiver.item_id, waiver.what): waiver for waiver in waivers}
    return PaperFacts(
        council=Council.objects.get(),
        paper=paper,
        reader=reader,
        span=span,
        on=on,
        known_at=known_at,
        book=book,
        in_force=book.framework(span.end),
        looks_at=looks_at(paper, known_at),
        body_name=names_on(meeting.day, known_at).body(meeting.body_id),
        remit=remits.order_by("-effective_from").first(),
        names=names_on(on, known_at),
        results=results,
        before=_before(book, results, on),
        counts=count(results, book.framework(span.end).words),
        led_by={pk: name for pk, name in bodies_on(span.end, known_at).items() if name},
        homes=placed,
        projects=projects,
        risks=gather_risks(reader=reader, on=on, known_at=known_at, body=meeting.body_id, risks=theirs.risks),
        money=paper_money(reader=reader, on=span.end, known_at=known_at, services=services),
        own_services_only=services is not None,
        paid=_paid(span.end, known_at, top_of, placed, projects),
        tops=tuple(sorted({known[top] for top in top_of.values()}, key=_printing_order)),
        elements=theirs.elements,
        top_of=top_of,
        items=items,
        explained=_explained(results, items, known_at, by_what),
        missing_waivers={item_id: waiver for (item_id, what), waiver in by_what.items() if what == "return"},
        explained_projects=project_exceptions(paper, reader=reader, on=on, known_at=known_at),
        untold_waivers={
            waiver.item.project_id: waiver
            for waiver in waived_updates(paper, known_at).values()
            if waiver.item.project_id is not None
        },
        holders=holders,
        heads=heads,
        texts=texts.texts if texts else {},
    )


def _results(
    book: Book,
    theirs: Collection[int],
    span: Period,
    on: date,
    deadline: date | None,
    under: Mapping[int, Place],
) -> tuple[Result, ...]:
    found = []
    for record in book.measures.values():
        if record.measure.pk not in theirs:  # it is only part of one that is
            continue
        standing = record.standing(span.end)
        if standing is not None and standing.state in ("retired", "proposed"):
            continue
        if record.definitions[0].effective_from > span.end:
            continue
        period = reported_period(record, span)
        found.append(
            not_due(book, record, span) if period is None else result(book, record, period, on=on, deadline=deadline)
        )

    def place(each: Result) -> tuple[bool, int, str, str]:
        top = under.get(each.measure_id)
        return (top is None, *(_printing_order(top) if top else (0, "")), each.ref)

    return tuple(sorted(found, key=place))


def _before(book: Book, results: tuple[Result, ...], on: date) -> dict[int, Result]:
    """Each measure as it was judged for the period before, where there was a figure."""
    found = {}
    for each in results:
        record = book.measures[each.measure_id]
        before = record.previous(each.period)
        if (before.start, before.end) in record.points:
            found[each.measure_id] = result(book, record, before, on=on)
    return found


def _tops_in_force(known: Mapping[int, Place], ended: date, on: date) -> dict[int, int]:
    """The part of the plan at its top that each element is under, by primary keys: on a day what follows the one above
    it, where that one is over; nothing where it was over before the period `ended`, and nothing follows."""
    rows = PlanElement.objects.filter(parent=None, pk__in=known).select_related("plan").order_by("position", "code")
    tops = {top.pk: top for top in rows}
    followed_by = {top.predecessor_id: top for top in reversed(tops.values()) if top.starts <= on}
    found: dict[int, int] = {}
    for element in known:
        top = tops[path(element, known)[0].element_id]
        while _last_day(top) < on and (after := followed_by.get(top.pk)) and _last_day(after) > _last_day(top):
            top = after
        if top.starts <= on and _last_day(top) >= ended:
            found[element] = top.pk
    return found


def _last_day(element: PlanElement) -> date:
    return element.ends or element.plan.ends


def _printing_order(top: Place) -> tuple[int, str]:
    return top.position, top.code


def _services(lines: Collection[int], known_at: datetime) -> set[int] | None:
    """The services of budget lines; None where that is every line there is, and so the whole council's money."""
    rows = dict(BudgetLineVersion.objects.as_at(known_at).order_by("effective_from").values_list("line", "service"))
    return None if rows.keys() <= set(lines) else {service for line, service in rows.items() if line in lines}


def _paid(
    on: date,
    known_at: datetime,
    top_of: Mapping[int, int],
    homes_of: Mapping[int, Home],
    projects: tuple[ProjectLine, ...],
) -> dict[int, frozenset[int]]:
    """The budget lines that pay for an element, a measure or a project under each part of the plan at its top."""
    of_projects = {line.pk: line.home for line in projects if line.home}
    found: dict[int, set[int]] = {}
    rows = BudgetUse.objects.as_at(known_at).filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
    for line, element, measure, project in rows.values_list("line_id", "element_id", "measure_id", "project_id"):
        home = homes_of.get(measure) if measure else of_projects.get(project) if project else None
        top = top_of.get(element or (home.place.element_id if home else 0))
        if top is not None:
            found.setdefault(top, set()).add(line)
    return {top: frozenset(lines) for top, lines in found.items()}


def _explained(
    results: tuple[Result, ...],
    items: Mapping[int, DueItem],
    known_at: datetime,
    waivers: Mapping[tuple[int, str], Waiver],
) -> tuple[Explained, ...]:
    versions = Prefetch(
        "versions",
        queryset=ExceptionVersion.objects.as_at(known_at).prefetch_related(
            Prefetch("actions", queryset=PromisedAction.objects.select_related("owner"))
        ),
    )
    exceptions = {
        exception.item_id: exception
        for exception in ExceptionReport.objects.filter(item__in=list(items.values())).prefetch_related(versions)
    }
    found = []
    for each in results:
        item = items.get(each.observation.return_id) if each.observation else None
        exception = exceptions.get(item.pk) if item else None
        if item is None or exception is None:
            continue
        version = next(iter(exception.versions.all()), None)
        found.append(Explained(exception, version, waivers.get((item.pk, "exception")), item, each))
    return tuple(found)


def _holders(on: date) -> tuple[dict[int, Holder], dict[int, Holder]]:
    """Who holds which post on a day: by person, and the senior post of each service by service."""
    holdings = (
        PostHolding.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
        .select_related("post", "person")
        .order_by("starts")
    )
    by_person: dict[int, Holder] = {}
    heads: dict[int, Holder] = {}
    for holding in holdings:
        post = holding.post
        holder = Holder(post.title, holding.person.name, post.is_senior)
        by_person[holding.person_id] = holder
        if post.is_senior and post.service_id is not None:
            heads[post.service_id] = holder
    return by_person, heads
