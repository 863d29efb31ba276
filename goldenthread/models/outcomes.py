"""What stands on a meeting's agenda, what came of it, and where it was referred.

The words of an outcome are versions: until the minutes are confirmed they may be corrected, and the earlier words stay.
Whatever quotes an outcome (the next body's agenda, a referral sheet, a paper) reads the same rows.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.models.cycles import Paper
from goldenthread.models.decisions import Decision
from goldenthread.models.governance import Body, Meeting
from goldenthread.models.measures import Measure
from goldenthread.models.people import User
from goldenthread.models.versions import CURRENT, Versioned, VersionedQuerySet


class AgendaItem(models.Model):
    """An item on the agenda of a meeting: a paper, something another body referred, or words alone.

    Who presents it is kept as it is printed ("Service Director: Resources"). With a `late_reason` it is urgent: the
    chair's reason for taking it without notice.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    number = models.CharField(max_length=20, help_text="as printed: 7, 9A, 7d")
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=10, default="note")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    presenting_officer = models.CharField(max_length=160, blank=True)
    presenting_member = models.CharField(max_length=160, blank=True)
    late_reason = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("meeting__day", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "number"), condition=Q(withdrawn=False), name="one_agenda_item_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"item {self.number} of {self.meeting}"


class Outcome(models.Model):
    """What became of an agenda item, from the agenda to its closed actions (`workflow.OUTCOME`).

    `decision` is the minute by which changes take effect. Where a decision can be called in, what it approves and
    refuses waits in `awaits` as {"approve": ["date:3"], "refuse": [...]} until it takes effect.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="outcome")
    state = models.CharField(max_length=12, default="listed")
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_outcome"
    )
    awaits = models.JSONField(default=dict, blank=True)
    confirmed_at = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="confirmed_outcomes"
    )

    class Meta:
        ordering = ("item__meeting__day", "item", "pk")

    def __str__(self) -> str:
        return f"outcome of {self.item}"


class OutcomeVersion(Versioned):
    """The words of an outcome. `grounds` is the reason for the decision; the version's `reason`, why it was corrected.

    `effective_from` is empty while a decision that can be called in has not been published.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    considerations = models.TextField(blank=True, help_text="what was highlighted, asked and said")
    proposer = models.CharField(max_length=120, blank=True)
    seconder = models.CharField(max_length=120, blank=True)
    vote = models.CharField(max_length=200, blank=True, help_text="as printed: 9 for, 2 against")
    grounds = models.TextField(blank=True)
    options = models.TextField(blank=True, help_text="alternative options considered")
    key_decision = models.BooleanField(default=False)
    call_in = models.BooleanField(default=False)
    wards = models.CharField(max_length=200, blank=True)
    consultees = models.TextField(blank=True)
    background_papers = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)

    objects = VersionedQuerySet["OutcomeVersion"].as_manager()

    class Meta:
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(fields=("outcome",), condition=CURRENT, name="one_current_outcome_version"),
            models.UniqueConstraint(fields=("outcome", "number"), name="one_outcome_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} version {self.number}"


class OutcomeText(models.Model):
    """One thing that was RESOLVED, or, with a body, RECOMMENDED TO it: verbatim."""

    version = models.ForeignKey(OutcomeVersion, on_delete=models.PROTECT, related_name="texts")
    position = models.PositiveSmallIntegerField()
    to = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=("version", "position"), name="one_outcome_text_a_position")]

    def __str__(self) -> str:
        return self.text[:60]


class OutcomeEvent(models.Model):
    """A step an outcome took: appended, never changed."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.outcome} {self.verb}"


class Referral(models.Model):
    """An outcome that went on to another body's agenda. One item may gather the referrals of several bodies."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="referrals")
    to_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="referrals")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("outcome__item__meeting__day", "pk")
        constraints = [models.UniqueConstraint(fields=("outcome", "to_item"), name="referred_once")]

    def __str__(self) -> str:
        return f"{self.outcome} referred to {self.to_item.meeting}"


class MeasureProposal(models.Model):
    """A change to an agreed measure that a body has to approve.

    `kind` is target (with a period and its figures in `change`), agree, retire or redefine (with the new words in
    `change`); figures are text. It takes effect on `effective_from`, never earlier than the decision for a target.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10)
    change = models.JSONField(default=dict, blank=True)
    effective_from = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} of {self.measure}"


class MeasureProposalAnswer(models.Model):
    """What a body said to a proposed change, by which decision; taken back by officers, it has no decision."""

    proposal = models.OneToOneField(MeasureProposal, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=9, help_text="approved, refused or withdrawn")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="measure_answers"
    )
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="withdrawn", decision__isnull=True)
                | (~Q(outcome="withdrawn") & Q(decision__isnull=False)),
                name="a_measure_change_is_decided_or_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.outcome}"
