"""Risks as they were known at a moment: statements, scores, what bodies agreed, and when they are looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, Final

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    PostHolding,
    Risk,
    RiskAnswer,
    RiskAssessment,
    RiskReview,
    RiskStanding,
    RiskStatement,
)
from goldenthread.models.versions import VersionedQuerySet, known
from goldenthread.reports import marks
from goldenthread.reports.records import FrameworkInForce, every_framework, frameworks, in_force
from goldenthread.reports.round_days import RoundDay, round_days
from goldenthread.reports.unseen import cutoffs
from goldenthread.rules.framework_risk import RiskSettings
from goldenthread.rules.periods import add_months, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.risk import Cell, Kind, Matrix, Movement, highest, movement, next_review

NO_SUCH: Final = Refusal("no_such_risk", "There is no risk with this reference. Look for it in the register.")
HIDDEN_FROM_MEMBERS: Final = "service"
"""The level of operational risks: they belong to a service's plan and its officers."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An assessment in the matrix that gave it."""

    assessment: RiskAssessment
    matrix: Matrix
    cell: Cell

    @property
    def sentence(self) -> str:
        """Why the score is what it is."""
        return self.matrix.sentence(self.assessment.likelihood, self.assessment.impact)


@dataclass(frozen=True)
class RiskRecord:
    """One risk and everything known of it at a moment; `assessments`, `answers` and `reviews` are oldest first.

    `reviewed` is the day by which the newest review asked for another; `reviews` are there where they were asked for.
    """

    risk: Risk
    statement: RiskStatement
    standing: RiskStanding
    assessments: tuple[RiskAssessment, ...]
    answers: tuple[RiskAnswer, ...]
    reviews: tuple[RiskReview, ...]
    reviewed: date | None
    matrices: Mapping[tuple[int, str], Matrix]

    @cached_property
    def scope(self) -> Scope:
        """What it belongs to; a corporate risk belongs to the whole council alone."""
        return scope_of(self.statement)

    def scored(self, assessment: RiskAssessment) -> Scored:
        """An assessment with its cell."""
        matrix = self.matrices[assessment.framework_id, self.risk.kind]
        return Scored(assessment, matrix, matrix.cell(assessment.likelihood, assessment.impact))

    def last(self, aspect: str) -> Scored | None:
        """What officers last proposed for an aspect: inherent, current or target."""
        found = [one for one in self.assessments if one.aspect == aspect]
        return self.scored(found[-1]) if found else None

    def agreed(self, at: datetime | None = None) -> Scored | None:
        """The score a body agreed last, by a moment; None where none ever did."""
        found = [one for one in self.answers if at is None or one.recorded_at <= at]
        return self.scored(found[-1].agreed) if found else None

    def official(self, at: datetime | None = None) -> Scored | None:
        """The score that stands: what a body agreed, or what officers gave where no body has answered."""
        agreed = self.agreed(at)
        if agreed is not None:
            return agreed
        given = [one for one in self.assessments if one.aspect == "current" and (at is None or one.recorded_at <= at)]
        return self.scored(given[-1]) if given else None

    @cached_property
    def pending(self) -> Scored | None:
        """The officers' newest score, while the body that owns the risk has not answered it."""
        last = self.last("current")
        if last is None or self.statement.body_id is None or self.standing.state != "open":
            return None
        answered = {one.proposal_id for one in self.answers} | {one.agreed_id for one in self.answers}
        return None if last.assessment.pk in answered else last

    def answer_to(self, assessment: RiskAssessment) -> RiskAnswer | None:
        """What a body said to a proposed score."""
        return next((one for one in self.answers if one.proposal_id == assessment.pk), None)

    def moved_since(self, since: datetime, since_words: str) -> Movement | None:
        """How the score that stands moved; None where there is no score."""
        now, before = self.official(), self.official(since)
        if now is None:
            return None
        if before is not None and before.matrix != now.matrix:
            return Movement("not_comparable", "No comparison", "The matrix that scores risks changed in between.")
        return movement(now.matrix.kind, before.cell if before else None, now.cell, since=since_words)

    @cached_property
    def above_appetite(self) -> bool:
        """Whether the score that stands lies above the line of its category."""
        now = self.official()
        return now is not None and now.matrix.above_appetite(now.cell, self.statement.category)

    @cached_property
    def next_review(self) -> date | None:
        """When it has to be looked at again; None where it is closed or has no score."""
        if self.standing.state != "open":
            return None
        if self.reviewed is not None:
            return self.reviewed
        now = self.official()
        return next_review(self.risk.opened_on, now.cell.band) if now else None


def scope_of(statement: RiskStatement) -> Scope:
    """What a role has to be held over to reach a risk."""
    service = statement.service
    return Scope(
        service=service.pk if service else None,
        directorate=service.directorate_id if service else None,
        project=statement.project_id,
        body=statement.body_id,
    )


def posts_held(reader: Actor) -> frozenset[int]:
    """The posts that somebody holds on their day: one query."""
    if reader.person_id is None:
        return frozenset()
    held = PostHolding.objects.filter(person=reader.person_id, starts__lte=reader.on)
    return frozenset(held.filter(Q(ends__isnull=True) | Q(ends__gte=reader.on)).values_list("post", flat=True))


def owns(reader: Actor, statement: RiskStatement) -> bool:
    """Whether somebody holds the post that owns a risk on their day."""
    return statement.owner_id is not None and statement.owner_id in posts_held(reader)


def may_review(reader: Actor, statement: RiskStatement) -> bool:
    """Whether somebody may assess and review a risk: by a role, or as its owner."""
    return reader.may("review_risks", scope_of(statement)) or owns(reader, statement)


def reads_withheld(reader: Actor, statement: RiskStatement) -> bool:
    """Whether a risk that is not for publication is open to somebody: by a role, or as its owner."""
    return reader.may_read_withheld(scope_of(statement)) or (not reader.in_public and owns(reader, statement))


def seen_by(reader: Actor, statements: VersionedQuerySet[RiskStatement]) -> VersionedQuerySet[RiskStatement]:
    """Officers see every risk; members those that are not a service's own operations."""
    return statements if reader.is_officer else statements.exclude(level=HIDDEN_FROM_MEMBERS)


_JOINED: Final = ("risk", "service", "project", "owner", "stood", "given__answer__decision")
"""What is read with a statement; "stood" is the risk's standing, "given" one of the scores that it was given."""


def load(
    *,
    reader: Actor,
    known_at: datetime | None = None,
    risks: Collection[int] | None = None,
    which: Q | None = None,
    with_reviews: bool = True,
) -> list[RiskRecord]:
    """The risks that a reader may see, as known at a moment, by reference: two queries, two more for who may not see
    the rounds under way. `risks` names them by primary key, `which` by what their statements say. One query less
    without the texts of their reviews (`with_reviews` False): when they are next due is known all the same.
    """
    reader.signed_in  # noqa: B018  # what is public is on paper
    path, scores = "risk__standings", "risk__assessments"
    statements = (
        seen_by(reader, RiskStatement.objects.as_at(known_at))
        .filter(Q() if which is None else which)
        .annotate(
            stood=FilteredRelation(path, condition=known(path, known_at)),
            given=FilteredRelation(scores, condition=_by_then(known_at, f"{scores}__")),
            reviewed=Subquery(_reviews(known_at).filter(risk=OuterRef("risk")).values("next_review")[:1]),
        )
        .select_related(*_JOINED)
    )
    if risks is not None:
        statements = statements.filter(risk__in=risks)
    seen: dict[int, RiskStatement] = {}
    given: dict[int, list[RiskAssessment]] = defaultdict(list)
    for row in statements.order_by("risk__ref", "given__recorded_at", "given__pk"):
        seen.setdefault(row.risk_id, row)
        score = getattr(row, "given", None)
        if score is not None:
            given[row.risk_id].append(score)
    for pk in marks.of_risks(known_at):
        if pk in seen and not reads_withheld(reader, seen[pk]):
            del seen[pk]
    hidden = _hidden(reader, seen, known_at)
    answers = _answers(given, known_at)
    assessments = _until(given, hidden)
    # What the newest review said is read with the statement; of whom a later one is hidden, all have to be looked at.
    asked = seen.keys() if with_reviews else hidden.keys()
    reviews = _until(_by_risk(_reviews(known_at).filter(risk__in=asked).reverse()), hidden)
    matrices = _matrices()
    return [
        RiskRecord(
            risk=row.risk,
            statement=row,
            standing=getattr(row, "stood"),  # noqa: B009  # the joined row, which only the query knows of
            assessments=_shown(reader, row, assessments[pk], answers[pk]),
            answers=tuple(answers[pk]),
            reviews=tuple(reviews[pk]),
            reviewed=_newest(reviews[pk]) if pk in asked else getattr(row, "reviewed", None),
            matrices=matrices,
        )
        for pk, row in seen.items()
    ]


def _newest(reviews: Sequence[RiskReview]) -> date | None:
    return reviews[-1].next_review if reviews else None


def _reviews(known_at: datetime | None) -> QuerySet[RiskReview]:
    """The reviews known at a moment, newest first."""
    rows = RiskReview.objects.order_by("-recorded_at", "-pk")
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)


def _answers(given: Mapping[int, Sequence[RiskAssessment]], known_at: datetime | None) -> dict[int, list[RiskAnswer]]:
    """What bodies answered to the scores that risks were given, oldest first by risk."""
    answers: dict[int, list[RiskAnswer]] = defaultdict(list)
    for pk, scores in given.items():
        by_pk = {score.pk: score for score in scores}
        for answer in filter(None, (getattr(score, "answer", None) for score in scores)):
            if known_at is None or answer.recorded_at <= known_at:
                answer.agreed = by_pk[answer.agreed_id]
                answers[pk].append(answer)
        answers[pk].sort(key=lambda one: (one.recorded_at, one.pk))
    return answers


def _hidden(reader: Actor, seen: Mapping[int, RiskStatement], known_at: datetime | None) -> Mapping[int, datetime]:
    """From when on what is said of a risk in a round under way is not to be seen by a reader, by primary key."""
    found = {pk: its for pk, its in cutoffs(reader, "risk", known_at).items() if pk in seen}
    posts = posts_held(reader) if found else frozenset()
    return {
        pk: min(cutoff.until for cutoff in its)
        for pk, its in found.items()
        if not reader.may("see_working", scope_of(seen[pk])) and seen[pk].owner_id not in posts
    }


def _until(rows: dict[int, list[Any]], hidden: Mapping[int, datetime]) -> dict[int, list[Any]]:
    for pk, until in hidden.items():
        rows[pk] = [row for row in rows[pk] if row.recorded_at <= until]
    return rows


def _shown(
    reader: Actor, statement: RiskStatement, assessments: Sequence[RiskAssessment], answers: Sequence[RiskAnswer]
) -> tuple[RiskAssessment, ...]:
    """The scores that a reader may see: members see a committee's risk as the committee has answered it."""
    if reader.is_officer or statement.body_id is None:
        return tuple(assessments)
    return _answered(assessments, answers)


def _answered(assessments: Iterable[RiskAssessment], answers: Iterable[RiskAnswer]) -> tuple[RiskAssessment, ...]:
    answered = {pk for one in answers for pk in (one.proposal_id, one.agreed_id)}
    return tuple(row for row in assessments if row.aspect != "current" or row.pk in answered)


def for_a_committee(records: Iterable[RiskRecord]) -> list[RiskRecord]:
    """What papers print whoever writes them: no service's own operations, and a committee's risk as it answered it."""
    return [as_answered(record) for record in records if record.statement.level != HIDDEN_FROM_MEMBERS]


def as_answered(record: RiskRecord) -> RiskRecord:
    """A risk without what officers only proposed to the committee that owns it."""
    if record.statement.body_id is None:
        return record
    return replace(record, assessments=_answered(record.assessments, record.answers))


def one(*, reader: Actor, ref: str, known_at: datetime | None = None) -> RiskRecord:
    """The risk with a reference, for whoever may see it; a refusal for everybody else, as if it were not there."""
    reader.signed_in  # noqa: B018
    pk = Risk.objects.filter(ref=ref).values_list("pk", flat=True).first()
    found = load(reader=reader, known_at=known_at, risks=[pk]) if pk else []
    if not found:
        raise NO_SUCH
    return found[0]


def _by_then(known_at: datetime | None, path: str) -> Q:
    return Q() if known_at is None else Q(**{f"{path}recorded_at__lte": known_at})


def _by_risk(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.risk_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Since:
    """The moment that movements are counted from, and its words."""

    moment: datetime
    words: str


def since_last_round(on: date, known_at: datetime | None = None) -> Since:
    """When the first paper of the last round was frozen: what bodies agreed at its meetings has moved since then.

    The newest round is the last once all its papers are frozen. Before any round was reported it is when the newest was
    opened, and a quarter before the day where there is none.
    """
    rounds: dict[int, list[RoundDay]] = defaultdict(list)
    for one in sorted(round_days(), key=lambda one: one.opened_at, reverse=True):
        if known_at is None or one.opened_at <= known_at:
            rounds[one.pk].append(one)
    for place, days in enumerate(rounds.values()):
        frozen = [one.frozen_at for one in days if one.frozen_at and (known_at is None or one.frozen_at < known_at)]
        if frozen and (place > 0 or len(frozen) == len(days)):
            label = days[0].label.partition(" (")[0]  # "April to May 2026 (2 months)" says how long it was
            return Since(min(frozen), f"the last round ({label})")
    if rounds:
        newest = next(iter(rounds.values()))[0]
        return Since(newest.opened_at, f"the start of the round for {newest.label}")
    day = add_months(on, -3)
    return Since(datetime.combine(day, time.min, UTC), day_words(day))


def of_bodies_and_services(
    records: Iterable[RiskRecord], bodies: Collection[int] | None, services: Collection[int] | None
) -> list[RiskRecord]:
    """The risks of some committees or services; all of them where none are given."""
    return [
        record
        for record in records
        if (bodies is None or record.statement.body_id in bodies)
        and (services is None or record.statement.service_id in services)
    ]


# The framework's part -------------------------------------------------------------------------------------------------


def risk_framework(on: date, known_at: datetime | None = None) -> FrameworkInForce:
    """The framework in force on a day, by which risks are scored then."""
    known = frameworks(known_at)
    if not known:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    return in_force(known, on) or known[0]


def _matrices() -> dict[tuple[int, str], Matrix]:
    """The matrices of every framework version, by its primary key and the kind of risk."""
    kinds: tuple[Kind, ...] = ("threat", "opportunity")
    return {(one.version.pk, kind): one.framework.risk.matrix(kind) for one in every_framework() for kind in kinds}


def impact_of(settings: RiskSettings, impacts: Mapping[str, int]) -> int:
    """The impact that counts; a refusal for a dimension that the framework does not have."""
    known = settings.dimensions or ("",)
    for name in impacts:
        if name not in known:
            raise Refusal("no_such_dimension", f"“{name}” is not a dimension of impact: {', '.join(known)}.")
    return highest(impacts)
