"""The grid of returns as a form: what was typed, row by row. Each field's name begins with its row ("i12-value")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from goldenthread.actions.returns import Attempt, Conflict, DoubtsAsked, Seen
from goldenthread.models import DueItem
from goldenthread.reports.updates import ANSWER, Typed, answers_in, fingerprint
from goldenthread.rules.entries import FIELDS, EntryProblem, EntryRefused, read_entry
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it came back. `touched`: whether anything differs from what was kept when the page was drawn."""

    item_id: int
    content: Mapping[str, str]
    seen: Seen
    touched: bool

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure, a part of one, a judgement, or a reason for having none."""
        return any(self.content.get(name) for name in ("value", "numerator", "denominator", "absence", "judged_as"))

    def attempt(self, item: DueItem, scale: Decimal) -> tuple[Attempt, tuple[EntryProblem, ...]]:
        """What an action takes, and what could not be read."""
        entry, problems = read_entry(self.content, scale=scale, answers=answers_in(self.content))
        return Attempt(item, self.content, entry, self.seen), problems


def typed_rows(data: QueryDict) -> tuple[TypedRow, ...]:
    """Every row of a posted grid, in its order; the hidden fields "item" say which there are."""
    sent = map(whole_number, data.getlist("item"))
    return tuple(_typed_row(data, pk) for pk in sent if pk is not None)


def _typed_row(data: QueryDict, item_id: int) -> TypedRow:
    prefix = f"i{item_id}-"
    content = {
        name.removeprefix(prefix): str(typed).replace("\r\n", "\n").strip()
        for name, typed in data.items()
        if name.startswith(prefix) and _is_known(name.removeprefix(prefix))
    }
    kept = data.get(f"kept-{item_id}", "")
    return TypedRow(item_id, content, Seen.read(data.get(f"seen-{item_id}", "")), fingerprint(content) != kept)


def _is_known(name: str) -> bool:
    return name in FIELDS or name.startswith(ANSWER)


def refused_row(row: TypedRow, refusal: Refusal) -> Typed:
    """The row again with what was typed, and why it was refused."""
    match refusal:
        case Conflict():
            return Typed(row.content, theirs_who=refusal.who, theirs=refusal.theirs, seen=str(refusal.seen))
        case EntryRefused():
            return Typed(row.content, problems={each.field: each.sentence for each in refusal.problems})
        case DoubtsAsked():
            return Typed(row.content, outcome="Answer the question about this figure, then submit again.")
    return Typed(row.content, outcome=refusal.sentence, seen=str(row.seen))
