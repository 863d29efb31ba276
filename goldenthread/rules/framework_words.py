"""A framework in sentences that a committee could approve, each saying where the document holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rules.framework import (
    TRIGGERS,
    DirectionSettings,
    Framework,
    JudgementDefault,
)
from goldenthread.rules.framework_bodies import Look, Notice
from goldenthread.rules.framework_calendar import CalendarRule
from goldenthread.rules.framework_life import DELEGABLE_WORDS
from goldenthread.rules.framework_paper import ReportSection, ReportSubheading
from goldenthread.rules.money import Level, limit_words
from goldenthread.rules.periods import day_words
from goldenthread.rules.remits import KINDS, OVER
from goldenthread.rules.trend import AGAINST_WORDS


@dataclass(frozen=True, slots=True)
class Sentence:
    """One rule in words; `path` is its place in the document, `assumed` whether the public document leaves it open."""

    text: str
    path: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences about one subject."""

    heading: str
    sentences: tuple[Sentence, ...]


def describe(framework: Framework) -> tuple[Passage, ...]:
    """Every rule of the framework in words, by subject, in the order of the document."""
    passages = (
        ("Approval", _approval(framework)),
        ("The plan", _plan(framework)),
        ("Reporting periods", _calendars(framework)),
        ("Judgement", _judgement(framework)),
        ("The round", _cycle(framework)),
        ("Who sees what", _visibility(framework)),
        ("Exception reports", _exceptions(framework)),
        ("Projects", _delivery(framework)),
        ("Risks and opportunities", _risk(framework)),
        ("Money", _money(framework)),
        ("Committees", _committees(framework)),
        ("Routes", _routes(framework)),
        ("Service plans", _service_plans(framework)),
        ("Assessments", _assessments(framework)),
        ("The committee's paper", _paper(framework)),
        ("Notice", _notice(framework)),
    )
    return tuple(
        Passage(heading, sentences)
        for heading, rules in passages
        if (sentences := tuple(Sentence(text, path, framework.is_assumed(path)) for path, text in rules))
    )


Rules = Iterator[tuple[str, str]]
"""Pairs of the path in the document and the sentence."""


def listed(words: Iterable[str], joined_by: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} {joined_by} {last}" if most else last


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _days(count: int, what: str = "working day") -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _approval(framework: Framework) -> Rules:
    approved = framework.approved
    before = f" It was last reviewed in {_month(approved.previous_review)}." if approved.previous_review else ""
    yield "approved", f"{approved.by} approved this framework on {day_words(approved.date)}.{before}"
    if framework.review_due:
        yield "review_due", f"It is due for review by {day_words(framework.review_due)}."
    else:
        years = framework.valid_years
        yield "valid_years", f"It is due for review after {years} year{'' if years == 1 else 's'}."
    if framework.related:
        yield "related", f"It belongs with: {'; '.join(framework.related)}."
    for each in framework.delegated:
        yield "delegated", f"The {each.to} may approve {DELEGABLE_WORDS[each.what]} without a body."


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _month(year_and_month: str) -> str:
    year, month = year_and_month.split("-")[:2]
    return f"{_MONTHS[int(month) - 1]} {year}"


def _plan(framework: Framework) -> Rules:
    plan = framework.plan
    yield (
        "plan",
        f"It serves {plan.name}, approved by {plan.approved_by} on {day_words(plan.approved_date)} and effective from "
        f"{day_words(plan.effective_from)}.",
    )
    if plan.effective_to:
        yield "plan.effective_to", f"The plan ends on {day_words(plan.effective_to)}."
    yield "levels", f"The plan's levels, from the top: {listed(level.name for level in framework.levels)}."
    for level in framework.private_levels:
        yield (
            f"levels.{level.code}.private",
            f"“{level.name}” is about individuals: only the person and the line manager ever see one.",
        )


def _calendars(framework: Framework) -> Rules:
    for name, calendar in framework.calendars.items():
        used = " Rounds follow it." if framework.calendar is calendar and len(framework.calendars) > 1 else ""
        yield f"calendars.{name}", f"The {name} calendar has {_calendar(calendar)}.{used}"


def _calendar(calendar: CalendarRule) -> str:
    own = [f"{span.name} ({span.days})" for span in calendar.spans]
    if calendar.months:
        own.append(f"periods of {listed(map(str, calendar.months))} months from the start of the year")
    if own and calendar.periods == "custom":
        return listed(own)
    if calendar.periods == "custom":
        return "periods whose dates are given when a round is opened"
    added = ", each counted from the start of the year" if calendar.cumulative else ""
    length = {"month": "months", "quarter": "quarters", "half": "half-years", "year": "years"}[calendar.periods]
    return f"{length} of a year that starts on 1 {calendar.year_starts.capitalize()}{added}"


def _judgement(framework: Framework) -> Rules:
    judgement, word = framework.judgement, framework.status_word
    yield "judgement.default", _judged(judgement.default)
    yield from _bands(judgement.default, framework)
    if judgement.direction.compare:
        compared = listed(AGAINST_WORDS[against] for against in judgement.direction.against)
        steady = _steady(judgement.direction)
        yield "judgement.direction", f"Direction is shown against {compared}; {steady}."
    if judgement.commentary_when:
        when = listed(
            ("declining" if status == "declining" else f"“{word(status)}”" for status in judgement.commentary_when),
            "or",
        )
        yield "judgement.commentary_when", f"A commentary is needed when a measure is {when}."
    yield "judgement.override", _override(framework)


def _steady(direction: DirectionSettings) -> str:
    if not direction.deadband:
        return "any change at all counts"
    unit = {"percent": " %", "points": " percentage points", "absolute": " of the measure's own unit"}
    return f"a change of up to {_number(direction.deadband)}{unit[direction.deadband_mode]} counts as steady"


_FIGURE = {"period": "the period's figure", "year_to_date": "the year to date", "rolling": "the rolling figure"}
_BASIS = {
    "target": "the target",
    "floor": "the minimum standard",
    "range": "the target range",
    "benchmark": "the benchmark",
    "last_year": "the same period last year",
    "forecast": "the forecast",
}
_UNIT = {"percent": "% of it", "points": " percentage points", "absolute": " of the measure's own unit"}


def _judged(rule: JudgementDefault) -> str:
    start = "Unless a measure has a rule of its own,"
    if rule.basis == "none":
        return f"{start} it is shown for information and not judged."
    if rule.basis == "evidence":
        return f"{start} people judge it on the evidence they give."
    figures = "on the figures as displayed" if rule.rounding == "displayed" else "on figures that are not rounded"
    return f"{start} {_FIGURE[rule.judges]} is judged against {_BASIS[rule.basis]}, {figures}."


def _bands(rule: JudgementDefault, framework: Framework) -> Rules:
    if rule.basis in ("none", "evidence"):
        return
    word, path, basis = framework.status_word, "judgement.default", _BASIS[rule.basis]
    green = f"missed by no more than {_within(rule, rule.green_within)}" if rule.green_within else "met"
    yield f"{path}.green_within", f"{word('green')} (green): {basis} is {green}."
    if rule.trend_modifier == "none":
        amber = f"{basis} is missed by no more than {_within(rule, rule.amber_within)}"
    else:
        amber = f"{basis} is missed, by a figure no worse than in the same period last year"
    yield f"{path}.amber_within", f"{word('amber')} (amber): {amber}. {word('red')} (red): anything worse."
    if rule.evidence_gate:
        yield f"{path}.evidence_gate", f"Without evidence of action, anything but green is {word('red')} (red)."
    if not rule.surveys_in_year:
        yield f"{path}.surveys_in_year", "A survey is rated over a whole year; within one it is shown for information."
    if rule.blue_beyond is not None:
        beaten = f"{basis} is beaten by more than {_within(rule, rule.blue_beyond)}"
        yield f"{path}.blue_beyond", f"{word('blue')} (blue): {beaten}."
    side = "better" if rule.boundary == "inclusive" else "worse"
    yield f"{path}.boundary", f"A figure exactly on a limit earns the {side} of the two statuses."
    yield f"{path}.zero_target", _zero_target(rule)


def _within(rule: JudgementDefault, limit: Decimal) -> str:
    return f"{_number(limit)}{_UNIT[rule.mode]}"


def _zero_target(rule: JudgementDefault) -> str:
    if rule.zero_target == "no_target":
        return "A target of 0 counts as no target."
    amber = f", and is amber up to {_number(rule.zero_amber_within)} off" if rule.zero_amber_within else ""
    return f"A target of 0 has no percentage: it is met or it is not{amber}."


def _override(framework: Framework) -> str:
    override = framework.judgement.override
    if not override.allowed:
        return "Nobody may set a status by hand."
    needs = f" with {listed(f'{_a(need)}' for need in override.needs)}" if override.needs else ""
    printed = ", and the paper says so" if override.printed else ""
    return f"A status may be set by hand{needs}{printed}."


def _a(noun: str) -> str:
    if noun == "evidence":
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _cycle(framework: Framework) -> Rules:
    for stage in framework.cycle.stages:
        key, days = stage.deadline
        locks = " Later edits have to be approved again." if stage.locks else ""
        due = f"{_days(days, 'clear day' if 'clear' in key else 'working day')} {_COUNTED[key]}"
        yield (
            f"cycle.stages.{stage.code}.{key}",
            f"{stage.name}: {framework.role_word(stage.by)}, {due}.{locks}",
        )
    for check in framework.cycle.checkpoints:
        before = _days(check.working_days_before_dispatch, "working day")
        yield (
            "cycle.checkpoints",
            f"{check.name}: {framework.role_word(check.by)}, {before} before the papers are dispatched.",
        )
    if framework.cycle.verifier_differs:
        does = "verifies" if framework.cycle.stage("verified") else "signs off"
        yield "cycle.verifier_differs", f"Whoever {does} a figure is not the person who entered it."
    reopened = framework.cycle.reopened_by_edit
    stage_again = framework.cycle.stage(reopened) if reopened else None
    if stage_again:
        yield "cycle.reopened_by_edit", f"An item edited after “{stage_again.name}” needs that step again."


_COUNTED = {
    "working_days_after_period_end": "after the end of the period",
    "working_days_after_previous": "after the step before",
    "working_days_before_dispatch": "before the papers are dispatched",
    "clear_days_before_meeting": "before the meeting",
}
_FROM = {
    "entered": "as soon as they are entered",
    "submitted": "once they are submitted",
    "verified": "once they are verified",
    "signed_off": "once they are signed off",
    "approved": "once they are approved",
    "finalised": "once the paper is final",
    "published": "once the paper is published",
}


def _visibility(framework: Framework) -> Rules:
    visible = framework.visible_to
    yield "visible_to.officers", f"Officers who do not work on the figures see them {_FROM[visible.officers]}."
    yield "visible_to.members", f"Members see them {_FROM[visible.members]}."
    yield "visible_to.public", f"The public sees them {_FROM[visible.public]}."


def _exceptions(framework: Framework) -> Rules:
    exceptions = framework.exceptions
    reach = "in the plan" if exceptions.applies_to == "the_plan" else "of every kind"
    when = listed((_trigger(trigger) for trigger in exceptions.when), "or")
    yield "exceptions.when", f"An exception report is needed when {when}."
    yield "exceptions.applies_to", f"That holds for measures and projects {reach}."
    if exceptions.required_for == "finalising_the_paper":
        yield "exceptions.required_for", "A paper is not made final while one is missing."
    if exceptions.waiver:
        waiver = exceptions.waiver
        needs = f", with {listed(_a(need) for need in waiver.needs)}" if waiver.needs else ""
        printed = "; the paper then says that none was supplied" if waiver.printed else ""
        yield "exceptions.waiver", f"{framework.role_word(waiver.by)} may waive it{needs}{printed}."
    yield "exceptions.sections", f"It says: {_quoted(exceptions.sections)}."


def _trigger(trigger: str) -> str:
    digits = "".join(filter(str.isdigit, trigger))
    return TRIGGERS[trigger.replace(digits, "N")].replace("N", digits) if digits else TRIGGERS[trigger]


def _quoted(words: Sequence[str]) -> str:
    return listed(f"“{word}”" for word in words)


def _delivery(framework: Framework) -> Rules:
    rules = framework.delivery
    yield "delivery.kinds", f"Reported as projects: {listed(kind.several.lower() for kind in rules.kinds)}."
    yield "delivery.statuses", f"Their statuses are {_quoted([status.word for status in rules.statuses])}."
    late, very_late = rules.status(rules.dates.late).word, rules.status(rules.dates.very_late).word
    yield (
        "delivery.dates",
        f"A milestone that slips from its {rules.date_rule.against} date by {rules.date_rule.within} is “{late}”; by "
        f"{rules.date_rule.beyond}, “{very_late}”. Slippage from the original date is always shown.",
    )
    if rules.needs_decision:
        changes = listed((f"a {change.replace('_', ' ')}" for change in rules.needs_decision), "or")
        yield (
            "delivery.needs_decision",
            f"{_sentence_case(changes)} takes effect only when the body that owns it agrees.",
        )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _risk(framework: Framework) -> Rules:
    rules = framework.risk
    threats = rules.matrix("threat")
    scores = "has a score of its own in every cell" if rules.threats.scores else "multiplies likelihood and impact"
    yield (
        "risk.threats",
        f"A risk is scored on {len(threats.likelihood)} levels of likelihood and {len(threats.impact)} of impact; the "
        f"matrix {scores}.",
    )
    if rules.dimensions:
        yield (
            "risk.dimensions",
            f"Impact is judged on {listed(one.lower() for one in rules.dimensions)}; the highest counts.",
        )
    for band in reversed(threats.bands):
        asked = f" {band.meaning}" if band.meaning else ""
        yield "risk.threats.bands", f"A {band.word} risk is reviewed every {_days(band.review_months, 'month')}.{asked}"
    own = "have a matrix of their own" if rules.opportunities else "are scored on the same matrix turned round"
    yield "risk.opportunities", f"Opportunities {own}."
    yield "risk.appetite", f"Risks up to {rules.appetite} are accepted; above that, something has to be done."
    if rules.categories:
        yield (
            "risk.categories",
            f"Risks are sorted by category: {listed(one.name.lower() for one in rules.categories)}.",
        )
    for category in rules.categories:
        if category.appetite:
            yield "risk.categories", f"For {category.name.lower()} risks the line is {category.appetite}."


def _money(framework: Framework) -> Rules:
    rules = framework.money
    yield "money.funds", f"Funds: {listed(fund.name for fund in rules.funds)}."
    levels: tuple[tuple[Level, str], ...] = (
        ("service", "a service or a single line"),
        ("directorate", "a directorate"),
        ("fund", "a whole fund"),
    )
    for level, words in levels:
        limit = limit_words(rules.limit(level))
        yield f"money.{level}", f"A forecast overspend of {words} is red once it reaches {limit}."
    yield "money.service", "Any smaller overspend is amber; break-even or better is green."
    yield (
        "money.saving_amber_percent",
        f"A saving is amber while up to {rules.saving_amber_percent.normalize():f}% of it is at risk, and red beyond.",
    )


def _committees(framework: Framework) -> Rules:
    for committee in framework.committees:
        terms = f", under {listed(committee.terms)}" if committee.terms else ""
        remit = f": {committee.remit}" if committee.remit else ""
        yield f"committees.{committee.code}", f"{committee.name} ({committee.code}){terms}{remit}."
        if committee.looks_at:
            looks = listed(_look(look) for look in committee.looks_at)
            yield f"committees.{committee.code}.looks_at", f"{committee.name} looks at {looks}."


def _look(look: Look) -> str:
    over = f"in the set {look.set}" if look.set else OVER[look.over]
    return f"{KINDS[look.what].lower()} {over}"


def _routes(framework: Framework) -> Rules:
    called = {committee.code: committee.name for committee in framework.committees}
    for route in framework.routes:
        stops = ", then ".join(
            f"{listed(called.get(code, code) for code in stop.bodies)} to {stop.purpose}"
            f"{' the whole report' if stop.sees == 'everything' else ''}"
            for stop in route.stops
        )
        yield f"routes.{route.code}", f"{route.name}: {stops}."


def _service_plans(framework: Framework) -> Rules:
    if framework.service_plan_sections:
        sections = _quoted(framework.service_plan_sections)
        yield "service_plan_sections", f"A service plan is complete when these are written: {sections}."
    settled = framework.service_plans
    yield (
        "service_plans",
        f"A {settled.name} is approved by the {framework.role_word(settled.approved_by)}, a {settled.team_name} by the "
        f"{framework.role_word(settled.team_approved_by)}.",
    )


def _assessments(framework: Framework) -> Rules:
    settled, scorecard = framework.assessment, framework.scorecard
    headings = listed(section.heading for section in settled.sections)
    yield "assessment.sections", f"An assessment of a part of the plan has the headings {headings}."
    signs = framework.role_word(settled.signed_off_by)
    yield "assessment.signed_off_by", f"The {signs} signs an assessment off, or sends it back."
    sides = listed(side.name.lower() for side in scorecard.perspectives)
    yield "scorecard.perspectives", f"{scorecard.name} is looked at from these sides: {sides}."


def _cleared(path: str, part: ReportSection | ReportSubheading) -> Rules:
    if part.cleared_by:
        yield f"{path}.cleared_by", f"“{part.heading}” is cleared by the {part.cleared_by} before the paper is final."


def _paper(framework: Framework) -> Rules:
    paper = framework.committee_report
    yield "committee_report.header", f"At the top: {listed(field.label for field in paper.header)}."
    yield "committee_report.sections", f"Headings: {listed(section.heading for section in paper.sections)}."
    for section in paper.sections:
        if section.subheadings:
            under = listed(sub.heading for sub in section.subheadings)
            yield "committee_report.sections", f"Under “{section.heading}”: {under}."
    for section in paper.sections:
        yield from _cleared(f"committee_report.sections.{section.heading}", section)
        for sub in section.subheadings:
            yield from _cleared(f"committee_report.sections.{section.heading}.subheadings.{sub.heading}", sub)
    if paper.appendices:
        yield "committee_report.appendices", f"Appendices: {listed(each.title for each in paper.appendices)}."
    headings, paragraphs = paper.numbering.headings, paper.numbering.paragraphs
    if headings or paragraphs:
        restart = "starting again at each heading" if paper.numbering.restart == "each heading" else "running through"
        yield (
            "committee_report.numbering",
            f"Headings are numbered {headings or 'not at all'}, paragraphs {paragraphs or 'not at all'}, {restart}.",
        )


def _long_notice(notice: Notice) -> Rules:
    counted = "every day counts" if notice.long_notice_counts == "calendar_days" else "working days alone count"
    yield (
        "notice.key_decision_days",
        f"A key decision by the executive has {_days(notice.key_decision_days, 'clear day')}' notice ({counted}).",
    )
    yield (
        "notice.private_days",
        f"What the executive hears in private has {_days(notice.private_days, 'clear day')}' notice, and a second "
        f"notice {_days(notice.second_notice_days, 'clear day')} before, with what people said and the answer.",
    )
    yield (
        "notice.general_exception_days",
        f"Where that is impracticable, {notice.general_exception_by} is told "
        f"{_days(notice.general_exception_days, 'clear day')} before; with less time, {notice.special_urgency_by} "
        "has to agree that it is urgent.",
    )


def _notice(framework: Framework) -> Rules:
    notice = framework.notice
    yield (
        "notice.clear_days",
        f"An agenda is public {_days(notice.clear_days, 'clear day')} before its meeting: neither the day it is "
        "published nor the day of the meeting counts, nor weekends, nor bank holidays in England.",
    )
    if any(committee.kind == "executive" for committee in framework.committees):
        yield from _long_notice(notice)
    if notice.closures:
        closed = listed(f"{day_words(closure.date)} ({closure.why})" for closure in notice.closures)
        yield "notice.closures", f"The council is also closed on {closed}."
