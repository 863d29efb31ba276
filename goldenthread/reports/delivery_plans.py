"""Delivery plans: a year's selection of projects and key activities, by objective, version by version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import DeliveryPlan, DeliveryPlanVersion, PlanElement, Prioritisation
from goldenthread.reports.card_scope import Part, Tree, tree
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.plan_counts import plan_counts
from goldenthread.reports.prioritisation import ranking
from goldenthread.reports.project_records import ProjectRecord
from goldenthread.reports.projects import ProjectBook, ProjectLine
from goldenthread.reports.results import Result
from goldenthread.reports.risk_records import load
from goldenthread.reports.risks import RiskLine, lines_of
from goldenthread.rules.delivery import by_concern
from goldenthread.rules.money_words import year_words
from goldenthread.rules.periods import day_words
from goldenthread.rules.prioritisation import Ranked
from goldenthread.rules.refusals import Refusal

UNTRACED = "Nothing in the plan"


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was proposed. `approval` says by whom and when it was approved, or is empty."""

    number: int
    projects: frozenset[int]
    reason: str
    proposed: str
    ranking: str
    ranking_pk: int | None
    approval: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A project of a version: how it stands, its objective, and the measures and risks of the parts that it serves.

    `place` is its place in the ranking that led to the version, or empty.
    """

    line: ProjectLine
    objective: str
    part: str
    place: str
    measures: tuple[Result, ...]
    risks: tuple[RiskLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version has and another has not: references with titles."""

    since: int
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """One delivery plan at a version. `groups` are by objective; `untraced` serve nothing in the plan any more;
    `empty` are objectives that no project of it serves; `changes` what happened in the year; `beside` what was added
    in the year and is not in this version.
    """

    pk: int
    title: str
    year: str
    plan: str
    plan_pk: int
    body: str
    lead: str
    shown: Version
    versions: tuple[Version, ...]
    groups: tuple[tuple[str, tuple[Chosen, ...]], ...]
    untraced: tuple[str, ...]
    empty: tuple[str, ...]
    changes: tuple[str, ...]
    beside: tuple[str, ...]
    difference: Difference | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A delivery plan in the list."""

    pk: int
    title: str
    year: str
    plan: str
    standing: str
    projects: int


def delivery_plans(*, reader: Actor, on: date) -> tuple[Listed, ...]:
    """Every delivery plan, the newest year first."""
    reader.signed_in  # noqa: B018  # plans are for everybody who is signed in
    names = names_on(on)
    rows = DeliveryPlan.objects.select_related("plan").prefetch_related(
        "versions__approval__decision", "versions__entries", "versions__ranking"
    )
    found = []
    for row in rows:
        versions = [_version(one, names) for one in row.versions.all()]
        found.append(
            Listed(
                row.pk,
                row.title,
                year_words(row.year),
                row.plan.title,
                _standing(versions),
                len(versions[-1].projects) if versions else 0,
            )
        )
    return tuple(found)


def _standing(versions: Sequence[Version]) -> str:
    approved = [one for one in versions if one.approval]
    if not versions:
        return "Nothing proposed yet"
    if not approved:
        return f"Version {versions[-1].number} is proposed"
    said = f"Version {approved[-1].number}: {approved[-1].approval}"
    return said if approved[-1] is versions[-1] else f"{said}. Version {versions[-1].number} is proposed"


def _version(row: DeliveryPlanVersion, names: Names) -> Version:
    approval = getattr(row, "approval", None)
    decided = approval.decision if approval else None
    return Version(
        number=row.number,
        projects=frozenset(entry.project_id for entry in row.entries.all()),
        reason=row.reason,
        proposed=day_words(row.recorded_at.date()),
        ranking=row.ranking.title if row.ranking else "",
        ranking_pk=row.ranking_id,
        approval=f"approved by {names.body(decided.body_id)} on {day_words(decided.day)}, minute {decided.minute}"
        if decided
        else "",
    )


def delivery_page(
    *,
    reader: Actor,
    pk: int,
    on: date,
    number: int | None = None,
    against: int | None = None,
) -> DeliveryPage:
    """A delivery plan at a version (None: the newest), and how it differs from another (None: the one before)."""
    reader.signed_in  # noqa: B018
    row = DeliveryPlan.objects.select_related("plan").filter(pk=pk).first()
    if row is None:
        raise Refusal("no_such_delivery_plan", "There is no such delivery plan.")
    names, found = names_on(on), tree(on)
    rows = row.versions.select_related("ranking", "approval__decision").prefetch_related("entries")
    versions = tuple(_version(one, names) for one in rows)
    shown = _numbered(versions, number) if number else (versions[-1] if versions else NOTHING_YET)
    earlier = _numbered(versions, against) if against else _before(versions, shown)
    book = ProjectBook(on, None, reader=reader)
    lines = {record.project.pk: book.line(record) for record in book.records}
    chosen = _chosen(reader, shown, lines, found, row, on)
    tops = _tops(row, found, on)
    served = {one.objective for one in chosen}
    return DeliveryPage(
        pk=pk,
        title=row.title,
        year=year_words(row.year),
        plan=row.plan.title,
        plan_pk=row.plan_id,
        body=names.body(row.body_id),
        lead=_lead(row, shown, chosen, tops),
        shown=shown,
        versions=versions,
        groups=_grouped(chosen, tops),
        untraced=tuple(f"{one.line.ref} {one.line.title}" for one in chosen if one.objective == UNTRACED),
        empty=tuple(top.words for top in tops if top.words not in served) if shown.projects else (),
        changes=tuple(f"{one.line.ref} {one.line.title}. {one.line.change}" for one in chosen if one.line.change),
        beside=tuple(
            f"{line.ref} {line.title}. {line.change}"
            for pk_, line in lines.items()
            if line.change.startswith("Added") and pk_ not in shown.projects
        ),
        difference=_difference(shown, earlier, lines) if earlier else None,
        may_change=reader.has("manage_plan"),
    )


NOTHING_YET = Version(0, frozenset(), "", "", "", None, "")


def _numbered(versions: Iterable[Version], number: int) -> Version:
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise Refusal("no_such_version", f"There is no version {number} of this delivery plan.")
    return found


def _before(versions: Sequence[Version], shown: Version) -> Version | None:
    earlier = [one for one in versions if one.number < shown.number]
    return earlier[-1] if earlier else None


def _chosen(
    reader: Actor,
    shown: Version,
    lines: Mapping[int, ProjectLine],
    found: Tree,
    row: DeliveryPlan,
    on: date,
) -> tuple[Chosen, ...]:
    """The projects of a version, those that call for attention first."""
    measured = plan_counts(reader=reader, on=on).results
    records = [one for one in load(reader=reader) if one.standing.state == "open"]
    risks = {line.pk: line for line in lines_of(records, on=on)}
    of_project = {one.risk.pk: one.statement.project_id for one in records}
    places = _places(reader, shown, on)
    result = []
    for pk in shown.projects:
        if pk not in lines:
            continue
        elements = [serves for serves, kind, thing in found.links if kind == "project" and thing == pk]
        home = next((element for element in elements if found.top(element).plan == row.plan_id), None)
        here = frozenset[int]().union(*(found.under(element) for element in elements))
        sharing = found.serving("risk", here)
        bearing = {one for one, of in of_project.items() if of == pk or (of is None and one in sharing)}
        result.append(
            Chosen(
                line=lines[pk],
                objective=found.top(home).words if home else UNTRACED,
                part=found.parts[home].words if home else "",
                place=places.get(lines[pk].ref, ""),
                measures=tuple(measured[one] for one in sorted(found.serving("measure", here)) if one in measured),
                risks=tuple(line for one, line in risks.items() if one in bearing),
            )
        )
    return tuple(
        sorted(result, key=lambda one: (by_concern(one.line.status.shown_as), len(one.line.ref), one.line.ref))
    )


def _places(reader: Actor, shown: Version, on: date) -> Mapping[str, str]:
    """ "2 of 6" by reference, in the ranking that led to a version."""
    if shown.ranking_pk is None:
        return {}
    found = ranking(reader=reader, on=on, pk=shown.ranking_pk).candidates
    return {one.ref: f"{one.ranked.place} of {len(found)}" for one in found if one.ranked.place}


def _tops(row: DeliveryPlan, found: Tree, on: date) -> tuple[Part, ...]:
    running = PlanElement.objects.filter(plan=row.plan_id, parent__isnull=True).exclude(ends__lt=on)
    return tuple(found.parts[pk] for pk in running.values_list("pk", flat=True) if pk in found.parts)


def _grouped(chosen: Sequence[Chosen], tops: Sequence[Part]) -> tuple[tuple[str, tuple[Chosen, ...]], ...]:
    order = [*(top.words for top in tops), UNTRACED]
    groups = ((heading, tuple(one for one in chosen if one.objective == heading)) for heading in order)
    return tuple((heading, some) for heading, some in groups if some)


def _lead(row: DeliveryPlan, shown: Version, chosen: Sequence[Chosen], tops: Sequence[Part]) -> str:
    if not shown.number:
        return f"Nothing is proposed for {year_words(row.year)} yet."
    served = {one.objective for one in chosen} - {UNTRACED}
    red = sum(one.line.status.shown_as == "red" for one in chosen)
    many = f"{len(chosen)} {'project delivers' if len(chosen) == 1 else 'projects and key activities deliver'}"
    said = f"{many} {len(served)} of {len(tops)} objectives of {row.plan.title} in {year_words(row.year)}"
    said += f"; {red or 'none'} {'is' if red == 1 else 'are'} red"
    return f"{said}. Version {shown.number}: {shown.approval or f'proposed on {shown.proposed}, not approved yet'}."


def _difference(shown: Version, earlier: Version, lines: Mapping[int, ProjectLine]) -> Difference:
    def named(projects: Collection[int]) -> tuple[str, ...]:
        return tuple(sorted(f"{lines[pk].ref} {lines[pk].title}" for pk in projects if pk in lines))

    return Difference(
        since=earlier.number,
        added=named(shown.projects - earlier.projects),
        left_out=named(earlier.projects - shown.projects),
        kept=len(shown.projects & earlier.projects),
    )


# For choosing ---------------------------------------------------------------------------------------------------------


def untraced(projects: Collection[int], plan: int, on: date, known_at: datetime | None = None) -> frozenset[int]:
    """Of some projects those that serve no part of a plan on a day, neither themselves nor through another plan."""
    found = tree(on, known_at)
    traced = {pk for serves, kind, pk in found.links if kind == "project" and found.top(serves).plan == plan}
    return frozenset(projects) - traced


@dataclass(frozen=True, slots=True)
class Choice:
    """A project that can be chosen: its primary key, and its words with its place in a ranking."""

    pk: int
    words: str


def choices(*, reader: Actor, on: date, made: Prioritisation | None) -> tuple[Choice, ...]:
    """Projects that are live or proposed; those with a place in the ranking first, by their place."""
    found = ranking(reader=reader, on=on, pk=made.pk).candidates if made else ()
    places = {one.ref: one.ranked for one in found if one.ranked.place}
    book = ProjectBook(on, None, reader=reader)
    open_ = [record for record in book.records if record.standing(on).state in ("live", "proposed")]
    open_.sort(key=lambda record: (_place_of(record, places), len(record.project.ref), record.project.ref))
    return tuple(Choice(record.project.pk, _choice_words(record, places, on)) for record in open_)


def _place_of(record: ProjectRecord, places: Mapping[str, Ranked]) -> int:
    return places[record.project.ref].place if record.project.ref in places else len(places) + 1


def _choice_words(record: ProjectRecord, places: Mapping[str, Ranked], on: date) -> str:
    said = f"{record.project.ref} {record.version.title}"
    if record.standing(on).state == "proposed":
        said += " (candidate)"
    ranked = places.get(record.project.ref)
    return f"{said}, ranked {ranked.place} with {ranked.points} points" if ranked else said
