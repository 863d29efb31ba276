"""What a head of service signs off, and what a verifier verifies: what is red, what changed, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import DueItem
from goldenthread.reports.due_items import (
    NOT_SUBMITTED,
    Contact,
    Subject,
    Worklist,
    contacts,
    may,
    open_items,
    open_returns,
    state_word,
    worklist,
)
from goldenthread.reports.review import Reviewed, Step, review, steps
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED
from goldenthread.rules.workflow import ITEM

Verb = Literal["verify", "sign_off"]
STAGE_OF: dict[str, str] = {"verify": "verified", "sign_off": "signed_off"}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that has not been handed in, and whom to ask."""

    item_id: int
    ref: str
    title: str
    period: str
    state: str
    state_word: str
    overdue: bool
    providers: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """One page for everything that waits for the reader. `thought` need a look, `clean` do not; `waiting` are not yet
    verified; `done` have been signed off (or verified).
    """

    verb: Verb
    lead: str
    deadline: date | None
    next_reader: str
    clean: tuple[Reviewed, ...]
    thought: tuple[Reviewed, ...]
    waiting: tuple[Reviewed, ...]
    missing: tuple[Missing, ...]
    done: tuple[Reviewed, ...]
    rounds: tuple[str, ...]

    @property
    def waits(self) -> int:
        """How many wait for the reader."""
        return len(self.clean) + len(self.thought)


def page(reader: Actor, verb: Verb) -> SignOffPage:
    """Everything in the open rounds that the reader may sign off, or verify."""
    check_can_somewhere(reader, verb, *(("approve",) if verb == "sign_off" else ()))
    work = worklist(reader, open_returns() if verb == "verify" else open_items(), verb)
    ready_from = {item.pk for item in work.items if item.state in _ready_states(work, item, verb)}
    rows = review(work, [item for item in work.items if item.state not in NOT_SUBMITTED])
    ready = [row for row in rows if row.item_id in ready_from and _not_own(work, row, verb)]
    others = [row for row in rows if row.item_id not in ready_from]
    late = [item for item in work.items if item.state in NOT_SUBMITTED]
    days = [day for item in work.items if (day := work.deadline(item, STAGE_OF[verb])) is not None]
    missing = _missing(work, late)
    return SignOffPage(
        verb=verb,
        lead=_lead(ready, missing, verb),
        deadline=min(days, default=None),
        next_reader=_next_reader(work, verb),
        clean=tuple(row for row in ready if row.clean),
        thought=tuple(sorted((row for row in ready if not row.clean), key=_worst_first)),
        waiting=tuple(row for row in others if row.state == "submitted"),
        missing=missing,
        done=tuple(row for row in others if row.state != "submitted"),
        rounds=tuple(dict.fromkeys(item.round.label for item in work.items)),
    )


def _ready_states(work: Worklist, item: DueItem, verb: Verb) -> tuple[str, ...]:
    if item.kind == "return" and verb == "sign_off" and _verifies(work.framework(item)):
        return ("verified",)
    if item.kind != "return" and verb == "verify":
        return ()  # only figures are verified
    return ITEM.transitions[verb].sources


def _verifies(framework: Framework) -> bool:
    return framework.cycle.stage("verified") is not None


def _not_own(work: Worklist, row: Reviewed, verb: Verb) -> bool:
    """Whoever entered a figure is not asked to verify it."""
    return verb == "sign_off" or work.reader.user is None or row.by_user != work.reader.user.pk


def _worst_first(row: Reviewed) -> tuple[int, str]:
    worst = ("red", "amber", "green", "blue")
    return (worst.index(row.status) if row.status in RATED else len(worst), row.ref)


def _missing(work: Worklist, items: Sequence[DueItem]) -> tuple[Missing, ...]:
    on = work.reader.on
    asked = contacts({item.pk: work.subject(item) for item in items}, on)
    found = []
    for item in items:
        subject, due = work.subject(item), work.deadline(item, "entered")
        found.append(
            Missing(
                item_id=item.pk,
                ref=subject.ref,
                title=subject.title,
                period=work.period_label(item),
                state=item.state,
                state_word=state_word(item.state),
                overdue=due is not None and due < on,
                providers=asked[item.pk],
            )
        )
    return tuple(found)


def _lead(ready: Sequence[Reviewed], missing: Sequence[Missing], verb: Verb) -> str:
    what = "sign off" if verb == "sign_off" else "verify"
    if not ready:
        waits = f" {len(missing)} have not been handed in." if missing else ""
        return f"Nothing waits for you to {what}.{waits}"
    red = sum(row.status == "red" for row in ready)
    changed = sum(row.status_changed for row in ready)
    parts = [f"{len(ready)} to {what}"]
    if red:
        parts.append(f"{red} off target")
    if changed:
        parts.append(f"{changed} with another status than last time")
    if missing:
        parts.append(f"{len(missing)} not handed in")
    return f"{', '.join(parts)}."


def _next_reader(work: Worklist, verb: Verb) -> str:
    """Who waits for the reader: the next stage's role, in the council's words, and its deadline."""
    for item in work.items:
        framework = work.framework(item)
        for stage, following in pairwise(framework.cycle.stages):
            if stage.code == STAGE_OF[verb]:
                due = work.deadline(item, following.code)
                by_when = f", due by {day_words(due)}" if due else ""
                return f"The {framework.role_word(following.by)} waits for these: {following.name}{by_when}."
    return ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item to be looked at closely, with its steps and what the reader may do with it now."""

    row: Reviewed
    steps: tuple[Step, ...]
    may_verify: bool
    may_sign_off: bool
    may_approve: bool
    may_return: bool
    may_override: bool
    override_choices: tuple[tuple[str, str], ...]


def item_page(reader: Actor, item_id: int) -> ItemPage:
    """One item, for whoever verifies, signs off or approves it."""
    work = worklist(reader, DueItem.objects.filter(pk=item_id), "verify", "sign_off", "approve")
    if not work.items:
        raise Refusal("no_such_return", "There is nothing of that kind for you to look at.")
    item = work.items[0]
    row = review(work, work.items)[0]
    subject = work.subject(item)
    final = item.is_final
    framework = work.framework(item)

    def can(verb: Verb | Literal["approve"]) -> bool:
        return not final and may(reader, verb, subject) and item.state in _sources(work, item, verb)

    overridable = item.kind == "return" and framework.judgement.override.allowed and row.status in RATED and not final
    return ItemPage(
        row=row,
        steps=steps(item),
        may_verify=can("verify") and _not_own(work, row, "verify"),
        may_sign_off=can("sign_off"),
        may_approve=can("approve"),
        may_return=_may_return(reader, subject, item) and not final,
        may_override=overridable and may(reader, "override", subject) and item.state not in NOT_SUBMITTED,
        override_choices=tuple((code, framework.status_word(code)) for code in RATED if code != row.status),
    )


def _sources(work: Worklist, item: DueItem, verb: Verb | Literal["approve"]) -> tuple[str, ...]:
    return ITEM.transitions["approve"].sources if verb == "approve" else _ready_states(work, item, verb)


def _may_return(reader: Actor, subject: Subject, item: DueItem) -> bool:
    allowed = may(reader, "sign_off", subject) or may(reader, "approve", subject)
    return allowed and item.state in ITEM.transitions["return"].sources
