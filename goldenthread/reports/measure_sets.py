"""Outside sets of measures, and who leads on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import IndicatorSet, Lead, SetMembership
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.measure_cells import status_cell, target_words, value_cell
from goldenthread.reports.records import Book, frameworks, in_force, load
from goldenthread.reports.results import Result, target_of
from goldenthread.reports.scorecard import scorecard
from goldenthread.rules.assessment import LEAD_WORDS
from goldenthread.rules.periods import Period
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import WORDS
from goldenthread.rules.values import format_value

COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class SetCard:
    """A set and how many measures are in it on a day."""

    pk: int
    code: str
    name: str
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class SetPage:
    """A set: its measures for a span. `table` has stretch targets and rewards where the set pays any."""

    card: SetCard
    span: Period
    lead: str
    table: Table


@dataclass(frozen=True, slots=True)
class LedBy:
    """The measures that somebody leads: `body` is the accountable body, empty for the council's own."""

    body: str
    results: tuple[Result, ...]
    counts: Counts

    @property
    def heading(self) -> str:
        """The words above its measures."""
        return f"{LEAD_WORDS['partner']}: {self.body}" if self.body else LEAD_WORDS[COUNCIL]


@dataclass(frozen=True, slots=True)
class Overview:
    """Every set, and who leads on the measures of a span: the council first."""

    lead: str
    span: Period
    sets: tuple[SetCard, ...]
    led: tuple[LedBy, ...]


def overview(*, reader: Actor, on: date, span: Period) -> Overview:
    """Sets with the number of their measures, and measures by who leads on them."""
    reader.signed_in  # noqa: B018
    cards, groups = _cards(on), led(reader=reader, on=on, span=span)
    partners = [group for group in groups if group.body]
    number = sum(len(group.results) for group in partners)
    said = f"{len(cards)} outside {'set asks' if len(cards) == 1 else 'sets ask'} for measures kept here"
    bodies = f"{len(partners)} accountable {'body' if len(partners) == 1 else 'bodies'}"
    if number:
        said += f"; partners lead on {number} {'measure' if number == 1 else 'measures'}, for {bodies}"
    return Overview(f"{said}.", span, cards, groups)


def _cards(on: date) -> tuple[SetCard, ...]:
    members = [row.indicator_set_id for row in members_on(on)]
    return tuple(
        SetCard(row.pk, row.code, row.name, row.source, members.count(row.pk)) for row in IndicatorSet.objects.all()
    )


def members_on(on: date, known_at: datetime | None = None) -> Iterable[SetMembership]:
    """What is in which set on a day."""
    rows = SetMembership.objects.as_at(known_at).filter(starts__lte=on)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=on)).select_related("indicator_set")


def set_page(*, reader: Actor, on: date, code: str, span: Period, known_at: datetime | None = None) -> SetPage:
    """One set for a span: each measure is entered once, wherever else it is listed."""
    reader.signed_in  # noqa: B018
    card = next((one for one in _cards(on) if one.code == code), None)
    if card is None:
        raise Refusal("no_such_set", "There is no such set. Look for it in the list.")
    members = {row.measure_id: row for row in members_on(span.end, known_at) if row.indicator_set_id == card.pk}
    results = [row.result for row in scorecard(reader=reader, on=on, span=span, known_at=known_at).rows()]
    here = sorted((one for one in results if one.measure_id in members), key=lambda one: one.ref)
    book = load(reader=reader, known_at=known_at, measures=[one.measure_id for one in here])
    said = count(here, _words(span.end)).sentence if here else "No measure of this set is reported in this period."
    return SetPage(card, span, said, set_table(card.name, span, here, members, book))


def set_table(
    name: str, span: Period, here: Sequence[Result], members: Mapping[int, SetMembership], book: Book
) -> Table:
    """The measures of a set, with stretch targets and rewards where it pays any. `members` are by measure."""
    stretches = {one.measure_id: _stretch(book, one) for one in here}
    rewarded = any(row.reward for row in members.values())
    columns = [
        Column("Measure", weight=5), Column("Number there", weight=2), Column("Actual", "number", 2),
        Column("Target", "number", 2), Column("Status", "status", 3),
    ]  # fmt: skip
    if rewarded:
        columns += [Column("Stretch target", "number", 2), Column("Reward", weight=3)]
    rows = tuple(_set_row(one, members[one.measure_id], stretches[one.measure_id], rewarded=rewarded) for one in here)
    return Table(f"{name}, {span.label}", tuple(columns), rows)


def _stretch(book: Book, one: Result) -> Decimal | None:
    """The stretch target of a result's period."""
    aim = target_of(book.measures[one.measure_id], one.period)
    return aim.stretch if aim else None


def _set_row(one: Result, member: SetMembership, stretch: Decimal | None, *, rewarded: bool) -> tuple[Cell, ...]:
    row = [
        Cell(f"{one.ref} {one.title}"),
        Cell(member.called or "None"),
        value_cell(one.value, one),
        Cell(target_words(one), "number" if one.target is not None else "text", number=one.target),
        status_cell(one),
    ]
    if rewarded:
        row += [value_cell(stretch, one, "None"), Cell(_reward_words(one, member, stretch))]
    return tuple(row)


def _reward_words(one: Result, member: SetMembership, stretch: Decimal | None) -> str:
    """ "£120,000 where the stretch is met: met so far"."""
    if member.reward is None:
        return "None"
    amount = format_value(Decimal(member.reward) / 100, "£", 0)
    if stretch is None or one.value is None:
        return f"{amount} where the stretch is met"
    better = one.value <= stretch if one.definition.polarity == "low" else one.value >= stretch
    return f"{amount}: stretch {'met' if better else 'not met'}"


def led(*, reader: Actor, on: date, span: Period, known_at: datetime | None = None) -> tuple[LedBy, ...]:
    """The measures of a span by who leads on them on its last day: the council's own first, then partners by body."""
    bodies = bodies_on(span.end, known_at)
    results = [row.result for row in scorecard(reader=reader, on=on, span=span, known_at=known_at).rows()]
    words = _words(span.end)
    groups = []
    for body in sorted({bodies.get(one.measure_id, "") for one in results}):
        here = tuple(one for one in results if bodies.get(one.measure_id, "") == body)
        groups.append(LedBy(body, here, count(here, words)))
    return tuple(groups)


def bodies_on(on: date, known_at: datetime | None) -> dict[int, str]:
    """The accountable body of each measure that a partner leads on a day; empty for the council's own."""
    rows = Lead.objects.as_at(known_at).filter(effective_from__lte=on).order_by("effective_from")
    return {row.measure_id: row.accountable_body if row.led_by != COUNCIL else "" for row in rows}


def _words(on: date) -> dict[str, str]:
    found = in_force(frameworks(), on)
    return dict(found.words) if found else dict(WORDS)
