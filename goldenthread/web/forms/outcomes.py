"""The forms of agendas, outcomes, referrals, the tracker and proposed changes. Fields are named as in the actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.actions.outcomes import Proposal, Said, proposal_of
from goldenthread.models import AgendaItem, Body, Measure, Meeting, Paper, Person, Project
from goldenthread.reports.proposals import Proposed
from goldenthread.rules.outcomes import ANSWER_WORDS, PURPOSE_WORDS, RESULT_WORDS, TRACKED_WORDS
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import FigureField, choose

_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
OPEN, APPROVE, REFUSE = "", "approve", "refuse"


def _long(label: str, help_text: str = "", *, needed: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _line(label: str, help_text: str = "", *, needed: bool = False, most: int = 160) -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=help_text, max_length=most)


def _radio(words: Any, label: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words), widget=forms.RadioSelect, help_text=help_text)


def parts(text: str) -> list[str]:
    """What an empty line separates, each otherwise as it was typed."""
    return [part.strip("\n") for part in _BLANK_LINE.split(text.replace("\r\n", "\n")) if part.strip()]


# The agenda -----------------------------------------------------------------------------------------------------------


class ItemForm(forms.Form):
    """An item on an agenda."""

    number = _line("Number", "As printed, such as 7 or 9A.", needed=True, most=20)
    title = _line("Title", needed=True, most=300)
    purpose = _radio(PURPOSE_WORDS.items(), "What is asked of the meeting")
    paper = choose(Paper.objects.none(), "Paper", needed=False, none="No paper of ours")
    presenting_officer = _line("Presenting officer", "As it should be printed: a post or a name.")
    presenting_member = _line("Presenting member", "Such as the portfolio holder.")
    late_reason = _long(
        "The chair’s reason for urgency", "Only for an item without five clear days’ notice: section 100B(4)(b).",
        rows=2,
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper: Any = self.fields["paper"]
        paper.queryset = Paper.objects.filter(meeting=meeting).select_related("round")


class ChangeItemForm(ItemForm):
    """An item's words, whose paper stays."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        del self.fields["paper"]


# What came of it ------------------------------------------------------------------------------------------------------


class OutcomeWordsForm(forms.Form):
    """The words of the minutes. Only an executive takes key decisions."""

    considerations = _long("What was highlighted, asked and said", "A new line for each point.", rows=5)
    resolved = _long(
        "RESOLVED", "In the words of the minutes. Leave an empty line between one resolution and the next.", rows=4
    )
    recommended_to = choose(Body.objects.filter(ends=None), "Recommended to", needed=False, none="No other body")
    recommended = _long("RECOMMENDED to that body", "In the words of the minutes; that body’s agenda quotes them.")
    grounds = _long("Reason for decision")
    proposer = _line("Proposed by", most=120)
    seconder = _line("Seconded by", most=120)
    vote = _line("Vote", "Such as: 9 for, 2 against, 1 abstained.", most=200)
    options = _long("Alternative options considered", rows=2)
    consultees = _long("Consultees", rows=2)
    wards = _line("Wards affected", most=200)
    background_papers = _long("Background papers", rows=2)
    key_decision = forms.BooleanField(label="This is a key decision", required=False)
    published_on = DateField(
        label="Decision published on",
        required=False,
        help_text="From then a decision of the executive can be called in.",
    )

    def __init__(self, *args: Any, executive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not executive:
            del self.fields["key_decision"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("recommended", "").strip()) != bool(given.get("recommended_to")):
            self.add_error(
                "recommended_to", "Choose the body and write what was recommended to it, or neither of the two."
            )
        return given

    def said(self) -> list[Said]:
        """The texts in order: what was resolved, then what was recommended."""
        resolved = [Said(text) for text in parts(self.cleaned_data["resolved"])]
        to = self.cleaned_data["recommended_to"]
        return resolved + [Said(text, to) for text in parts(self.cleaned_data["recommended"])]

    def words(self) -> dict[str, Any]:
        """The other words, by the names of the action's parameters."""
        names = set(OutcomeWordsForm.base_fields) - {"resolved", "recommended", "recommended_to"}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class RecordForm(OutcomeWordsForm):
    """What was decided, and what becomes of each change that waits for this body."""

    field_order = ("result", "minute", "resolved", "recommended_to", "recommended", "grounds")

    result = _radio(RESULT_WORDS.items(), "What came of it")
    minute = _line("Minute number", "Such as FM/23. Left empty, it is the body’s code and the item’s number.", most=40)

    def __init__(self, waiting: Sequence[Proposed], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        for one in waiting:
            self.fields[f"proposal-{one.key}"] = forms.ChoiceField(
                label=f"{one.ref} {one.title}. {one.what}: {one.new} instead of {one.was}",
                help_text=one.why,
                required=False,
                choices=[(OPEN, "Not decided with this item"), (APPROVE, "Approve"), (REFUSE, "Refuse")],
                widget=forms.RadioSelect,
            )

    def chosen(self, choice: str) -> list[Proposal]:
        """The proposals that were approved, or refused."""
        return list(self._chosen(choice))

    def _chosen(self, choice: str) -> Iterator[Proposal]:
        for one in self.waiting:
            found = proposal_of(one.key) if self.cleaned_data[f"proposal-{one.key}"] == choice else None
            if found is not None:
                yield found


class CorrectForm(OutcomeWordsForm):
    """Other words before the minutes are confirmed."""

    reason = _line("Why it is corrected", "Kept with the correction.", needed=True, most=1000)


class ReferForm(forms.Form):
    """To which meeting, and under which number."""

    to_meeting = choose(Meeting.objects.none(), "Meeting")
    number = _line("Number on its agenda", "Such as 9A.", needed=True, most=20)
    purpose = _radio(PURPOSE_WORDS.items(), "What is asked of that meeting")
    presenting_officer = _line("Presenting officer", "Left empty, the same as here.")
    presenting_member = _line("Presenting member", "Left empty, the same as here.")
    joins = choose(
        AgendaItem.objects.none(), "Or join an item that another body’s referral made", needed=False, none="No"
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Meeting.objects.filter(day__gte=item.meeting.day, cancelled=False).exclude(body=item.meeting.body_id)
        meeting: Any = self.fields["to_meeting"]
        joins: Any = self.fields["joins"]
        meeting.queryset = later.order_by("day")
        waiting = AgendaItem.objects.filter(
            meeting__in=later, outcome__state="listed", withdrawn=False, referrals__isnull=False
        )
        joins.queryset = waiting.select_related("meeting").distinct()
        if not joins.queryset.exists():
            del self.fields["joins"]


class ReasonForm(forms.Form):
    """Why."""

    reason = _long("Why", needed=True, rows=2)


class PublishForm(forms.Form):
    """When a decision was published."""

    published_on = DateField(
        label="Published on", help_text="A decision that can be called in takes effect after that."
    )


# The tracker ----------------------------------------------------------------------------------------------------------


class AskForm(forms.Form):
    """What somebody is asked for."""

    kind = _radio(TRACKED_WORDS.items(), "What it is")
    text = _long("In one or two sentences", needed=True)
    body = choose(Body.objects.filter(ends=None), "Asked by")
    to_body = choose(
        Body.objects.filter(ends=None), "To be answered by a body", needed=False, none="No: by the person below",
        help_text="For a recommendation to the executive.",
    )  # fmt: skip
    measure = choose(Measure.objects.all(), "About a measure", needed=False, none="None")
    project = choose(Project.objects.all(), "About a project", needed=False, none="None")
    owner = choose(
        Person.objects.filter(left_on=None), "Who answers", needed=False,
        none="Whoever owns the measure or manages the project",
    )  # fmt: skip
    due = DateField(label="Answer by", required=False, help_text="Left empty, the time the framework gives.")

    def __init__(self, *args: Any, bodies: Sequence[int], keeps: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(pk__in=bodies)
        if len(bodies) == 1:
            body.initial = bodies[0]
        if not keeps:
            self._for_members()

    def _for_members(self) -> None:
        """Members ask; who answers, and by when, follows from what they ask about."""
        kind: Any = self.fields["kind"]
        kind.choices = [(code, word) for code, word in TRACKED_WORDS.items() if code != "action"]
        for name in ("owner", "to_body", "due"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == "nomination" and not given.get("project"):
            self.add_error("project", "Choose the project that is nominated.")
        if not (given.get("owner") or given.get("measure") or given.get("project")):
            named = "who answers, or the measure" if "owner" in self.fields else "the measure"
            raise ValidationError(f"Choose {named} or project it is about.")
        return given


class AnswerForm(forms.Form):
    """An answer."""

    answer = _radio(ANSWER_WORDS.items(), "Your answer")
    text = _long("In words", "Printed in the next report to the body.", needed=True)


class MoveForm(forms.Form):
    """Another person or day."""

    owner = choose(Person.objects.filter(left_on=None), "Who answers", needed=False, none="The same person")
    due = DateField(label="Answer by", required=False)
    reason = _long("Why it moves", needed=True, rows=2)


class AskAgainForm(forms.Form):
    """What is missing."""

    note = _long("What is missing", needed=True)
    due = DateField(label="Answer by", required=False, help_text="Left empty, the time the framework gives.")


class CloseForm(forms.Form):
    """A last word."""

    note = _long("Anything to add", rows=2)


# Changes to measures --------------------------------------------------------------------------------------------------


class ProposeTargetForm(forms.Form):
    """Another target for one period."""

    period = forms.ChoiceField(label="Period")
    target = FigureField(label="Target")
    floor = FigureField(label="Minimum")
    stretch = FigureField(label="Stretch")
    low = FigureField(label="Bottom of the range")
    high = FigureField(label="Top of the range")
    reason = _long("Why the body should agree", needed=True)

    def __init__(self, periods: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period: Any = self.fields["period"]
        period.choices = periods


class ProposeWordsForm(forms.Form):
    """Another title or definition."""

    title = _line("New title", most=200)
    definition = _long("New definition")
    effective_from = DateField(label="From")
    reason = _long("Why the body should agree", needed=True)


class ProposeStandingForm(forms.Form):
    """That a measure be agreed, or retired."""

    effective_from = DateField(label="From")
    reason = _long("Why the body should agree", needed=True)
