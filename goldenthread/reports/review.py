"""An item as whoever signs it off or approves it reads it: now beside last time, and what needs a thought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.models import DueItem, ExceptionReport, ReturnVersion, WorkflowEvent
from goldenthread.reports.due_items import Worklist, state_word
from goldenthread.reports.results import Result, result
from goldenthread.reports.reviewed_things import NOTHING, Told, told
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.trend import DIRECTION_WORDS
from goldenthread.rules.values import format_value


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One item. Figures are text with their unit; `status_before` and the like are last round's.

    `kind` is a key of `rules.due_kinds.KINDS`. `thoughts` are the reasons to look before agreeing; an item without any
    is "clean". `revision` is the item's, so that nothing is agreed that changed meanwhile.
    """

    kind: str
    item_id: int
    revision: int
    ref: str
    title: str
    service: str
    body: str
    period: str
    state: str
    state_word: str
    value: str
    target: str
    status: str
    word: str
    sentence: str
    direction: str
    direction_word: str
    direction_sentence: str
    value_before: str
    status_before: str
    word_before: str
    period_before: str
    series: tuple[Decimal | None, ...]
    chart_target: Decimal | None
    commentary: str
    action: str
    flags: tuple[str, ...]
    thoughts: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]
    by: str
    by_user: int | None
    at: datetime | None
    exception_id: int | None
    exception_state: str

    @property
    def kind_word(self) -> str:
        """ "Project update"; empty for a return, which goes without saying."""
        return KINDS[self.kind].word if self.kind != "return" else ""

    @property
    def clean(self) -> bool:
        """Whether nothing about it asks for a thought."""
        return not self.thoughts

    @property
    def status_changed(self) -> bool:
        """Whether its status differs from last time's."""
        return bool(self.word_before) and self.status != self.status_before


@dataclass(frozen=True, slots=True)
class Step:
    """One step that an item took."""

    what: str
    by: str
    at: datetime
    note: str


DOUBT_WORDS = {
    "period_not_over": "The period had not ended",
    "fraction_for_percent": "It looked like a fraction instead of a percentage",
    "order_of_magnitude": "It was many times larger or smaller than before",
    "numerator_above_denominator": "The numerator was larger than the denominator",
    "parts_disagree": "Numerator and denominator gave another figure",
    "percent_out_of_range": "It was not between 0% and 100%",
    "unchanged": "It was exactly the last value",
    "zero_may_be_missing": "It was 0, and earlier values were not",
    "target_zero": "The target was 0",
}


def review(work: Worklist, items: Sequence[DueItem]) -> list[Reviewed]:
    """The items as they would be read, in their order; what is withheld from the reader is left out."""
    returned = [item for item in items if item.kind == "return"]
    versions = ReturnVersion.objects.current().filter(of_return__in=[item.place.pk for item in returned])
    by_return = {version.of_return_id: version for version in versions.select_related("recorded_by__person")}
    others = told(work, items)
    return [
        _reviewed(work, item, by_return.get(item.place.pk)) if item.kind == "return" else _other(work, item, said)
        for item in items
        for said in (others.get(item.pk, NOTHING),)
        if item.kind == "return" or said is not NOTHING
    ]


def exception_of(item: DueItem) -> ExceptionReport | None:
    """The item's exception report, if one was asked for; read with the item."""
    return getattr(item, "exception", None)


def _other(work: Worklist, item: DueItem, said: Told) -> Reviewed:
    subject, exception = work.subject(item), exception_of(item)
    owed = ("Exception report still to be written",) if exception is not None and exception.state != "complete" else ()
    return Reviewed(
        kind=item.kind,
        item_id=item.pk,
        revision=item.revision,
        ref=subject.ref,
        title=subject.title,
        service=work.service(item),
        body=work.body(item),
        period=item.round.label,
        state=item.state,
        state_word=state_word(item.state),
        value=said.value,
        target=said.target,
        status=said.status,
        word=said.word,
        sentence=said.sentence,
        direction=said.direction,
        direction_word=said.direction_word,
        direction_sentence=said.direction_sentence,
        value_before=said.value_before,
        status_before=said.status_before,
        word_before=said.word_before,
        period_before=said.period_before,
        series=(),
        chart_target=None,
        commentary=said.commentary,
        action=said.action,
        flags=(),
        thoughts=(*said.thoughts, *owed),
        doubts=(),
        by=said.by,
        by_user=said.by_user,
        at=said.at,
        exception_id=exception.pk if exception else None,
        exception_state=exception.state if exception else "",
    )


def _reviewed(work: Worklist, item: DueItem, version: ReturnVersion | None) -> Reviewed:
    record = work.record(item)
    now = work.result(item)
    before = result(work.book, record, record.previous(now.period), on=work.reader.on)
    exception = exception_of(item)
    doubts = (
        tuple((DOUBT_WORDS.get(each["code"], each["code"]), each["answer"]) for each in version.doubts)
        if version
        else ()
    )
    return Reviewed(
        kind="return",
        item_id=item.pk,
        revision=item.revision,
        ref=now.ref,
        title=now.title,
        service=work.service(item),
        body=work.body(item),
        period=now.period.label,
        state=item.state,
        state_word=state_word(item.state),
        value=value_words(now),
        target=target_words(now),
        status=now.status,
        word=now.word,
        sentence=now.judgement.sentence,
        direction=now.direction.code,
        direction_word=DIRECTION_WORDS[now.direction.code],
        direction_sentence=now.direction.sentence,
        value_before=value_words(before) if before.value is not None else "",
        status_before=before.status,
        word_before=before.word if before.value is not None else "",
        period_before=before.period.label,
        series=now.series,
        chart_target=now.target,
        commentary=now.observation.commentary if now.observation else "",
        action=now.observation.action if now.observation else "",
        flags=now.flag_words,
        thoughts=tuple(_thoughts(now, doubts, exception)),
        doubts=doubts,
        by=version.recorded_by.person.name if version else "",
        by_user=version.recorded_by_id if version else None,
        at=version.recorded_at if version else None,
        exception_id=exception.pk if exception else None,
        exception_state=exception.state if exception else "",
    )


def value_words(judged: Result) -> str:
    """The figure that was judged with its unit ("248 homes so far this year"), or the word for having none."""
    figure = judged.value if judged.year_to_date is None else judged.year_to_date
    if figure is None:
        return judged.word
    so_far = "" if judged.year_to_date is None else " so far this year"
    return f"{format_value(figure, judged.definition.unit, judged.definition.decimals)}{so_far}"


def target_words(judged: Result) -> str:
    """The target that goes with it: one value, a range, or "None"."""
    unit, decimals = judged.definition.unit, judged.definition.decimals
    if judged.low is not None and judged.high is not None and judged.low != judged.high:
        return f"{format_value(judged.low, unit, decimals)} to {format_value(judged.high, unit, decimals)}"
    by_now = "" if judged.year_to_date is None else " by now"
    return f"{format_value(judged.target, unit, decimals)}{by_now}" if judged.target is not None else "None"


def _thoughts(judged: Result, doubts: Sequence[tuple[str, str]], exception: ExceptionReport | None) -> list[str]:
    """Why a return should be read before it is agreed."""
    found = []
    if judged.status == "red":
        found.append(judged.word)
    if exception is not None and exception.state != "complete":
        found.append("Exception report still to be written")
    if doubts:
        found.append("A doubt was answered")
    if judged.value is None:
        found.append("No figure")
    if "overridden" in judged.flags:
        found.append("Status set by hand")
    if "changed_since_reported" in judged.flags:
        found.append("Changed since it was reported")
    return found


_STEPS: Mapping[str, str] = {
    "save": "Draft saved",
    "discard": "Draft discarded",
    "submit": "Submitted",
    "edit": "Changed after it was submitted",
    "verify": "Verified",
    "sign_off": "Signed off",
    "approve": "Approved for committee",
    "return": "Sent back",
}


def steps(item: DueItem) -> tuple[Step, ...]:
    """What happened to an item, the newest first: one query."""
    events = WorkflowEvent.objects.filter(item=item).select_related("by__person").order_by("-at", "-pk")
    return tuple(Step(_STEPS[event.verb], event.by.person.name, event.at, event.note) for event in events)
