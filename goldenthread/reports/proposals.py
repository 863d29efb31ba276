"""What officers propose and a body decides: new dates of milestones, scores of risks, targets and other measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import Body, Decision, MeasureDefinition, MeasureProposal, Outcome, Ownership
from goldenthread.reports import decisions, risk_records
from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Table
from goldenthread.reports.names import names_on
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.outcomes import CHANGE_WORDS
from goldenthread.rules.periods import add_months, day_words, span_words
from goldenthread.rules.values import format_value

STATE_WORDS: Mapping[str, str] = {
    "waiting": "Waits for a decision",
    "approved": "Approved",
    "refused": "Refused",
    "withdrawn": "Taken back",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed change. `key` is kind and primary key ("measure:7"), `was` and `new` are words to print.

    `state` is waiting, approved, refused or withdrawn; `decided` says by which minute, or why it was taken back.
    `ref` is the reference of the measure, project or risk, and `kind` which of these it is.
    """

    key: str
    kind: str
    ref: str
    title: str
    what: str
    was: str
    new: str
    why: str
    state: str = "waiting"
    decided: str = ""

    @property
    def word(self) -> str:
        return STATE_WORDS[self.state]


def waiting_for(*, reader: Actor, on: date, body: Body) -> tuple[Proposed, ...]:
    """What a body can approve or refuse now: measures first, then milestones, then risks."""
    held = _held(body)
    found = (*_measures_for(body, on), *_dates(reader, on, body), *_scores(reader, body))
    return tuple(one for one in found if one.key not in held)


def _held(body: Body) -> frozenset[str]:
    """What has been decided and waits until the decision can no longer be called in."""
    rows = Outcome.objects.filter(item__meeting__body=body).exclude(awaits={}).values_list("awaits", flat=True)
    return frozenset(key for awaits in rows for keys in awaits.values() for key in keys)


def _dates(reader: Actor, on: date, body: Body) -> Iterator[Proposed]:
    for one in decisions.waiting(reader=reader, on=on, body=body.pk):
        yield Proposed(
            key=f"date:{one.proposal.pk}",
            kind="project",
            ref=one.line.ref,
            title=one.line.title,
            what=one.title,
            was=one.was,
            new=one.new,
            why=one.proposal.reason,
        )


def _scores(reader: Actor, body: Body) -> Iterator[Proposed]:
    for record in risk_records.load(reader=reader):
        pending, stands = record.pending, record.agreed()
        if pending is None or record.statement.body_id != body.pk:
            continue
        yield Proposed(
            key=f"score:{pending.assessment.pk}",
            kind="risk",
            ref=record.risk.ref,
            title=record.statement.title,
            what="Score",
            was=f"{stands.cell.label} {stands.cell.band.word}" if stands else "none agreed",
            new=f"{pending.cell.label} {pending.cell.band.word}",
            why=pending.assessment.reason,
        )


# Measures -------------------------------------------------------------------------------------------------------------


def measure_changes(*, reader: Actor, on: date, measure: int | None = None) -> tuple[Proposed, ...]:
    """Every change proposed for measures, newest first, those that wait before those that are settled."""
    reader.signed_in  # noqa: B018
    rows = MeasureProposal.objects.order_by("-recorded_at", "-pk")
    found = _measure_lines(rows if measure is None else rows.filter(measure=measure), on)
    return tuple(sorted(found, key=lambda one: one.state != "waiting"))


def settled_by(decision: Decision) -> tuple[Proposed, ...]:
    """The changes to measures that a decision approved or refused."""
    rows = MeasureProposal.objects.filter(answer__decision=decision).order_by("measure__ref", "pk")
    return _measure_lines(rows, decision.day)


def _measures_for(body: Body, on: date, known_at: datetime | None = None) -> tuple[Proposed, ...]:
    """The changes that a body may decide on: of its own measures, or of all where it is the executive or Council."""
    rows = MeasureProposal.objects.order_by("measure__ref", "pk")
    if known_at is None:
        rows = rows.filter(answer__isnull=True)
    else:
        open_then = Q(answer__isnull=True) | Q(answer__recorded_at__gt=known_at)
        rows = rows.filter(open_then, recorded_at__lte=known_at)
    if not (is_executive(body.kind) or body.kind == "council"):
        owned = Ownership.objects.as_at(known_at).filter(effective_from__lte=on).order_by("effective_from")
        owner = dict(owned.values_list("measure_id", "body_id"))
        rows = rows.filter(measure__in=[pk for pk, its in owner.items() if its == body.pk])
    return _measure_lines(rows, on, known_at)


def _measure_lines(rows: Iterable[MeasureProposal], on: date, known_at: datetime | None = None) -> tuple[Proposed, ...]:
    with_all = list(
        MeasureProposal.objects.filter(pk__in=[row.pk for row in rows]).select_related("measure", "answer__decision")
    )
    place = {row.pk: number for number, row in enumerate(rows)}
    with_all.sort(key=lambda row: place[row.pk])
    measures = {row.measure_id for row in with_all}
    meant = MeasureDefinition.objects.as_at(known_at).filter(measure__in=measures).order_by("effective_from")
    definitions = {row.measure_id: row for row in meant}
    bodies = names_on(on, known_at)
    return tuple(_measure_line(row, definitions[row.measure_id], bodies.bodies, known_at) for row in with_all)


def _measure_line(
    row: MeasureProposal,
    definition: MeasureDefinition,
    bodies: Mapping[int, str],
    known_at: datetime | None,
) -> Proposed:
    answer = getattr(row, "answer", None)
    if answer is not None and known_at is not None and answer.recorded_at > known_at:
        answer = None
    was, new = _was_and_new(row, definition)
    decided = ""
    if answer is not None and answer.decision is not None:
        made = answer.decision
        decided = f"{bodies.get(made.body_id, '')}, {day_words(made.day)}, minute {made.minute}"
    elif answer is not None:
        decided = answer.reason
    return Proposed(
        key=f"measure:{row.pk}",
        kind="measure",
        ref=row.measure.ref,
        title=definition.plain_title or definition.title,
        what=_what(row),
        was=was,
        new=new,
        why=row.reason,
        state=answer.outcome if answer is not None else "waiting",
        decided=decided,
    )


def _what(row: MeasureProposal) -> str:
    if row.kind == "target":
        return f"Target for {_span(row)}"
    return f"{CHANGE_WORDS[row.kind]} from {day_words(row.effective_from)}"


def _span(row: MeasureProposal) -> str:
    return span_words(date.fromisoformat(row.change["starts"]), date.fromisoformat(row.change["ends"]))


def _was_and_new(row: MeasureProposal, definition: MeasureDefinition) -> tuple[str, str]:
    if row.kind == "target":
        was, figures = row.change["was"], row.change["figures"]
        return _aim(was, definition) or "no target", _aim(figures, definition)
    if row.kind == "redefine":
        return (
            "; ".join(str(getattr(definition, name)) for name in row.change),
            "; ".join(str(text) for text in row.change.values()),
        )
    return ("Proposed", "Live") if row.kind == "agree" else ("Live", "Retired")


_FIGURE_WORDS = {"target": "", "floor": "at least ", "stretch": "stretch ", "low": "from ", "high": "to "}


def _aim(figures: Mapping[str, str], definition: MeasureDefinition) -> str:
    """A target in words: "55.0%, at least 50.0%"."""
    return ", ".join(
        f"{word}{format_value(Decimal(figures[name]), definition.unit, definition.decimals)}"
        for name, word in _FIGURE_WORDS.items()
        if name in figures
    )


# In a paper -----------------------------------------------------------------------------------------------------------


def proposal_blocks(*, on: date, body: Body, known_at: datetime | None = None) -> tuple[Block, ...]:
    """What a paper asks its body to approve of measures, and what it refused in a year; () where there is neither."""
    asked = _measures_for(body, on, known_at)
    rows = MeasureProposal.objects.filter(
        answer__outcome="refused", answer__decision__body=body, answer__decision__day__range=(add_months(on, -12), on)
    )
    if known_at is not None:
        rows = rows.filter(answer__recorded_at__lte=known_at)
    refused = _measure_lines(rows, on, known_at)
    blocks: list[Block] = []
    if asked:
        blocks += [Paragraph("These changes to agreed measures are proposed for approval."), _table(asked)]
    if refused:
        blocks += [Paragraph("These changes were refused; what was agreed before stands."), _table(refused)]
    return tuple(blocks)


def _table(lines: Sequence[Proposed]) -> Table:
    rows = tuple(
        (
            Cell(f"{one.ref} {one.title}"),
            Cell(one.what),
            Cell(one.was),
            Cell(one.new, "change" if one.state == "waiting" else "text"),
            Cell(one.why if one.state == "waiting" else f"{one.word}: {one.decided}"),
        )
        for one in lines
    )
    columns = (
        Column("Measure", weight=6),
        Column("Change", weight=5),
        Column("Now", weight=3),
        Column("Proposed", "change", weight=3),
        Column("Why", weight=7),
    )
    return Table("Proposed changes to measures", columns, rows)
