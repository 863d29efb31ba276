"""What is said of a project, a risk or a budget in a round, in the words in which a return is reviewed beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.models import BudgetPosition, DueItem, ProjectUpdate, RiskReview, Round, User
from goldenthread.reports import risk_records
from goldenthread.reports.due_items import Worklist
from goldenthread.reports.money_grid import verdict_of
from goldenthread.reports.money_records import LineRecord, line_records, money_rules
from goldenthread.reports.projects import MOVED, ProjectBook, ProjectLine
from goldenthread.reports.risk_records import RiskRecord, Scored
from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.money import pounds
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.risk import movement
from goldenthread.rules.trend import DIRECTION_WORDS

LATE = ("late", "very_late")


@dataclass(frozen=True, slots=True)
class Told:
    """What an item that is no return says now and said before; `by_user` is the account that said it."""

    value: str
    target: str
    status: str
    word: str
    sentence: str
    direction: str
    direction_word: str
    direction_sentence: str = ""
    value_before: str = ""
    status_before: str = ""
    word_before: str = ""
    period_before: str = ""
    commentary: str = ""
    action: str = ""
    thoughts: tuple[str, ...] = ()
    by_user: int | None = None
    by: str = ""
    at: datetime | None = None


NOTHING = Told("", "", "", "", "", "", "")
"""Of what the reader may not read."""


def told(work: Worklist, items: Sequence[DueItem]) -> Mapping[int, Told]:
    """What each item says, by its primary key; returns, and what is withheld from the reader, are left out."""
    found: dict[int, Told] = {}
    for kind, read in _READERS.items():
        those = [item for item in items if item.kind == kind]
        found |= read(work, those) if those else {}
    return found


def span_of(round_: Round) -> Period:
    """The round's span as a period, under the round's name."""
    return Period(round_.starts, round_.ends, round_.label)


def _by_round(items: Iterable[DueItem]) -> Mapping[Round, list[DueItem]]:
    groups: dict[Round, list[DueItem]] = {}
    for item in items:
        groups.setdefault(item.round, []).append(item)
    return groups


def _names(rows: Iterable[ProjectUpdate | RiskReview | BudgetPosition]) -> Mapping[int, str]:
    users = User.objects.filter(pk__in={row.recorded_by_id for row in rows}).select_related("person")
    return {user.pk: user.person.name for user in users}


# Projects -------------------------------------------------------------------------------------------------------------


def _projects(work: Worklist, items: Sequence[DueItem]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for round_, those in _by_round(items).items():
        by_project = {item.project_id: item for item in those}
        keys = [pk for pk in by_project if pk is not None]
        book = ProjectBook(work.reader.on, None, span_of(round_), keys, reader=work.reader)
        updates = {record.project.pk: book.update(record) for record in book.records}
        names = _names(update for update in updates.values() if update is not None)
        for record in book.records:
            item = by_project[record.project.pk]
            found[item.pk] = _project(book.line(record), updates[record.project.pk], names, record.version.ends)
    return found


def _project(line: ProjectLine, update: ProjectUpdate | None, names: Mapping[int, str], ends: date | None) -> Told:
    late = [each for each in line.milestones if each.verdict.outcome in LATE and not each.removed]
    shown = [each for each in line.milestones if not each.removed]
    code, word = MOVED[line.moved]
    thoughts = [line.status.word] if line.status.shown_as == "red" else []
    thoughts += ["A new date waits for a decision"] if line.asks else []
    thoughts += ["No update"] if update is None else []
    return Told(
        value=f"{line.percent_complete}% complete" if line.percent_complete is not None else "Not said",
        target=f"Ends {day_words(ends)}" if ends else "None",
        status=line.status.shown_as,
        word=line.status.word,
        sentence=f"{len(late)} of {len(shown)} milestones late." if shown else "No milestones yet.",
        direction=code or "not_comparable",
        direction_word=word,
        value_before="As last reported" if line.was else "",
        status_before=line.was.shown_as if line.was else "",
        word_before=line.was.word if line.was else "",
        period_before="the update before",
        commentary=line.commentary or line.achieved,
        action=line.planned,
        thoughts=tuple(thoughts),
        by_user=update.recorded_by_id if update else None,
        by=names.get(update.recorded_by_id, "") if update else "",
        at=update.recorded_at if update else None,
    )


# Risks ----------------------------------------------------------------------------------------------------------------


def _risks(work: Worklist, items: Sequence[DueItem]) -> dict[int, Told]:
    keys = [item.risk_id for item in items if item.risk_id is not None]
    records = {record.risk.pk: record for record in risk_records.load(reader=work.reader, risks=keys)}
    names = _names(record.reviews[-1] for record in records.values() if record.reviews)
    return {item.pk: _risk(item, records[item.risk_id], names) for item in items if item.risk_id in records}


def review_in(record: RiskRecord, round_: Round) -> RiskReview | None:
    """The last review of a risk that belongs to a round: not from before the round began."""
    last = record.reviews[-1] if record.reviews else None
    return last if last is not None and last.reviewed_on >= round_.starts else None


def _risk(item: DueItem, record: RiskRecord, names: Mapping[int, str]) -> Told:
    proposed, stands = record.last("current"), record.official()
    now = proposed or stands
    before = record.official(item.round.opened_at)
    since = f"the start of the round for {item.round.label}"
    moved = None
    if now is not None and (before is None or before.matrix == now.matrix):
        moved = movement(now.matrix.kind, before.cell if before else None, now.cell, since=since)
    review = review_in(record, item.round) if item.state not in ("due", "returned") else None
    thoughts = ["Above appetite"] if record.above_appetite else []
    if record.pending is not None and stands is not None and proposed is not None and proposed.cell != stands.cell:
        thoughts.append(f"A score of {_score(proposed)} is proposed")
    return Told(
        value=_score(now),
        target=_score(record.last("target")),
        status=now.cell.band.tone if now else "no_target",
        word=now.cell.band.word if now else "Not scored",
        sentence=now.sentence if now else "",
        direction=moved.code if moved else "not_comparable",
        direction_word=moved.word if moved else DIRECTION_WORDS["not_comparable"],
        direction_sentence=moved.sentence if moved else "",
        value_before=_score(before) if before else "",
        status_before=before.cell.band.tone if before else "",
        word_before=before.cell.band.word if before else "",
        period_before="When the round was opened",
        commentary=review.note if review else "",
        thoughts=tuple(thoughts),
        by_user=review.recorded_by_id if review else None,
        by=names.get(review.recorded_by_id, "") if review else "",
        at=review.recorded_at if review else None,
    )


def _score(scored: Scored | None) -> str:
    return scored.cell.label if scored else "Not scored"


# Budgets --------------------------------------------------------------------------------------------------------------


def _budgets(work: Worklist, items: Sequence[DueItem]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for round_, those in _by_round(items).items():
        rules = money_rules(round_.ends)
        keys = [item.budget_id for item in those if item.budget_id is not None]
        records = {record.line.pk: record for record in line_records(round_.ends, lines=keys, reader=work.reader)}
        positions = [row for record in records.values() if (row := record.position(round_.ends)) is not None]
        names = _names(positions)
        found |= {
            item.pk: _budget(item, records[item.budget_id], rules, names) for item in those if item.budget_id in records
        }
    return found


def _budget(item: DueItem, record: LineRecord, rules: MoneySettings, names: Mapping[int, str]) -> Told:
    ends = item.round.ends
    amounts, position, before = record.amounts(ends), record.position(ends), record.before(ends)
    verdict = verdict_of(amounts, "service", rules)
    was = verdict_of(record.amounts(before.ends), "service", rules) if before else None
    thoughts = [verdict.word] if verdict.status == "red" else []
    thoughts += [] if position is not None and position.explanation else ["No explanation"]
    code = _way(amounts.movement)
    return Told(
        value=pounds(amounts.forecast) if amounts.forecast is not None else "No forecast",
        target=pounds(amounts.current),
        status=verdict.status,
        word=verdict.word,
        sentence=verdict.sentence,
        direction=code,
        direction_word=DIRECTION_WORDS[code],
        direction_sentence=f"The variance moved by {pounds(amounts.movement)}." if amounts.movement else "",
        value_before=pounds(before.forecast) if before and before.forecast is not None else "",
        status_before=was.status if was else "",
        word_before=was.word if was else "",
        period_before=day_words(before.ends) if before else "",
        commentary=position.explanation if position else "",
        thoughts=tuple(thoughts),
        by_user=position.recorded_by_id if position else None,
        by=names.get(position.recorded_by_id, "") if position else "",
        at=position.recorded_at if position else None,
    )


def _way(movement: int | None) -> str:
    if movement is None:
        return "not_comparable"
    return "unchanged" if movement == 0 else "declined" if movement > 0 else "improved"


_READERS: Mapping[str, Callable[[Worklist, Sequence[DueItem]], dict[int, Told]]] = {
    "project": _projects,
    "risk": _risks,
    "budget": _budgets,
}
