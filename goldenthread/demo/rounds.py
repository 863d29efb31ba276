"""The demo council's rounds: two that ended with published papers, and one under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import cycles, exceptions, measures, papers, returns, signing
from goldenthread.actions.measures import PeriodTarget
from goldenthread.demo import tables, wards
from goldenthread.demo.clearing import clear_texts
from goldenthread.demo.figures import Figure
from goldenthread.demo.founding import figure_of
from goldenthread.demo.round_things import Others, approve, explain, hand_in, sign_off
from goldenthread.demo.timeline import at
from goldenthread.demo.world import World
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import DueItem, ExceptionReport, Paper, Round
from goldenthread.reports.records import Book, load
from goldenthread.rules.clear_days import add_working_days, subtract_working_days
from goldenthread.rules.entries import Entry
from goldenthread.rules.periods import Period, periods_between
from goldenthread.rules.values import format_value, plain

OPENS = "Tom Whitaker"
CHECKS = "Gareth Pugh"
MANAGES = "Priya Nair"
APPROVES = "Helen Marsden"
CLERKS = {"FM": "Rosalind Keane", "EDS": "Rosalind Keane", "HCS": "Daniel Frost"}

# How far an item goes unless the tables say otherwise.
_FURTHEST = {"FM": "approved", "EDS": "signed_off", "HCS": "signed_off"}
_SUBMITTED = ("submitted", "verified", "signed_off", "approved", "returned")


@dataclass(slots=True)
class Telling:
    """A round while it is being told: its records, and what its table says about it."""

    world: World
    offset: int
    round: Round
    items: list[DueItem]
    facts: Mapping[str, Any]

    def day(self, step: str) -> date:
        """The day of a step: so many working days after the quarter's end, and never in the future."""
        count: int = tables.table("words/rounds")["working_days"][step]
        return self.world.timeline.working_day(self.offset, count)

    @property
    def is_past(self) -> bool:
        return self.offset < 0

    def reached(self, item: DueItem) -> str:
        """How far an item gets in this round."""
        if self.is_past:
            return "approved"
        return str(self.facts["reached"].get(_ref(item), _FURTHEST[_body(item)]))

    def those(self, *reached: str) -> list[DueItem]:
        """The items that get as far as one of these."""
        return [item for item in self.items if self.reached(item) in reached]


def _ref(item: DueItem) -> str:
    return item.place.measure.ref


def _body(item: DueItem) -> str:
    return item.paper.meeting.body.code if item.paper else ""


def tell(world: World, offset: int) -> Round:
    """Tell one round from its opening to its papers, as far as it has got."""
    telling = _open(world, offset)
    others = Others(world, offset, telling.round, telling.facts.get("reached", {}))
    _enter(telling)
    wards.split(world, telling.round, telling.day("entered"))
    hand_in(others)
    if telling.is_past:
        _answer_a_note(telling)
    else:
        _check(telling)
    _explain(telling)
    explain(others, telling.day("checked"), telling.facts.get("exceptions", {}))
    _sign_off(telling)
    sign_off(others, telling.day("signed_off"))
    _override(telling)
    _waive(telling)
    _approve(telling)
    approve(others, telling.day("approved"))
    if not telling.is_past:
        _send_back(telling)
    for paper in _papers(telling):
        _write_paper(telling, paper)
    if telling.is_past:
        _publish(telling)
        _revise(telling)
        _change_targets(telling)
    return telling.round


def _open(world: World, offset: int) -> Telling:
    quarter = world.timeline.quarter(offset)
    day = world.timeline.working_day(offset, 1)
    telling_of = tables.table("words/rounds")[offset]
    round_ = cycles.open_round(
        by=world.actor(OPENS, day),
        at=at(day, 9, 30),
        label=quarter.label,
        starts=quarter.start,
        ends=quarter.end,
        meetings=[world.meetings[code, offset] for code in world.bodies],
        kinds=telling_of["asks_for"],
    )
    return Telling(world, offset, round_, _items(round_), telling_of)


def _items(round_: Round) -> list[DueItem]:
    found = DueItem.objects.filter(round=round_, of_return__isnull=False).select_related(
        "of_return__measure", "paper__meeting__body"
    )
    return list(found.order_by("of_return__measure__ref", "of_return__ends"))


def _papers(telling: Telling) -> list[Paper]:
    return list(telling.round.papers.select_related("meeting__body").order_by("meeting__day"))


# Entering -------------------------------------------------------------------------------------------------------------


def _enter(telling: Telling) -> None:
    """Everybody enters what is theirs, over the first days of the round."""
    world = telling.world
    book = load(reader=world.actor(OPENS, telling.day("entered")))
    by_ref = {facts["ref"]: facts for facts in tables.measures()}
    for number, item in enumerate(telling.items):
        facts = by_ref[_ref(item)]
        day = subtract_working_days(telling.day("entered"), number % 6)
        moment = at(day, 9 + number % 8, number * 7 % 60)
        if telling.reached(item) in _SUBMITTED:
            _submit(telling, item, facts, book, day, moment)
        elif telling.reached(item) == "entered":
            returns.save_draft(
                by=world.actor(facts["provider"], day),
                at=moment,
                item=item,
                content=_typed(_entry(telling, item, facts, book)),
                book=book,
            )


def _submit(telling: Telling, item: DueItem, facts: Mapping[str, Any], book: Book, day: date, moment: datetime) -> None:
    submit = _with_answers(
        lambda entry: returns.submit(
            by=telling.world.actor(facts["provider"], day), at=moment, item=item, entry=entry, book=book
        )
    )
    submit(_entry(telling, item, facts, book))


def _with_answers(submit: Callable[[Entry], object]) -> Callable[[Entry], None]:
    """Submit as people do: if the software asks, answer, and submit again."""

    def submitted(entry: Entry) -> None:
        try:
            submit(entry)
        except returns.DoubtsAsked as asked:
            known = tables.table("words/rounds")["answers"]
            answers = {doubt.code: known[doubt.code] for doubt in asked.doubts}
            submit(replace(entry, answers=answers))

    return submitted


def _entry(telling: Telling, item: DueItem, facts: Mapping[str, Any], book: Book) -> Entry:
    """What is entered for an item: its figure with its words, or that it is not there yet."""
    ref = facts["ref"]
    commentary = tables.words("commentary", ref, telling.offset) or ""
    expected = _expected(telling, item, ref)
    if expected is not None:
        return Entry(absence="awaiting_data", available_from=expected, commentary=commentary)
    found = figure_of(facts, _period(item), telling.world.timeline)
    return Entry(
        value=found.value,
        numerator=found.numerator,
        denominator=found.denominator,
        data_status="provisional" if ref in telling.facts.get("provisional", ()) else "confirmed",
        commentary=_said(commentary, book, item, found),
        action=tables.words("actions", ref, telling.offset) or "",
    )


def _expected(telling: Telling, item: DueItem, ref: str) -> date | None:
    """The day that late data is expected; None where the figure is there."""
    always = tables.table("words/rounds")["always_awaiting"].get(ref)
    if always:
        return add_working_days(item.place.ends + timedelta(weeks=always["weeks_after_year_end"]), 0)
    awaited = telling.facts.get("awaiting", {}).get(ref)
    if awaited:
        return add_working_days(telling.world.timeline.today + timedelta(weeks=awaited["weeks_from_today"]), 0)
    return None


def _period(item: DueItem) -> Period:
    return Period(item.place.starts, item.place.ends, "")


def _said(text: str, book: Book, item: DueItem, found: Figure) -> str:
    """A text with the figures it speaks of put in."""
    record = book.measures[item.place.measure_id]
    definition = record.definition(item.place.ends)
    target = record.target(_period(item))

    def shown(value: Decimal | None) -> str:
        return format_value(value, definition.unit, definition.decimals)

    return text.format(
        value=shown(found.value),
        target=shown(target.target if target else None),
        numerator=plain(found.numerator) if found.numerator is not None else "",
        denominator=plain(found.denominator) if found.denominator is not None else "",
        quarter=item.round.label,
    )


def _typed(entry: Entry) -> dict[str, str]:
    """An entry as it stands in a form that nobody has submitted yet."""
    has_parts = entry.numerator is not None
    return {
        "value": "" if has_parts or entry.value is None else str(entry.value),
        "numerator": str(entry.numerator) if has_parts else "",
        "denominator": str(entry.denominator) if has_parts else "",
        "commentary": entry.commentary,
    }


# Checking and signing off ---------------------------------------------------------------------------------------------


def _check(telling: Telling) -> None:
    day = telling.day("checked")
    signing.verify(by=telling.world.actor(CHECKS, day), at=at(day, 11), items=telling.those("verified"))


def _answer_a_note(telling: Telling) -> None:
    """One return went back with a note, and was submitted again."""
    for ref, note in telling.facts.get("sent_back", {}).items():
        item = [each for each in telling.items if _ref(each) == ref][-1]
        facts = next(one for one in tables.measures() if one["ref"] == ref)
        day = telling.day("checked")
        by = telling.world.actor(note["by"], day)
        signing.send_back(by=by, at=at(day, 10), item=item, note=note["note"])
        book = load(reader=by, measures=[item.place.measure_id])
        item.refresh_from_db()
        _submit(telling, item, facts, book, day, at(day, 15))


def _sign_off(telling: Telling) -> None:
    """Each head of service signs off what is theirs."""
    day = telling.day("signed_off")
    # A note from a director comes after the head of service's signature.
    directors = [item for item in telling.those("returned") if _sent_back_by(telling, item) == "Martin Oakes"]
    ready = [*telling.those("signed_off", "approved"), *directors]
    for number, (service, items) in enumerate(sorted(_by_service(ready).items())):
        head = _head_of(service)
        signing.sign_off(by=telling.world.actor(head, day), at=at(day, 13, number * 4), items=items)


def _sent_back_by(telling: Telling, item: DueItem) -> str:
    return str(telling.facts["returned"][_ref(item)]["by"])


def _by_service(items: Iterable[DueItem]) -> dict[str, list[DueItem]]:
    services = {facts["ref"]: facts["service"] for facts in tables.measures()}
    found: dict[str, list[DueItem]] = {}
    for item in items:
        found.setdefault(services[_ref(item)], []).append(item)
    return found


def _head_of(service: str) -> str:
    officers = tables.table("people")["officers"]
    return str(next(one["name"] for one in officers if one.get("roles", {}).get("head_of_service") == [service]))


def _approve(telling: Telling) -> None:
    day = telling.day("approved")
    signing.approve(by=telling.world.actor(APPROVES, day), at=at(day, 15), items=telling.those("approved"))


def _send_back(telling: Telling) -> None:
    day = telling.day("approved")
    for item in telling.those("returned"):
        note = telling.facts["returned"][_ref(item)]
        signing.send_back(by=telling.world.actor(note["by"], day), at=at(day, 16), item=item, note=note["note"])


def _override(telling: Telling) -> None:
    day = telling.day("signed_off")
    for ref, facts in telling.facts.get("overrides", {}).items():
        item = next(item for item in telling.items if _ref(item) == ref)
        by = telling.world.actor(facts["by"], day)
        returns.override(by=by, at=at(day, 16), item=item, status=facts["status"], reason=facts["reason"])


# Exception reports ----------------------------------------------------------------------------------------------------


def _explain(telling: Telling) -> None:
    """Those who own a measure that is off target write why, and what they will do."""
    stages = telling.facts.get("exceptions", {})
    waived = telling.facts.get("waived_exceptions", {})
    asked = ExceptionReport.objects.filter(item__round=telling.round, item__of_return__isnull=False).select_related(
        "item__of_return__measure", "item__round"
    )
    for exception in asked:
        ref = _ref(exception.item)
        if ref not in waived and stages.get(ref) != "required":
            _write(telling, exception, complete=stages.get(ref) != "draft")


def _write(telling: Telling, exception: ExceptionReport, *, complete: bool) -> None:
    world, ref = telling.world, _ref(exception.item)
    written = tables.words("exceptions", ref, telling.offset)
    facts = next(one for one in tables.measures() if one["ref"] == ref)
    day = telling.day("checked")
    by = world.actor(facts.get("owner", facts["provider"]), day)
    book = load(reader=by, measures=[exception.item.place.measure_id])
    found = figure_of(facts, _period(exception.item), world.timeline)
    back = written.get("back_on_track")
    exceptions.write(
        by=by,
        at=at(day, 12, 30),
        exception=exception,
        sections={heading: _said(text, book, exception.item, found) for heading, text in written["sections"].items()},
        on_track_by=world.timeline.in_weeks(telling.offset, back) if back else None,
        forecast=Decimal(str(written["forecast"])) if "forecast" in written else None,
        help_needed=written.get("help_needed", ""),
        promises=[
            exceptions.Promise(
                promise["text"], world.person(promise["owner"]), world.timeline.in_weeks(telling.offset, promise["due"])
            )
            for promise in written["promises"]
        ],
        complete=complete,
    )


def _waive(telling: Telling) -> None:
    day = telling.day("approved")
    by = telling.world.actor(MANAGES, day)
    for what, kind in (("waived_exceptions", "exception"), ("waived_returns", "return")):
        for ref, reason in telling.facts.get(what, {}).items():
            for item in (item for item in telling.items if _ref(item) == ref):
                exceptions.waive(by=by, at=at(day, 11), item=item, what=kind, reason=reason)


# Papers ---------------------------------------------------------------------------------------------------------------


def _write_paper(telling: Telling, paper: Paper) -> None:
    """The words of a paper; where every figure is approved, the lock on it, and that its implications are cleared."""
    world, code = telling.world, paper.meeting.body.code
    day = telling.day("approved")
    texts = tables.table("words/papers")
    written = {**texts["every"], **texts[code]}
    written["Doc"] = written["Doc"].format(round=telling.round.label.replace(" ", "-").replace("/", "-"))
    written["Executive summary"] = texts["summaries"][code][telling.offset]
    papers.write(by=world.actor(MANAGES, day), at=at(day, 16, 30), paper=paper, texts=written)
    if telling.is_past or code in telling.facts["locked"]:
        papers.lock(by=world.actor(APPROVES, day), at=at(day, 17), paper=paper)
        clear_texts(world, paper, at(day, 17, 15))
        papers.clear(by=world.actor(MANAGES, day), at=at(day, 17, 30), paper=paper)


def _publish(telling: Telling) -> None:
    """Freeze and publish each paper on the last day for it, and close the round."""
    last = telling.day("approved")
    for paper in _papers(telling):
        code = paper.meeting.body.code
        day = paper.deadlines.get(stage="dispatched").due
        clerk = telling.world.actor(CLERKS[code], day)
        papers.finalise(by=clerk, at=at(day, 11), paper=paper)
        _build_files(at(day, 11, 5))
        papers.publish(by=clerk, at=at(day, 14), paper=paper)
        telling.world.say(f"{telling.round.label}: the paper for {code} is published in Word, PDF and Excel")
        last = max(last, paper.meeting.day)
    cycles.close_round(by=telling.world.actor(OPENS, last), at=at(last, 17), round_=telling.round)


def _build_files(moment: datetime) -> None:
    """Do what the worker would have done by then."""
    while run_next(JOBS, lambda: moment):
        pass


def _revise(telling: Telling) -> None:
    """What turned out after the paper was published: the figure changes, the paper stays."""
    day = add_working_days(max(paper.meeting.day for paper in _papers(telling)), 5)
    for item in _items(telling.round):
        ref = _ref(item)
        facts = next(one for one in tables.measures() if one["ref"] == ref)
        correction = telling.facts.get("revised", {}).get(ref)
        found = figure_of(facts, _period(item), telling.world.timeline)
        if correction:
            found = _corrected(found, Decimal(str(correction["value"])))
            _revise_one(telling, item, facts, found, day, correction["reason"], correction["commentary"])
        expected = _expected(telling, item, ref)
        if expected is not None and expected <= telling.world.timeline.yesterday:
            late = tables.table("words/rounds")["always_awaiting"][ref]
            _revise_one(telling, item, facts, found, max(day, expected), late["reason"], late["commentary"])


def _change_targets(telling: Telling) -> None:
    """What a committee asked for at its meeting: another target for the rest of the year, the past left as it was."""
    timeline = telling.world.timeline
    day = add_working_days(max(paper.meeting.day for paper in _papers(telling)), 3)
    rest_of_year = periods_between(
        timeline.quarter(telling.offset + 1).start, timeline.year(0).end, "quarter", "financial"
    )
    for ref, facts in telling.facts.get("target_changed", {}).items():
        measures.set_targets(
            by=telling.world.actor(facts["by"], day),
            at=at(day, 10),
            measure=telling.world.measures[ref],
            targets=[PeriodTarget(each.start, each.end, target=Decimal(facts["target"])) for each in rest_of_year],
            reason=facts["reason"],
        )


def _corrected(found: Figure, value: Decimal) -> Figure:
    """The same denominator with the numerator that comes closest to the value."""
    if found.denominator is None:
        return Figure(value)
    numerator = (value * found.denominator / 100).quantize(Decimal(1))
    return Figure(numerator * 100 / found.denominator, numerator, found.denominator)


def _revise_one(
    telling: Telling,
    item: DueItem,
    facts: Mapping[str, Any],
    found: Figure,
    day: date,
    reason: str,
    commentary: str,
) -> None:
    by: Actor = telling.world.actor(facts["provider"], day)
    submit = _with_answers(lambda entry: returns.submit(by=by, at=at(day, 11), item=item, entry=entry, reason=reason))
    submit(Entry(value=found.value, numerator=found.numerator, denominator=found.denominator, commentary=commentary))
