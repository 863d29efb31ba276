"""The forms of service plans. A form's fields have the names of the action's parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.models import ActionTerms, PlanElement, PlanElementVersion, Post, Service
from goldenthread.rules.delivery import DeliveryStatus
from goldenthread.rules.service_plans import STAGE_WORDS
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose


def _long(
    label: str, *, help_text: str = "", needed: bool = True, rows: int = 3, longest: int = 2000
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=needed,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AddServicePlan(forms.Form):
    """A service's plan for a year."""

    service = choose(Service.objects.filter(ends=None), "Service")
    title = forms.CharField(label="Title", max_length=160, help_text="Such as “Planning Service Plan 2026/27”.")
    owner = choose(
        Post.objects.all(),
        "Owner",
        needed=False,
        help_text="The head of service’s post: whoever holds it owns the plan.",
    )
    starts = DateField(label="First day")
    ends = DateField(label="Last day")


class AddTeamPlan(forms.Form):
    """The plan of a team below a service plan."""

    team = forms.CharField(label="Team", max_length=120)
    title = forms.CharField(label="Title", max_length=160)
    owner = choose(Post.objects.all(), "Owner", needed=False)


class Own(forms.Form):
    """Whose plan it is."""

    owner = choose(Post.objects.all(), "Owner", help_text="The post: whoever holds it by date owns the plan.")


class WriteSection(forms.Form):
    """The text of a section."""

    text = _long("Text", needed=False, rows=12, longest=20000, help_text="Leave a line empty between paragraphs.")


class Nothing(forms.Form):
    """A step that needs no more than a yes."""


class Approve(forms.Form):
    """A note with the approval."""

    note = _long("Note", needed=False, rows=2, help_text="Kept with the approval.")


class SendBack(forms.Form):
    """What the plan lacks."""

    reason = _long("What has to change?", help_text="The plan’s owner sees this.")


class MoveOn(forms.Form):
    """The next stage of the year."""

    stage = forms.ChoiceField(label="Stage", widget=forms.RadioSelect)
    reason = _long("Note", needed=False, rows=2)

    def __init__(self, data: Any = None, *, stages: Sequence[str]):
        super().__init__(data)
        self.fields["stage"].choices = [(stage, STAGE_WORDS[stage]) for stage in stages]  # type: ignore[attr-defined]


class ReviseAction(forms.Form):
    """What an action is."""

    title = forms.CharField(label="What will be done?", max_length=200)
    description = _long("More about it", needed=False)
    aim = _long("Which aim of this plan is it for?", needed=False, rows=2, help_text="Actions are listed by aim.")
    owner = choose(Post.objects.all(), "By whom", help_text="The post. Never a person’s own objectives or appraisal.")
    due = DateField(label="By when", required=False)
    budget_reference = forms.CharField(
        label="Budget reference",
        required=False,
        max_length=80,
        help_text="The cost centre or line used at budget setting.",
    )
    resources = _long("What it takes", needed=False, rows=2, help_text="People, money or time beyond the usual.")
    reason = _long("Why it changes", rows=2, help_text="Kept with the change.")

    def __init__(self, data: Any = None, *, words: PlanElementVersion | None = None, terms: ActionTerms | None = None):
        now: dict[str, Any] = {}
        for record in (words, terms):
            now |= {name: getattr(record, name) for name in self.base_fields if hasattr(record, name)} if record else {}
        super().__init__(data, initial={**now, "reason": ""})


class AddAction(ReviseAction):
    """A new action."""

    serves = choose(
        PlanElement.objects.filter(ends=None, plan__service_plan=None), "Part of the Council Plan", needed=False,
        none="None yet",
    )  # fmt: skip
    reason = None  # type: ignore[assignment]


class ReportAction(forms.Form):
    """How an action stands."""

    on = DateField(label="As at")
    status = forms.ChoiceField(label="Status", widget=forms.RadioSelect)
    percent = forms.IntegerField(label="Per cent complete", required=False, min_value=0, max_value=100)
    due = DateField(
        label="New date", required=False, help_text="Only where it changes; the first date stays on record."
    )
    note = _long("What was done, and what comes next", needed=False)

    def __init__(self, data: Any = None, *, statuses: Sequence[DeliveryStatus], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.fields["status"].choices = [(one.code, one.word) for one in statuses]  # type: ignore[attr-defined]


class ServeElement(forms.Form):
    """A part of the Council Plan."""

    serves = choose(PlanElement.objects.filter(ends=None, plan__service_plan=None), "Part of the Council Plan")


class ServeNoLonger(forms.Form):
    """A part of the Council Plan that is linked now."""

    serves = choose(PlanElement.objects.none(), "Part of the Council Plan")

    def __init__(self, data: Any = None, *, linked: Sequence[int]):
        super().__init__(data)
        self.fields["serves"].queryset = PlanElement.objects.filter(pk__in=linked)  # type: ignore[attr-defined]


class ImportActions(forms.Form):
    """A file of actions and how they stood on a day."""

    file = forms.FileField(label="File", help_text="CSV or Excel, with a row of headings.")
    as_at = DateField(label="As at", help_text="The day on which the file says how actions stand.")
    starts = DateField(label="First day of the plans’ year")
    directorate = forms.CharField(
        label="Directorate of new services", required=False, max_length=120,
        help_text="A code, or “CODE=Name” to add it. Empty: services must be here already.",
    )  # fmt: skip
    services = forms.CharField(
        label="Names of the services", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line where the file has codes alone, such as “BS=Business Support”.",
    )  # fmt: skip


class LoadActions(ImportActions):
    """The same, to be loaded: the file came with the preview."""

    file = None  # type: ignore[assignment]
