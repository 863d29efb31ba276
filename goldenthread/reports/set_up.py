"""What is set up, what is still missing, and the lists behind the set-up pages.

Every function refuses a reader whose roles do not change what it lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from goldenthread.access import Actor, check_can
from goldenthread.models import (
    Benchmark,
    Body,
    DatedName,
    Directorate,
    Link,
    Measure,
    MeasureDefinition,
    Meeting,
    Ownership,
    Person,
    PlanElement,
    Portfolio,
    Post,
    PostHolding,
    RoleAssignment,
    Round,
    Service,
    Standing,
    Target,
    Tolerance,
)
from goldenthread.reports.names import Names, names_on
from goldenthread.rules.measure_words import DEFINITION_CHOICES, STANDING_WORDS
from goldenthread.rules.periods import (
    Period,
    day_words,
    following,
    period_containing,
    periods_between,
    year_containing,
)
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.roles import ROLES

SET_UP_PERMISSIONS = ("manage_people", "manage_plan", "manage_measures", "manage_governance", "manage_site")


def check_has(reader: Actor, *permissions: str) -> None:
    """Refuse a reader who holds none of these permissions over anything."""
    if not any(reader.has(permission) for permission in permissions):
        check_can(reader, permissions[0])


# The checklist --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One step of setting up: what is there already (`detail`), and whether that is enough to go on."""

    code: str
    title: str
    detail: str
    done: bool
    is_next: bool


def checklist(*, reader: Actor, on: date) -> tuple[Step, ...]:
    """The steps in order; the first that is not done is the next."""
    check_has(reader, *SET_UP_PERMISSIONS)
    found = (*_people_steps(), _plan_step(), _measures_step(on), _governance_step(on), _round_step())
    upcoming = next((code for code, _, _, done in found if not done), "")
    return tuple(Step(code, title, detail, done, code == upcoming) for code, title, detail, done in found)


_Found = tuple[str, str, str, bool]


def _people_steps() -> tuple[_Found, ...]:
    services, people = Service.objects.count(), Person.objects.filter(left_on=None).count()
    entering = RoleAssignment.objects.filter(role__in=("data_provider", "measure_owner", "head_of_service")).exists()
    said = f"{_count(services, 'service')}, {_count(people, 'person', 'people')}"
    if services and not entering:
        said += "; nobody enters figures yet: give somebody a role"
    return (("people", "Services and people", said, bool(services and entering)),)


def _plan_step() -> _Found:
    elements = PlanElement.objects.count()
    return "plan", "Plan", _count(elements, "priority or aim", "priorities and aims"), elements > 0


def _measures_step(on: date) -> _Found:
    rows = _measure_rows(on)
    live = [row for row in rows if row.state == "live"]
    bare = [row for row in live if row.needs_target]
    said = _count(len(live), "live measure")
    if bare:
        said += f", {len(bare)} without a target this year"
    return "measures", "Measures and targets", said, bool(live) and len(bare) < len(live)


def _governance_step(on: date) -> _Found:
    bodies = Body.objects.filter(ends=None).count()
    meetings = Meeting.objects.filter(day__gte=on, cancelled=False).count()
    said = f"{_count(bodies, 'committee')}, {_count(meetings, 'meeting')} to come"
    return "governance", "Committees and meetings", said, bool(bodies and meetings)


def _round_step() -> _Found:
    rounds = Round.objects.count()
    return "round", "Open a round", _count(rounds, "round") if rounds else "None yet", rounds > 0


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


# Services and posts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A name or remit and the day it holds from."""

    words: str
    effective_from: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service with every name it has had or will have."""

    pk: int
    code: str
    name: str
    names: tuple[DatedWords, ...]
    starts: date
    ends: date | None
    measures: int


@dataclass(frozen=True, slots=True)
class DirectorateRow:
    """A directorate and its services."""

    pk: int
    code: str
    name: str
    names: tuple[DatedWords, ...]
    starts: date
    ends: date | None
    services: tuple[ServiceRow, ...]


def organisation(*, reader: Actor, on: date) -> tuple[DirectorateRow, ...]:
    """Directorates and their services."""
    check_has(reader, "manage_people")
    names = names_on(on)
    history = _name_history()
    owned = Counter(_latest_owners().values())
    services: dict[int, list[ServiceRow]] = defaultdict(list)
    for service in Service.objects.all():
        services[service.directorate_id].append(
            ServiceRow(
                service.pk,
                service.code,
                names.service(service.pk),
                history["service", service.pk],
                service.starts,
                service.ends,
                owned[service.pk],
            )
        )
    return tuple(
        DirectorateRow(
            one.pk,
            one.code,
            names.directorate(one.pk),
            history["directorate", one.pk],
            one.starts,
            one.ends,
            tuple(services[one.pk]),
        )
        for one in Directorate.objects.all()
    )


def _name_history() -> dict[tuple[str, int], tuple[DatedWords, ...]]:
    history: dict[tuple[str, int], tuple[DatedWords, ...]] = defaultdict(tuple)
    for row in DatedName.objects.current().order_by("effective_from"):
        for kind, pk in (("directorate", row.directorate_id), ("service", row.service_id), ("body", row.body_id)):
            if pk is not None:
                history[kind, pk] += (DatedWords(row.name, row.effective_from, row.reason),)
    return history


def _latest_owners() -> dict[int, int]:
    rows = Ownership.objects.current().order_by("effective_from")
    return dict(rows.values_list("measure_id", "service_id"))


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a post, from when to when."""

    pk: int
    person: str
    person_pk: int
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post, where it is, and who holds it on the day or will."""

    pk: int
    title: str
    place: str
    is_senior: bool
    holders: tuple[HolderRow, ...]


def posts(*, reader: Actor, on: date) -> tuple[PostRow, ...]:
    """Every post with its present and coming holders."""
    check_has(reader, "manage_people")
    names = names_on(on)
    holders: dict[int, list[HolderRow]] = defaultdict(list)
    for holding in PostHolding.objects.select_related("person").order_by("starts"):
        if holding.ends is None or holding.ends >= on:
            holders[holding.post_id].append(
                HolderRow(holding.pk, holding.person.name, holding.person_id, holding.starts, holding.ends)
            )
    return tuple(
        PostRow(post.pk, post.title, _place(post, names), post.is_senior, tuple(holders[post.pk]))
        for post in Post.objects.all()
    )


def _place(post: Post, names: Names) -> str:
    return names.service(post.service_id) or names.directorate(post.directorate_id) or "Whole council"


# People ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, over what, and when; `when` says whether it holds on the day."""

    pk: int
    word: str
    over: str
    starts: date
    ends: date | None
    when: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with the posts and roles of the day."""

    pk: int
    name: str
    email: str
    is_member: bool
    posts: tuple[str, ...]
    roles: tuple[str, ...]
    account: str
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one person that set-up may change."""

    row: PersonRow
    account_email: str
    anonymised: bool
    may_be_anonymised: bool
    roles: tuple[RoleRow, ...]


def people(*, reader: Actor, on: date) -> tuple[PersonRow, ...]:
    """Everybody, leavers last."""
    check_has(reader, "manage_people")
    names = names_on(on)
    rows = Person.objects.select_related("account").prefetch_related("holdings__post", *_ROLE_THINGS)
    found = [_person_row(person, on, names) for person in rows]
    return tuple(sorted(found, key=lambda row: (row.left_on is not None, row.name.lower())))


def person(*, reader: Actor, on: date, pk: int) -> PersonPage:
    """One person."""
    check_has(reader, "manage_people")
    found = Person.objects.select_related("account").prefetch_related(*_ROLE_THINGS).filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_person", "There is nobody here by that number.")
    names = names_on(on)
    account = getattr(found, "account", None)
    return PersonPage(
        row=_person_row(found, on, names),
        account_email=account.email if account else "",
        anonymised=found.anonymised_at is not None,
        may_be_anonymised=found.left_on is not None and found.left_on < on and found.anonymised_at is None,
        roles=tuple(_role_row(one, on, names) for one in found.assignments.all()),
    )


_ROLE_THINGS = ("assignments__measure", "assignments__portfolio")


def _person_row(person: Person, on: date, names: Names) -> PersonRow:
    account = getattr(person, "account", None)
    held = (one for one in person.assignments.all() if _holds(one, on))
    return PersonRow(
        pk=person.pk,
        name=person.name,
        email=person.email,
        is_member=person.is_member,
        posts=tuple(one.post.title for one in person.holdings.all() if _holds(one, on)),
        roles=tuple(_role_words(one, names) for one in held),
        account=_account_words(account is not None, bool(account and account.is_active)),
        left_on=person.left_on,
    )


def _account_words(there: bool, active: bool) -> str:
    return "Can sign in" if active else "Closed" if there else "No account"


class _Spanned(Protocol):
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date | None: ...


def _holds(row: _Spanned, on: date) -> bool:
    return row.starts <= on and (row.ends is None or row.ends >= on)


def _role_words(one: RoleAssignment, names: Names) -> str:
    over = _over(one, names)
    word = ROLES[one.role].word if one.role in ROLES else one.role
    return f"{word}: {over}" if over else word


def _over(one: RoleAssignment, names: Names) -> str:
    measure = one.measure.ref if one.measure else ""
    portfolio = one.portfolio.name if one.portfolio else ""
    return (
        measure
        or portfolio
        or names.service(one.service_id)
        or names.directorate(one.directorate_id)
        or names.body(one.body_id)
    )


def _role_row(one: RoleAssignment, on: date, names: Names) -> RoleRow:
    when = "Now" if _holds(one, on) else "Later" if one.starts > on else "Ended"
    word = ROLES[one.role].word if one.role in ROLES else one.role
    return RoleRow(one.pk, word, _over(one, names) or "The whole council", one.starts, one.ends, when)


# Committees -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting; `body` is its name on that day."""

    pk: int
    body_pk: int
    body: str
    day: date
    place: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body on the day, with its next meeting."""

    pk: int
    code: str
    name: str
    kind: str
    terms: str
    starts: date
    ends: date | None
    next_meeting: date | None
    measures: int


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body with all its names, remits and meetings."""

    row: BodyRow
    names: tuple[DatedWords, ...]
    remits: tuple[DatedWords, ...]
    meetings: tuple[MeetingRow, ...]


def bodies(*, reader: Actor, on: date) -> tuple[BodyRow, ...]:
    """Every body."""
    check_has(reader, "manage_governance")
    names = names_on(on)
    return tuple(_body_row(body, on, names) for body in Body.objects.all())


def body(*, reader: Actor, on: date, pk: int) -> BodyPage:
    """One body."""
    check_has(reader, "manage_governance")
    found = Body.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_body", "There is no such committee.")
    remits = found.remits.current().order_by("effective_from")
    return BodyPage(
        row=_body_row(found, on, names_on(on)),
        names=_name_history()["body", pk],
        remits=tuple(DatedWords(one.text, one.effective_from, one.terms) for one in remits),
        meetings=tuple(_meeting_row(one) for one in found.meetings.select_related("body").order_by("-day")),
    )


def _body_row(body: Body, on: date, names: Names) -> BodyRow:
    remit = _latest(body.remits.current().order_by("effective_from"), on)
    upcoming = body.meetings.filter(day__gte=on, cancelled=False).order_by("day").first()
    return BodyRow(
        body.pk,
        body.code,
        names.body(body.pk),
        body.kind,
        remit.terms if remit else "",
        body.starts,
        body.ends,
        upcoming.day if upcoming else None,
        body.ownerships.current().values("measure").distinct().count(),
    )


def _meeting_row(meeting: Meeting) -> MeetingRow:
    name = names_on(meeting.day).body(meeting.body_id)
    return MeetingRow(meeting.pk, meeting.body_id, name, meeting.day, meeting.place, meeting.cancelled)


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A portfolio and who holds it on the day."""

    pk: int
    name: str
    starts: date
    ends: date | None
    holders: tuple[str, ...]


def portfolios(*, reader: Actor, on: date) -> tuple[PortfolioRow, ...]:
    """Every portfolio."""
    check_has(reader, "manage_governance")
    held = RoleAssignment.objects.in_force(on).filter(role="portfolio_holder").select_related("person")
    holders: dict[int | None, list[str]] = defaultdict(list)
    for one in held:
        holders[one.portfolio_id].append(one.person.name)
    return tuple(
        PortfolioRow(one.pk, one.name, one.starts, one.ends, tuple(holders[one.pk])) for one in Portfolio.objects.all()
    )


# Measures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure on the day; `needs_target` where it is rated and this year has no target for it."""

    pk: int
    ref: str
    title: str
    parent: str
    service: str
    body: str
    state: str
    state_word: str
    frequency: str
    home: str
    needs_target: bool


def measures(*, reader: Actor, on: date) -> tuple[MeasureRow, ...]:
    """Every measure, retired ones last."""
    check_has(reader, "manage_measures", "manage_plan")
    return tuple(sorted(_measure_rows(on), key=lambda row: (row.state == "retired", _natural(row.ref))))


def _natural(ref: str) -> tuple[tuple[bool, int, str], ...]:
    """W2 before W10."""
    parts: list[str] = []
    for character in ref:
        if parts and parts[-1][-1].isdigit() == character.isdigit():
            parts[-1] += character
        else:
            parts.append(character)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part.lower()) for part in parts)


class _Effective(Protocol):
    @property
    def effective_from(self) -> date: ...


_E = TypeVar("_E", bound=_Effective)


def _latest(rows: Iterable[_E], on: date) -> _E | None:
    """The row in force on a day of rows ordered by date; before the first, the first."""
    found: _E | None = None
    for row in rows:
        if found is None or row.effective_from <= on:
            found = row
    return found


def _measure_rows(on: date) -> list[MeasureRow]:
    names = names_on(on)
    definitions = _grouped(MeasureDefinition.objects.current().order_by("effective_from"))
    owners = _grouped(Ownership.objects.current().order_by("effective_from"))
    standings = _grouped(Standing.objects.current().order_by("effective_from"))
    targets = _grouped(Target.objects.current().filter(ends__gte=on.replace(month=1, day=1)))
    homes = dict(
        Link.objects.current()
        .filter(role="primary", ends=None, measure__isnull=False)
        .values_list("measure_id", "serves__code")
    )
    rows = []
    for measure in Measure.objects.select_related("parent"):
        definition = _latest(definitions[measure.pk], on)
        owner = _latest(owners[measure.pk], on)
        standing = _latest(standings[measure.pk], on)
        if definition is None or owner is None:
            continue
        state = standing.state if standing else "live"
        rows.append(
            MeasureRow(
                pk=measure.pk,
                ref=measure.ref,
                title=definition.title,
                parent=measure.parent.ref if measure.parent else "",
                service=names.service(owner.service_id),
                body=names.body(owner.body_id),
                state=state,
                state_word=STANDING_WORDS.get(state, state),
                frequency=definition.frequency,
                home=homes.get(measure.pk, ""),
                needs_target=_is_rated(definition) and not _in_year(targets[measure.pk], on, definition),
            )
        )
    return rows


class _OfMeasure(Protocol):
    @property
    def measure_id(self) -> int: ...


_M = TypeVar("_M", bound=_OfMeasure)


def _grouped(rows: Iterable[_M]) -> dict[int, list[_M]]:
    groups: dict[int, list[_M]] = defaultdict(list)
    for row in rows:
        groups[row.measure_id].append(row)
    return groups


def _is_rated(definition: MeasureDefinition) -> bool:
    return definition.polarity != "neutral" and definition.kind not in ("contextual", "tracker")


def _in_year(targets: Iterable[Target], on: date, definition: MeasureDefinition) -> bool:
    year = year_containing(on, definition.calendar)  # type: ignore[arg-type]  # checked when it was written
    return any(target.starts <= year.end and target.ends >= year.start for target in targets)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The target of a period as it is now, and how many times it has changed."""

    period: Period
    target: Target | None
    changes: int


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything about one measure that set-up may change. Dated rows are oldest first."""

    row: MeasureRow
    measure: Measure
    definition: MeasureDefinition
    definitions: tuple[MeasureDefinition, ...]
    meaning: tuple[tuple[str, str], ...]
    ownerships: tuple[tuple[date, str, str, str], ...]
    standings: tuple[Standing, ...]
    tolerances: tuple[Tolerance, ...]
    benchmarks: tuple[Benchmark, ...]
    links: tuple[Link, ...]
    children: tuple[Measure, ...]
    year: Period
    targets: tuple[TargetRow, ...]


def measure(*, reader: Actor, on: date, pk: int, year_of: date | None = None) -> MeasurePage:
    """One measure, with the targets of the year that `year_of` falls in (today's without it)."""
    check_has(reader, "manage_measures", "manage_plan")
    row = next((row for row in _measure_rows(on) if row.pk == pk), None)
    if row is None:
        raise Refusal("no_such_measure", "There is no such measure.")
    found = Measure.objects.get(pk=pk)
    definitions = tuple(found.definitions.current().order_by("effective_from"))
    definition = _latest(definitions, on) or definitions[0]
    names = names_on(on)
    year = year_containing(year_of or on, definition.calendar)  # type: ignore[arg-type]
    owners = found.ownerships.current().select_related("portfolio").order_by("effective_from")
    return MeasurePage(
        row=row,
        measure=found,
        definition=definition,
        definitions=definitions,
        meaning=_meaning(definition),
        ownerships=tuple(
            (
                one.effective_from,
                names.service(one.service_id),
                names.body(one.body_id),
                one.portfolio.name if one.portfolio else "",
            )
            for one in owners
        ),
        standings=tuple(found.standings.current().order_by("effective_from")),
        tolerances=tuple(found.tolerances.current().order_by("effective_from")),
        benchmarks=tuple(found.benchmarks.current().order_by("-ends", "comparator")),
        links=tuple(found.serves.current().select_related("serves", "serves__plan").order_by("-role", "starts")),
        children=tuple(found.children.all()),
        year=year,
        targets=_target_rows(found, definition, year),
    )


def _meaning(definition: MeasureDefinition) -> tuple[tuple[str, str], ...]:
    """The definition as labels and words, without what is empty."""
    chosen = tuple(
        (setting.capitalize(), words.get(getattr(definition, setting), getattr(definition, setting)))
        for setting, words in DEFINITION_CHOICES.items()
    )
    said = (
        ("In plain English", definition.plain_title),
        ("Why it matters", definition.rationale),
        ("How it is measured", definition.definition),
        ("Numerator", definition.numerator_label),
        ("Denominator", definition.denominator_label),
        ("Source", definition.source),
        ("Left out", definition.exclusions),
        ("Unit", f"{definition.unit or 'number'}, shown to {_count(definition.decimals, 'decimal place')}"),
        *chosen,
        ("Data arrives", f"{_count(definition.lag_days, 'day')} after the period" if definition.lag_days else ""),
    )
    return tuple((label, words) for label, words in said if words)


def _target_rows(measure: Measure, definition: MeasureDefinition, year: Period) -> tuple[TargetRow, ...]:
    """A row for each of the measure's periods in the year, then the year itself and any other period set in it."""
    versions = list(measure.targets.filter(starts__lte=year.end, ends__gte=year.start))
    times = Counter((row.starts, row.ends) for row in versions)
    now = {(row.starts, row.ends): row for row in versions if row.superseded_at is None}
    periods = list(periods_between(year.start, year.end, definition.frequency, definition.calendar))  # type: ignore[arg-type]
    if year not in periods:
        periods.append(year)
    known = {(period.start, period.end) for period in periods}
    beside = sorted(span for span in now if span not in known)
    periods += [Period(start, end, f"{day_words(start)} to {day_words(end)}") for start, end in beside]
    return tuple(
        TargetRow(period, now.get((period.start, period.end)), max(times[period.start, period.end] - 1, 0))
        for period in periods
    )


def neighbouring_years(year: Period, calendar: str) -> tuple[Period, Period]:
    """The year before and the year after."""
    before = period_containing(year.start.replace(year=year.start.year - 1), "year", calendar)  # type: ignore[arg-type]
    return before, following(year, "year", calendar)  # type: ignore[arg-type]
