"""The registers of risks and opportunities: lines, movements, heat maps, and their part of a paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from goldenthread.access import Actor
from goldenthread.reports.homes import thread
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.risk_records import (
    RiskRecord,
    Scored,
    Since,
    load,
    of_bodies_and_services,
    risk_framework,
    since_last_round,
)
from goldenthread.rules import risk as rules
from goldenthread.rules.periods import day_words
from goldenthread.rules.risk import KIND_WORDS, LEVEL_WORDS, RESPONSE_WORDS, STATE_WORDS, Matrix, Movement


@dataclass(frozen=True, slots=True)
class Score:
    """A score to print: "9", its band's word and colour, and why."""

    text: str
    word: str
    tone: str
    likelihood: int
    impact: int
    weight: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk in a register. `now` is the score that stands, `agreed` whether a body agreed it, and `pending` the one
    that officers propose instead. `register` is whose register it is in. `bears_on` are codes of the plan.
    """

    pk: int
    ref: str
    title: str
    kind: str
    level: str
    register: str
    category: str
    category_code: str
    service_id: int | None
    body_id: int | None
    body: str
    owner: str
    response: str
    state: str
    state_word: str
    state_reason: str
    inherent: Score | None
    now: Score | None
    target: Score | None
    pending: Score | None
    agreed: bool
    movement: Movement | None
    above_appetite: bool
    next_review: date | None
    overdue: bool
    review: str
    bears_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the register; empty is everything, and of states the open ones."""

    kind: str = ""
    level: str = ""
    service: str = ""
    category: str = ""
    body: str = ""
    appetite: str = ""
    review: str = ""
    state: str = ""

    def let_through(self, line: RiskLine) -> bool:
        """Whether a line is shown."""
        wanted = (
            (self.kind, line.kind),
            (self.level, line.level),
            (self.service, str(line.service_id)),
            (self.category, line.category_code),
            (self.body, str(line.body_id)),
            (self.appetite, "above" if line.above_appetite else ""),
            (self.review, "overdue" if line.overdue else ""),
            (self.state or "open", line.state),
        )
        return all(not asked or asked == found for asked, found in wanted)


@dataclass(frozen=True, slots=True)
class Register:
    """The register for one reader. `counts` are open risks by band (tone, word, number), the gravest first."""

    lead: str
    lines: tuple[RiskLine, ...]
    counts: tuple[tuple[str, str, int], ...]
    total: int
    filters: Filters
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    since: str
    may_add: bool


def risk_lines(
    *,
    reader: Actor,
    on: date,
    known_at: datetime | None = None,
    bodies: Collection[int] | None = None,
    services: Collection[int] | None = None,
) -> tuple[RiskLine, ...]:
    """The risks a reader may see, gravest first; only those of some bodies or services where they are given."""
    records = load(reader=reader, known_at=known_at)
    return lines_of(of_bodies_and_services(records, bodies, services), on=on, known_at=known_at)


def line_of(record: RiskRecord, *, on: date, known_at: datetime | None = None) -> RiskLine:
    """One risk as a line."""
    return lines_of([record], on=on, known_at=known_at)[0]


def lines_of(records: Iterable[RiskRecord], *, on: date, known_at: datetime | None = None) -> tuple[RiskLine, ...]:
    """Risks as lines, gravest first."""
    names, since = names_on(on, known_at), since_last_round(on, known_at)
    settings = risk_framework(on, known_at).framework.risk
    linked = _linked(on, known_at)
    found = [
        _line(record, on, names, since, settings.category_name(record.statement.category), linked) for record in records
    ]
    return tuple(sorted(found, key=_gravest_first))


def _gravest_first(line: RiskLine) -> tuple[bool, bool, int, str]:
    weight = line.now.weight if line.now else 0
    return line.kind == "opportunity", not line.above_appetite, -weight, line.ref


def _line(
    record: RiskRecord,
    on: date,
    names: Names,
    since: Since,
    category: str,
    linked: Mapping[int, Sequence[str]],
) -> RiskLine:
    said, due = record.statement, record.next_review
    return RiskLine(
        pk=record.risk.pk,
        ref=record.risk.ref,
        title=said.title,
        kind=record.risk.kind,
        level=said.level,
        register=_register(record, names),
        category=category,
        category_code=said.category,
        service_id=said.service_id,
        body_id=said.body_id,
        body=names.body(said.body_id),
        owner=said.owner.title if said.owner else "No owner",
        response=RESPONSE_WORDS[record.risk.kind][said.response],
        state=record.standing.state,
        state_word=STATE_WORDS[record.standing.state],
        state_reason=record.standing.reason,
        inherent=printed(record.last("inherent")),
        now=printed(record.official()),
        target=printed(record.last("target")),
        pending=printed(record.pending),
        agreed=record.agreed() is not None,
        movement=record.moved_since(since.moment, since.words),
        above_appetite=record.above_appetite and record.standing.state == "open",
        next_review=due,
        overdue=due is not None and due < on,
        review=rules.review_sentence(due, on) if due else "",
        bears_on=tuple(linked.get(record.risk.pk, ())),
    )


def printed(scored: Scored | None) -> Score | None:
    """A score as it is printed."""
    if scored is None:
        return None
    cell, given = scored.cell, scored.assessment
    return Score(
        cell.label, cell.band.word, cell.band.tone, given.likelihood, given.impact, cell.weight, scored.sentence
    )


def _register(record: RiskRecord, names: Names) -> str:
    said = record.statement
    whose = {
        "service": names.service(said.service_id),
        "project": said.project.ref if said.project else "",
        "partnership": said.register,
    }.get(said.level, "")
    return f"{LEVEL_WORDS[said.level]}: {whose}" if whose else LEVEL_WORDS[said.level]


def _linked(on: date, known_at: datetime | None) -> dict[int, list[str]]:
    """The codes of what each risk bears on, in order."""
    plan = thread(on, known_at)
    found: dict[int, list[str]] = defaultdict(list)
    for code, pk in sorted((plan.places[one.serves].code, one.pk) for one in plan.links if one.kind == "risk"):
        found[pk].append(code)
    return found


# The register ---------------------------------------------------------------------------------------------------------


def register(*, reader: Actor, on: date, filters: Filters) -> Register:
    """The register as a reader asked for it."""
    lines = risk_lines(reader=reader, on=on)
    open_lines = [line for line in lines if line.state == "open"]
    shown = tuple(line for line in lines if filters.let_through(line))
    return Register(
        lead=lead(open_lines, on),
        lines=shown,
        counts=_counts(open_lines, risk_framework(on).framework.risk.matrix("threat")),
        total=len(lines),
        filters=filters,
        choices=_choices(lines, names_on(on)),
        since=since_last_round(on).words,
        may_add=reader.has("manage_risks"),
    )


def lead(lines: Sequence[RiskLine], on: date) -> str:
    """The sentence that says what matters."""
    threats = [line for line in lines if line.kind == "threat"]
    if not lines:
        return "No risk is open."
    above = sum(line.above_appetite for line in threats)
    worse = sum(line.movement is not None and line.movement.code == "declined" for line in lines)
    late = sum(line.overdue for line in lines)
    verb = "is" if above < 2 or len(threats) == 1 else "are"
    said = [f"{above or 'None'} of {_count(len(threats), 'risk')} {verb} above what the council accepts"]
    if worse:
        said.append(f"{worse} {'has' if worse == 1 else 'have'} got worse since the last round")
    if late:
        said.append(f"{_count(late, 'review')} {'is' if late == 1 else 'are'} overdue")
    sentence = "; ".join(said)
    return f"On {day_words(on)}, {sentence[:1].lower()}{sentence[1:]}."


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _counts(lines: Iterable[RiskLine], matrix: Matrix) -> tuple[tuple[str, str, int], ...]:
    found = Counter(line.now.word for line in lines if line.now and line.kind == "threat")
    return tuple((band.tone, band.word, found[band.word]) for band in reversed(matrix.bands))


FILTERS: Final = tuple(field.name for field in fields(Filters))


def _choices(lines: Iterable[RiskLine], names: Names) -> Mapping[str, tuple[tuple[str, str], ...]]:
    services = {line.service_id for line in lines if line.service_id is not None}
    bodies = {line.body_id for line in lines if line.body_id is not None}
    categories = {(line.category_code, line.category) for line in lines}
    return {
        "kind": tuple(KIND_WORDS.items()),
        "level": tuple(LEVEL_WORDS.items()),
        "service": _by_name((str(pk), names.service(pk)) for pk in services),
        "category": _by_name(categories),
        "body": _by_name((str(pk), names.body(pk)) for pk in bodies),
        "appetite": (("above", "Above it"),),
        "review": (("overdue", "Overdue"),),
        "state": tuple((code, word) for code, word in STATE_WORDS.items() if code != "open"),
    }


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1]))
