"""What moved in service plans between two days on which people said how actions stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.models import ActionProgress
from goldenthread.reports.service_plan_records import ActionRecord, PlanRecord, load
from goldenthread.reports.service_plans import Book, read_book
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import day_words
from goldenthread.rules.service_plans import MOVE_WORDS, Move, Snapshot, moved

_ORDER: tuple[Move, ...] = ("worse", "date", "better", "completed", "added", "unsaid", "same")


@dataclass(frozen=True, slots=True)
class MovementLine:
    """An action on both days. `before` and `now` are None where nobody had said how it stands by then."""

    pk: int
    code: str
    title: str
    plan_pk: int
    plan: str
    before: Snapshot | None
    now: Snapshot | None
    move: Move
    sentence: str

    @property
    def word(self) -> str:
        """ "Improving", "Completed"."""
        return MOVE_WORDS[self.move]


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved from one day to another. `days` are all days on which anything was said, newest first."""

    lead: str
    earlier: date | None
    later: date | None
    days: tuple[date, ...]
    lines: tuple[MovementLine, ...]
    counts: tuple[tuple[str, int], ...]
    same: int


def movement(
    *,
    reader: Actor,
    on: date,
    earlier: date | None = None,
    later: date | None = None,
    plans: Iterable[int] | None = None,
) -> Movement:
    """Every action that moved between two days; without days, between the last two that most was said on."""
    records = load(reader=reader, plans=None if plans is None else list(plans))
    spoken = Counter(said.on for record in records for action in record.actions for said in action.progress)
    days = tuple(sorted(spoken, reverse=True))
    later = later or (days[0] if days else None)
    earlier = earlier or next((day for day in days if later is None or day < later), None)
    if earlier is None or later is None:
        return Movement("Progress has not been reported on two days yet.", earlier, later, days, (), (), 0)
    book = read_book(reader=reader, on=on, records=records)
    lines = sorted(_lines(book, earlier, later), key=lambda line: (_ORDER.index(line.move), line.plan, line.code))
    counted = Counter(line.move for line in lines)
    counts = tuple((MOVE_WORDS[move], counted[move]) for move in _ORDER if counted[move])
    shown = tuple(line for line in lines if line.move != "same")
    return Movement(_lead(counted, earlier, later), earlier, later, days, shown, counts, counted["same"])


def _lines(book: Book, earlier: date, later: date) -> Iterator[MovementLine]:
    for record in book.records:
        if record.service_plan.plan.starts > later or record.service_plan.plan.ends < earlier:
            continue
        for action in record.actions:
            before, now = _at(action, earlier, book.rules), _at(action, later, book.rules)
            if before is None and now is None:
                continue
            said_since = any(earlier < said.on <= later for said in action.progress)
            move = moved(before, now if said_since else None)
            yield _line(record, action, before, now, move)


def _line(
    record: PlanRecord, action: ActionRecord, before: Snapshot | None, now: Snapshot | None, move: Move
) -> MovementLine:
    return MovementLine(
        pk=action.element.pk,
        code=action.element.code,
        title=action.words.title,
        plan_pk=record.service_plan.pk,
        plan=record.service_plan.plan.title,
        before=before,
        now=now,
        move=move,
        sentence=_sentence(before, now, move),
    )


def _at(action: ActionRecord, day: date, rules: Delivery) -> Snapshot | None:
    last: ActionProgress | None = action.last(day)
    return Snapshot(rules.status(last.status), last.percent, action.due(day)) if last else None


def _sentence(before: Snapshot | None, now: Snapshot | None, move: Move) -> str:
    if move == "unsaid" or now is None:
        return "Nobody said how it stands since."
    if before is None:
        return f"New, {now.status.word.lower()}."
    said = []
    if before.status != now.status:
        said.append(f"From {before.status.word.lower()} to {now.status.word.lower()}.")
    if before.due != now.due:
        said.append(f"Due {_day(now.due)}, before {_day(before.due)}.")
    if before.percent != now.percent and now.percent is not None:
        said.append(f"{now.percent}% complete{f', before {before.percent}%' if before.percent is not None else ''}.")
    return " ".join(said) or "As before."


def _day(day: date | None) -> str:
    return day_words(day) if day else "without a date"


def _lead(counted: Mapping[Move, int], earlier: date, later: date) -> str:
    span = f"from {day_words(earlier)} to {day_words(later)}"
    words: Mapping[Move, str] = {
        "completed": "completed",
        "better": "improved",
        "worse": "declined",
        "date": "with a new date",
        "added": "new",
        "unsaid": "not reported again",
        "same": "unchanged",
    }
    said = ", ".join(f"{counted[move]} {words[move]}" for move in words if counted[move])
    total = sum(counted.values())
    return f"{total} {'action' if total == 1 else 'actions'} {span}: {said}." if said else f"Nothing was said {span}."
