"""The forms of projects, decisions and choosing among candidates. Fields have the names of the actions' parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.models import (
    Body,
    DateProposal,
    Decision,
    PlanElement,
    Portfolio,
    Post,
    Project,
    Service,
)
from goldenthread.reports.projects import ASPECT_WORDS, MONEY_WORDS, ProjectLine
from goldenthread.rules.delivery import DeliveryStatus
from goldenthread.rules.periods import day_words
from goldenthread.rules.prioritisation import Weighed
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import FigureField, choose

_PENCE = Decimal(100)


def _paragraphs(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _line(label: str, help_text: str = "", *, needed: bool = False, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=help_text, max_length=most)


def _why(what: str) -> forms.CharField:
    return forms.CharField(label=f"Why {what}", help_text="Kept with the change.", max_length=1000)


# What a project is ----------------------------------------------------------------------------------------------------


class ProjectWords(forms.Form):
    """What a project is and whose it is."""

    title = _line("Title", needed=True)
    description = _paragraphs("What it is")
    benefits = _paragraphs("What it should achieve")
    service = choose(Service.objects.filter(ends=None), "Service")
    body = choose(
        Body.objects.filter(ends=None),
        "Committee that decides on it",
        needed=False,
        none="None",
        help_text="Only this committee can agree to new dates.",
    )
    portfolio = choose(Portfolio.objects.filter(ends=None), "Portfolio", needed=False, none="None")
    sponsor = choose(Post.objects.all(), "Sponsor", needed=False, none="Nobody yet")
    manager = choose(Post.objects.all(), "Manager", needed=False, none="Nobody yet")
    category = _line("Category", most=80)
    stage = _line("Stage or gateway", "Such as Business case, or Gateway 2.", most=80)
    starts = DateField(label="Starts", required=False)
    ends = DateField(label="Should be finished by", required=False)
    budget_reference = _line("Reference in the budget", "Where it stands in the budget, or the bid for the next one.")
    resources = _paragraphs("What it needs", "Money, people, procurement: read when the budget is set.")


class AddProject(ProjectWords):
    """A new project."""

    field_order = ("ref", "kind", "title")

    ref = _line("Reference", "Short, such as P12. It is never used again.", needed=True, most=30)
    kind = forms.ChoiceField(label="Kind")
    state = forms.ChoiceField(
        label="Now", choices=[("live", "Agreed and live"), ("proposed", "A candidate, not agreed yet")]
    )
    effective_from = DateField(label="From")
    decision = choose(
        Decision.objects.all(), "Agreed by", needed=False, none="No decision", help_text="Where it was decided."
    )


class ReviseProject(ProjectWords):
    """Other words, or other people."""

    reason = _why("it changes")


class StandForm(forms.Form):
    """Completed or deleted, or live."""

    effective_from = DateField(label="From")
    reason = _why("this happens")
    decision = choose(Decision.objects.all(), "Agreed by", needed=False, none="No decision")


class ReplaceForm(StandForm):
    """Replaced by another."""

    replaced_by = choose(Project.objects.all(), "What takes its place")


class LinkProject(forms.Form):
    """What a project serves."""

    serves = choose(PlanElement.objects.filter(ends=None), "What it serves")
    role = forms.ChoiceField(
        label="How", choices=[("primary", "Its home"), ("contributes", "It contributes")], initial="primary"
    )
    starts = DateField(label="From")


# Milestones -----------------------------------------------------------------------------------------------------------


class AddMilestone(forms.Form):
    """A new milestone."""

    title = _line("What is reached", needed=True)
    day = DateField(label="By", help_text="Kept as its original date, and the approved one until a new one is agreed.")
    reason = _line("Why it is added", most=1000)


class ForecastForm(forms.Form):
    """When it is expected."""

    day = DateField(label="Expected on")
    reason = _why("then")


class ReachForm(forms.Form):
    """When it was reached."""

    day = DateField(label="Reached on")
    reason = _line("Anything to say about it", most=1000)


class ProposeForm(forms.Form):
    """A new date to be agreed; no date asks for the milestone to be removed."""

    day = DateField(
        label="New date", required=False, help_text="Leave it empty to ask for the milestone to be removed."
    )
    reason = _why("the committee should agree")


class WithdrawStanding(forms.Form):
    """A standing that was a mistake."""

    reason = _why("it was a mistake")


class WithdrawForm(forms.Form):
    """A proposal taken back."""

    reason = _why("it is taken back")


# Updates --------------------------------------------------------------------------------------------------------------


class UpdateForm(forms.Form):
    """How a project is going. Money is typed in pounds and kept in pence."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    overall = forms.ChoiceField(label="Overall", widget=forms.RadioSelect)
    commentary = _paragraphs("Why", "Printed beside the status. Needed where the project is not on track.")
    time = forms.ChoiceField(label=ASPECT_WORDS["time"], required=False)
    cost = forms.ChoiceField(label=ASPECT_WORDS["cost"], required=False)
    scope = forms.ChoiceField(label=ASPECT_WORDS["scope"], required=False)
    benefits = forms.ChoiceField(label=ASPECT_WORDS["benefits"], required=False)
    percent_complete = forms.IntegerField(label="How much is complete, in per cent", required=False)
    achieved = _paragraphs("What was achieved")
    planned = _paragraphs("What comes next")
    decisions_needed = _paragraphs("Decisions needed", rows=2)
    budget = FigureField(label=f"{MONEY_WORDS['budget']} (£)")
    actual = FigureField(label=f"{MONEY_WORDS['actual']} (£)")
    forecast = FigureField(label=f"{MONEY_WORDS['forecast']} (£)")
    whole_life = FigureField(label=f"{MONEY_WORDS['whole_life']} (£)")
    reason = _line("Why it is corrected", "For an update that was already given.", most=1000)

    def __init__(self, statuses: Sequence[DeliveryStatus], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(status.code, status.word) for status in statuses]
        self.fields["overall"].choices = choices  # type: ignore[attr-defined]
        for aspect in ASPECT_WORDS:
            self.fields[aspect].choices = [("", "Not said"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in MONEY_WORDS:
            pounds = cleaned.get(kind)
            if pounds is not None and pounds * _PENCE != (pounds * _PENCE).to_integral_value():
                self.add_error(kind, ValidationError("Write pounds, with at most two decimal places for pence."))
            cleaned[kind] = None if pounds is None else int(pounds * _PENCE)
        return cleaned


def in_pounds(pence: int | None) -> Decimal | None:
    """What the money fields of an update show."""
    return None if pence is None else Decimal(pence) / _PENCE


# Decisions ------------------------------------------------------------------------------------------------------------


class DecisionForm(forms.Form):
    """A decision, and what it does with each date that waits for it."""

    day = DateField(label="Date of the meeting")
    minute = _line("Number of the minute", "Such as FM/23.", needed=True, most=40)
    text = forms.CharField(
        label="What was decided", help_text="In the words of the minute.", widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, waiting: Sequence[tuple[ProjectLine, DateProposal, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {f"proposal-{proposal.pk}": proposal for _, proposal, _ in waiting}
        for line, proposal, was in waiting:
            new = day_words(proposal.day) if proposal.day else "remove it"
            self.fields[f"proposal-{proposal.pk}"] = forms.ChoiceField(
                label=f"{line.ref} {proposal.milestone.title}: {new} instead of {was}",
                help_text=f"Asked for because: {proposal.reason}",
                choices=[("", "Not decided"), ("approve", "Approved"), ("refuse", "Refused")],
                required=False,
                widget=forms.RadioSelect,
            )

    def chosen(self, answer: str) -> list[DateProposal]:
        """The proposals that got this answer."""
        return [proposal for name, proposal in self.waiting.items() if self.cleaned_data.get(name) == answer]


# Choosing among candidates --------------------------------------------------------------------------------------------


class BeginChoosing(forms.Form):
    """Criteria, a line each: the weight, then the words."""

    title = _line("What is chosen", "Such as Projects for 2027/28.", needed=True, most=160)
    top_score = forms.IntegerField(label="Highest score", initial=5, min_value=1, max_value=100)
    criteria = forms.CharField(
        label="Criteria",
        help_text="One on each line: its weight, a whole number, then what it asks. For example: 5 Fits the plan",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_criteria(self) -> list[Weighed]:
        """The lines as criteria, named C1, C2, …"""
        found: list[Weighed] = []
        for line in filter(None, map(str.strip, self.cleaned_data["criteria"].splitlines())):
            weight, _, words = line.partition(" ")
            if not weight.isdecimal() or not words.strip():
                raise ValidationError(
                    f"“{line}” has to begin with a whole number, the weight, and then say what it is."
                )
            found.append(Weighed(f"C{len(found) + 1}", words.strip(), int(weight)))
        return found


class WeighForm(forms.Form):
    """A criterion's words and weight from now on."""

    title = _line("What it asks", needed=True, most=160)
    weight = forms.IntegerField(label="Weight", min_value=1, max_value=100)
    reason = _why("it changes")


class ScoreForm(forms.Form):
    """The scores of one candidate."""

    def __init__(self, criteria: Sequence[Weighed], top_score: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = [criterion.code for criterion in criteria]
        for criterion in criteria:
            self.fields[criterion.code] = forms.IntegerField(
                label=criterion.title,
                help_text=f"0 to {top_score}. Weight {criterion.weight}.",
                required=False,
                min_value=0,
                max_value=top_score,
            )
        self.fields["reason"] = _line("Why a score changes", "Needed where one was already given.", most=1000)

    def scores(self) -> Mapping[str, int]:
        """The scores that were given, by criterion."""
        given = ((code, self.cleaned_data.get(code)) for code in self._codes)
        return {code: score for code, score in given if score is not None}
