"""The one card: measures, projects, risks, money and actions of an objective, a service or a directorate together.

Everything is counted and nothing is averaged: no colour stands for the whole. What is red comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from goldenthread.access import Actor, Scope
from goldenthread.models import Council, PlanElement
from goldenthread.reports.blocks import Block, Bullets, Cell, Column, Document, Numbering, Paragraph, Section, Table
from goldenthread.reports.card_actions import action_rows
from goldenthread.reports.card_rows import (
    CardMoney,
    CardRow,
    card_money,
    measure_rows,
    project_rows,
    risk_records_of,
    risk_rows,
    worst_first,
)
from goldenthread.reports.card_scope import WORDS, Belongs, Kind, Tree, belongs, tree
from goldenthread.reports.counts import count
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.projects import ProjectBook
from goldenthread.reports.reading import one_reading
from goldenthread.reports.records import frameworks, in_force
from goldenthread.reports.scorecard import Row, scorecard, spans
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.refusals import Refusal

_YEARS: Final = 3
"""How far back figures are read: a card draws no line, but has the latest figure of what is reported rarely."""
ON_PAPER: Final = 5
"""So many rows of each part are printed: with five parts they fill one sheet of A4."""
ON_PAGE: Final = 100
"""So many are on the page. A directorate may have thousands of budget lines, which nobody reads there."""


@dataclass(frozen=True, slots=True)
class CardPart:
    """All of one sort on a card: a sentence that counts them, how many have each status, and the rows, red first."""

    code: str
    heading: str
    sentence: str
    rows: tuple[CardRow, ...]

    @property
    def first(self) -> tuple[CardRow, ...]:
        """What is printed."""
        return self.rows[:ON_PAPER]

    @property
    def rest(self) -> tuple[CardRow, ...]:
        """What stands below on the page, and is left out in print."""
        return self.rows[ON_PAPER:ON_PAGE]

    @property
    def more(self) -> int:
        """How many are not printed."""
        return len(self.rows[ON_PAPER:])

    @property
    def beyond(self) -> int:
        """How many are in the workbook alone."""
        return len(self.rows[ON_PAGE:])

    @property
    def tally(self) -> tuple[tuple[str, str, int], ...]:
        """How many have each status (its code and word), red first."""
        found = Counter((row.code, row.band or row.word) for row in self.rows)
        return tuple((code, word, number) for (code, word), number in found.items())


@dataclass(frozen=True, slots=True)
class Across:
    """The other way through the same things: a directorate's share of an objective, or an objective's of a service.

    `numbers` are how many measures, projects, risks and actions, `red` how many of them are red or overdue.
    """

    kind: str
    pk: int | None
    title: str
    numbers: tuple[int, int, int, int]
    red: int


@dataclass(frozen=True, slots=True)
class Card:
    """A card for one reader. `first` is what matters most of everything on it; `span` what measures are judged for."""

    kind: Kind
    pk: int
    title: str
    caption: str
    lead: str
    span: Period
    first: tuple[CardRow, ...]
    parts: tuple[CardPart, ...]
    across: tuple[Across, ...]
    on: date

    def part(self, code: str) -> CardPart:
        """One of measures, projects, risks, money, actions."""
        return next(part for part in self.parts if part.code == code)


def card(
    *,
    reader: Actor,
    kind: Kind,
    pk: int,
    on: date,
    known_at: datetime | None = None,
    for_paper: bool = False,
) -> Card:
    """The card of an objective (any part of a plan), a service or a directorate, as its reader may see it.

    Members see risks only as committees answered them, and no service's own; `for_paper` shows everybody no more than
    that. Raises `Refusal` where there is nothing of that kind, or nobody is signed in.
    """
    reader.signed_in  # noqa: B018  # what is public is on paper
    with one_reading():
        return _card(reader, kind, pk, on, known_at, for_paper=for_paper)


def _card(reader: Actor, kind: Kind, pk: int, on: date, known_at: datetime | None, *, for_paper: bool) -> Card:
    known = frameworks(known_at)
    framework = in_force(known, on) or (known[0] if known else None)
    if framework is None:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    names, offered = names_on(on, known_at), spans(reader=reader, on=on)
    what = belongs(kind, pk, _called(kind, pk, names), on=on, known_at=known_at)
    measured = scorecard(
        reader=reader,
        on=on,
        span=offered.default,
        due=offered.due,
        known_at=known_at,
        measures=what.measures if what.services is None else None,
        services=what.services,
        years=_YEARS,
    )
    rows = list(measured.rows())
    chosen = what.projects if what.services is None else None
    book = ProjectBook(on, known_at, projects=chosen, services=what.services, reader=reader)
    service_of = {record.project.pk: record.version.service_id for record in book.records}
    risks = risk_records_of(reader, what, service_of, known_at=known_at, for_paper=for_paper)
    money = card_money(what, framework.framework, names, reader=reader, on=on, known_at=known_at)
    returns = {
        each.observation.return_id: Scope(
            measure=each.measure_id,
            service=each.service_id,
            directorate=what.tree.directorates.get(each.service_id),
            body=each.body_id,
        )
        for each in (row.result for row in rows)
        if each.observation is not None
    }
    refs = {row.result.observation.return_id: row.result.ref for row in rows if row.result.observation is not None}
    actions = action_rows(reader, what, risks, returns, refs, framework.framework, on=on, known_at=known_at)
    parts = (
        CardPart("measures", "Measures", measured.lead, worst_first(measure_rows(rows, what))),
        _part("projects", "Projects and key activities", worst_first(project_rows(book))),
        _part(
            "risks",
            "Risks and opportunities",
            worst_first(risk_rows(risks, what, service_of, on=on, known_at=known_at)),
        ),
        _money_part(money),
        _part("actions", "Actions", worst_first(actions)),
    )
    return Card(
        kind=kind,
        pk=pk,
        title=what.title,
        caption=f"{WORDS[kind]} on one card, {measured.span.label}",
        lead=_lead(parts, rows, money, framework.words),
        span=measured.span,
        first=worst_first(row for row in chain.from_iterable(part.rows for part in parts) if row.calls)[:ON_PAPER],
        parts=parts,
        across=tuple(_across(what, parts, names)),
        on=on,
    )


def _called(kind: Kind, pk: int, names: Names) -> str:
    if kind == "service":
        return names.service(pk)
    return names.directorate(pk) if kind == "directorate" else ""


# What it says ---------------------------------------------------------------------------------------------------------


def _part(code: str, heading: str, rows: tuple[CardRow, ...]) -> CardPart:
    return CardPart(code, heading, _counted(code, rows), rows)


_EACH: Final[Mapping[str, tuple[str, str]]] = {
    "projects": ("project", "projects"),
    "risks": ("risk or opportunity", "risks and opportunities"),
    "actions": ("action", "actions"),
}
_NONE: Final[Mapping[str, str]] = {
    "projects": "No project serves it.",
    "risks": "No open risk bears on it.",
    "actions": "No action is open.",
}


def _counted(code: str, rows: Sequence[CardRow]) -> str:
    """ "2 of 5 projects are red."; actions also where their date has passed."""
    if not rows:
        return _NONE[code]
    number, of, word = sum(row.code in ("red", "overdue") for row in rows), len(rows), "red"
    if code == "actions":
        word = "red or past its date" if 1 in (number, of) else "red or past their date"
    said = _share(number, of, _EACH[code], word)
    return f"{said[:1].upper()}{said[1:]}."


def _share(number: int, of: int, names: tuple[str, str], word: str) -> str:
    """ "2 of 5 projects are red", "none of 5 projects are red"; of one alone, "the one project is not red"."""
    if of == 1 and number == 0:
        return f"the one {names[0]} is not {word}"
    return f"{number or 'none'} of {of} {names[of != 1]} {'is' if number == 1 else 'are'} {word}"


def _money_part(money: CardMoney) -> CardPart:
    rows = worst_first(money.rows)
    if not rows:
        return CardPart("money", "Money", "No budget is recorded for it.", ())
    said = _money_words(money)
    return CardPart("money", "Money", f"{said[:1].upper()}{said[1:]}, {money.stand.words}.", rows)


def _money_words(money: CardMoney) -> str:
    """ "the budget is forecast to end £220k over (10.0%)"; of an objective, how many of its lines are red."""
    lines = [row for row in money.rows if row.kind == "line"]
    red = sum(row.code == "red" for row in lines)
    counted = _share(red, len(lines), ("budget line", "budget lines"), "red")
    if money.total is None or not money.judged or money.total.verdict.variance is None:
        return counted if lines else "no budget line is its own"
    said = money.total.verdict.size
    return f"the revenue budget is forecast to end {said[:1].lower()}{said[1:]}, and {counted}"


def _lead(parts: Sequence[CardPart], rows: Sequence[Row], money: CardMoney, words: Mapping[str, str]) -> str:
    """One sentence for everything, red first."""
    said = []
    counts = count([row.result for row in rows], words)
    if counts.rated:
        rated = ("rated measure", "rated measures")
        said.append(_share(counts.number("red"), counts.rated, rated, words["red"].lower()))
    elif counts.total:
        said.append(_share(0, counts.total, ("measure", "measures"), "rated"))
    told = (part.sentence for part in parts if part.code in _EACH and part.rows)
    said += [sentence[:1].lower() + sentence[1:].rstrip(".") for sentence in told]
    if money.rows:
        said.append(_money_words(money))
    if not said:
        return "Nothing is recorded for it yet: no measure, project, risk, budget or action."
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}."


# The other way through ------------------------------------------------------------------------------------------------


def _across(what: Belongs, parts: Sequence[CardPart], names: Names) -> Iterator[Across]:
    """By directorate on an objective's card, by objective on a service's or directorate's."""
    groups: dict[tuple[int | None, str], list[tuple[str, CardRow]]] = {}
    tops = {part.words: part.pk for part in what.tree.parts.values()}
    for part in parts:
        for row in part.rows:
            if part.code == "money":
                continue
            groups.setdefault(_place(row, what, names, tops), []).append((part.code, row))
    for (pk, title), found in sorted(groups.items(), key=lambda group: (group[0][0] is None, group[0][1])):
        number = Counter(code for code, _ in found)
        yield Across(
            kind="directorate" if what.kind == "objective" else "objective",
            pk=pk,
            title=title,
            numbers=(number["measures"], number["projects"], number["risks"], number["actions"]),
            red=sum(row.code in ("red", "overdue") for _, row in found),
        )


def _place(row: CardRow, what: Belongs, names: Names, tops: Mapping[str, int]) -> tuple[int | None, str]:
    if what.kind != "objective":
        return (tops.get(row.serves), row.serves) if row.serves else (None, "Serves no objective directly")
    directorate = what.tree.directorates.get(row.service or 0)
    return (directorate, names.directorate(directorate)) if directorate else (None, "The whole council")


# On paper and as a workbook -------------------------------------------------------------------------------------------

COLUMNS: Final = (
    Column("What", weight=5),
    Column("Status", "status", 3),
    Column("Direction", "direction", 2),
    Column("Where it stands", weight=5),
)


def cells(row: CardRow) -> tuple[Cell, ...]:
    """A row as every format draws it."""
    code, word = row.move
    return (
        Cell(row.title),
        Cell(row.word, "status", code=row.code, sentence=row.sentence),
        Cell(word, "direction", code=code) if code else Cell(word),
        Cell(row.says),
    )


def card_blocks(found: Card) -> tuple[Block, ...]:
    """A card in a paper: its sentence, what matters first, and the worst of each part with how many more there are."""
    blocks: list[Block] = [Paragraph(found.lead)]
    if found.first:
        blocks.append(Bullets(tuple(f"{row.title}: {row.word}. {row.says}." for row in found.first)))
    blocks += [
        Table(part.heading, COLUMNS, tuple(map(cells, part.first)), _more(part)) for part in found.parts if part.rows
    ]
    return tuple(blocks)


def _more(part: CardPart) -> str:
    return f"{part.sentence} {part.more} more are on the page of this card." if part.rest else part.sentence


def document(found: Card) -> Document:
    """A card with every row, as a document of its own."""
    council = Council.objects.first()
    heads = ("Measures", "Projects", "Risks", "Actions", "Red or overdue")
    title = "By directorate" if found.kind == "objective" else "By objective"
    across = Table(
        title,
        (Column(title.removeprefix("By ").capitalize(), weight=4), *(Column(head, "number") for head in heads)),
        tuple((Cell(one.title), *_numbers((*one.numbers, one.red))) for one in found.across),
    )
    return Document(
        schema=1,
        council=council.name if council else "",
        colour=council.colour if council else "#1d4f5f",
        title=found.title,
        subtitle=found.caption,
        header=(),
        sections=(
            Section("Summary", (Paragraph(found.lead, numbered=False), across), numbered=False),
            *(
                Section(
                    part.heading,
                    (
                        Paragraph(part.sentence, numbered=False),
                        Table(part.heading, (*COLUMNS, Column("Kind")), tuple(map(_whole, part.rows))),
                    ),
                    numbered=False,
                )
                for part in found.parts
            ),
        ),
        appendices=(),
        numbering=Numbering("", ""),
        stamp=f"As known on {day_words(found.on)}",
        author="",
    )


def _numbers(numbers: Iterable[int]) -> Iterator[Cell]:
    return (Cell(str(number), "number") for number in numbers)


def _whole(row: CardRow) -> tuple[Cell, ...]:
    return (*cells(row), Cell(row.label or row.kind.capitalize()))


# Which cards there are ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardList:
    """Every card there is: the objectives of the plans in force, and directorates with their services."""

    objectives: tuple[tuple[int, str], ...]
    directorates: tuple[tuple[int, str, tuple[tuple[int, str], ...]], ...]


def card_list(*, reader: Actor, on: date) -> CardList:
    """What there is a card of on a day."""
    reader.signed_in  # noqa: B018
    names, found = names_on(on), tree(on)
    groups: dict[int, list[tuple[int, str]]] = {}
    for service, directorate in found.directorates.items():
        groups.setdefault(directorate, []).append((service, names.service(service)))
    return CardList(
        objectives=_objectives(found, on),
        directorates=tuple(
            (pk, names.directorate(pk), tuple(sorted(services, key=lambda one: one[1])))
            for pk, services in sorted(groups.items(), key=lambda group: names.directorate(group[0]))
        ),
    )


def _objectives(found: Tree, on: date) -> tuple[tuple[int, str], ...]:
    """The tops of the council's plans that run on a day, in order; services' own plans have no objectives."""
    rows = PlanElement.objects.filter(
        parent__isnull=True, plan__service_plan__isnull=True, plan__starts__lte=on, plan__ends__gte=on
    )
    running = rows.exclude(ends__lt=on).values_list("pk", flat=True)
    return tuple((pk, found.parts[pk].words) for pk in running if pk in found.parts)
