"""The forms of risks. A form's fields have the names of the action's parameters, but for levels of impact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from goldenthread.actions.risk_scores import Minuted
from goldenthread.models import Body, Decision, Measure, PlanElement, Post, Project, RiskStatement, Service
from goldenthread.rules.framework_risk import RiskSettings
from goldenthread.rules.risk import (
    ASPECT_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    RESPONSE_WORDS,
    STRENGTH_WORDS,
    Matrix,
    Step,
)
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose


def _long(label: str, *, help_text: str = "", needed: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, help_text=help_text, max_length=2000, widget=forms.Textarea(attrs={"rows": rows})
    )


def _one_of(words: Mapping[str, str], label: str, *, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()), help_text=help_text)


def _radio(words: Mapping[str, str], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()), widget=forms.RadioSelect)


class RestateRisk(forms.Form):
    """What a risk says and whose it is."""

    title = forms.CharField(label="Title", max_length=200)
    cause = _long("Because of what?", help_text="The cause, such as “Neighbouring firms pay drivers more”.", rows=2)
    event = _long("What could happen?", help_text="The event, such as “we cannot crew every round”.", rows=2)
    consequence = _long("With what effect?", help_text="Such as “bins are missed and people stop recycling”.", rows=2)
    category = forms.ChoiceField(label="Category")
    response = forms.ChoiceField(label="Response")
    owner = choose(Post.objects.all(), "Owner", needed=False, help_text="The post; whoever holds it reviews the risk.")
    service = choose(
        Service.objects.filter(ends=None), "Service", needed=False, help_text="Needed for a service’s own register."
    )
    project = choose(Project.objects.all(), "Project", needed=False)
    register = forms.CharField(label="Partnership", required=False, max_length=120)
    body = choose(
        Body.objects.filter(ends=None), "Committee", needed=False, help_text="The committee that agrees its score."
    )
    reason = _long("Why it changes", help_text="Kept with the change.", rows=2)

    def __init__(self, data: Any = None, *, settings: RiskSettings, kind: str = "", now: RiskStatement | None = None):
        initial = {name: getattr(now, name) for name in self.base_fields if hasattr(now, name)} if now else {}
        super().__init__(data, initial={**initial, "reason": ""})
        self.fields["category"].choices = [(one.code, one.name) for one in settings.categories]  # type: ignore[attr-defined]
        words = RESPONSE_WORDS.get(kind)
        self.fields["response"].choices = (  # type: ignore[attr-defined]
            list(words.items())
            if words
            else [(KIND_WORDS[each], list(found.items())) for each, found in RESPONSE_WORDS.items()]
        )


class AddRisk(RestateRisk):
    """A new risk or opportunity."""

    kind = _radio(KIND_WORDS, "Is it a risk or an opportunity?")
    ref = forms.CharField(label="Reference", max_length=30, help_text="Never used again for another.")
    opened_on = DateField(label="First seen on")
    level = _one_of(LEVEL_WORDS, "Register", help_text="A service’s own risks are part of its service plan.")
    reason = None  # type: ignore[assignment]
    field_order = ("kind", "ref", "title", "cause", "event", "consequence", "category", "level")


class AssessRisk(forms.Form):
    """A score: likelihood and an impact for each dimension, with what each level means."""

    aspect = _radio(ASPECT_WORDS, "Which score?")
    likelihood = forms.TypedChoiceField(label="Likelihood", coerce=int)
    assessed_on = DateField(label="Assessed on")
    reason = _long("Why", help_text="What has changed, or what the score rests on.", needed=False)

    def __init__(self, data: Any = None, *, settings: RiskSettings, matrix: Matrix, initial: Mapping[str, Any]):
        super().__init__(data, initial=dict(initial))
        self.fields["likelihood"].choices = _levels(matrix.likelihood, "")  # type: ignore[attr-defined]
        self.dimensions = {f"impact-{place}": name for place, name in enumerate(settings.dimensions or ("",))}
        single = len(self.dimensions) == 1
        for field, name in self.dimensions.items():
            self.fields[field] = forms.TypedChoiceField(
                label=f"Impact on {name.lower()}" if name else "Impact",
                choices=[*([] if single else [("", "Not affected")]), *_levels(matrix.impact, name)],
                coerce=int,
                empty_value=None,
                required=single,
            )
        self.order_fields(["aspect", "likelihood", *self.dimensions, "assessed_on", "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["impacts"] = {
            name: cleaned.pop(field) for field, name in self.dimensions.items() if cleaned.get(field) is not None
        }
        return {name: value for name, value in cleaned.items() if name not in self.dimensions}


def _levels(steps: tuple[Step, ...], dimension: str) -> list[tuple[int, str]]:
    """The levels of a scale to choose from: "3 Serious: £250,000 to £750,000"."""
    found = []
    for level, step in enumerate(steps, start=1):
        meaning = step.meanings.get(dimension) or step.meanings.get("", "")
        found.append((level, f"{level} {step.word}{f': {meaning}' if meaning else ''}"))
    return found


OUTCOMES: Final = {
    "agreed": "It agreed the officers’ score",
    "kept": "It did not agree: the score agreed before stays",
    "set": "It did not agree, and set a score of its own",
}


class AnswerProposal(forms.Form):
    """What a committee said to a proposed score, and the minute that says so."""

    outcome = _radio(OUTCOMES, "What did the committee decide?")
    likelihood = forms.TypedChoiceField(
        label="Likelihood it set",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Only for a score of its own.",
    )
    impact = forms.TypedChoiceField(label="Impact it set", coerce=int, required=False, empty_value=None)
    decision = choose(Decision.objects.none(), "Decision", needed=False, none="Not recorded yet: written below")
    day = DateField(label="Day of the meeting", required=False)
    minute = forms.CharField(label="Minute", required=False, max_length=40, help_text="Its number, such as FM/23.")
    text = _long("What was decided", needed=False, help_text="In the words of the minute.")
    note = _long("Note", needed=False, rows=2)

    def __init__(self, data: Any = None, *, matrix: Matrix, body: int | None):
        super().__init__(data)
        for name, steps in (("likelihood", matrix.likelihood), ("impact", matrix.impact)):
            self.fields[name].choices = [("", "None"), *_levels(steps, "")]  # type: ignore[attr-defined]
        self.fields["decision"].queryset = Decision.objects.filter(body=body)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("decision"):
            for name in ("day", "minute", "text"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Choose a recorded decision, or write the day, the minute and the words.")
            if not self.errors:
                cleaned["decision"] = Minuted(cleaned["day"], cleaned["minute"], cleaned["text"])
        if cleaned.get("outcome") == "set" and not (cleaned.get("likelihood") and cleaned.get("impact")):
            self.add_error("likelihood", "Say which likelihood and impact the committee set.")
        return cleaned


class ReviewRisk(forms.Form):
    """A review."""

    reviewed_on = DateField(label="Reviewed on")
    note = _long("What did the review find?", help_text="Such as “No change: two drivers start in September”.")
    next_review = DateField(label="Next review", required=False, help_text="If empty, as often as the band asks for.")


class AddControl(forms.Form):
    """Something in place."""

    text = _long("What is in place?")
    strength = _radio(STRENGTH_WORDS, "How well does it work?")


class PlanAction(forms.Form):
    """Something to be done."""

    text = _long("What will be done?", rows=2)
    owner = choose(Post.objects.all(), "By whom", help_text="The post.")
    due = DateField(label="By when")


class UpdateAction(forms.Form):
    """How an action goes."""

    note = _long("How does it go?", needed=False, rows=2, help_text="Needed when the date changes.")
    due = DateField(label="New date", required=False, help_text="The first date stays on record.")
    done_on = DateField(label="Done on", required=False)


class ProposeMove(forms.Form):
    """To which register, and why."""

    to_level = forms.ChoiceField(label="Where should it be managed?", widget=forms.RadioSelect)
    reason = _long("Why")

    def __init__(self, data: Any = None, *, levels: Mapping[str, str]):
        super().__init__(data)
        self.fields["to_level"].choices = list(levels.items())  # type: ignore[attr-defined]


class AnswerMove(forms.Form):
    """Yes or no, and why."""

    accepted = _radio({"yes": "Accept: it moves now", "no": "Decline: it stays where it is"}, "Your answer")
    reason = _long("Why")


class CloseRisk(forms.Form):
    """A day and a reason."""

    effective_from = DateField(label="From")
    reason = _long("Why")


class Happened(forms.Form):
    """A day and what happened."""

    effective_from = DateField(label="Since")
    what = _long("What happened?")


class EndBearing(forms.Form):
    """The last day of a link, and why it ends."""

    last_day = DateField(label="Last day")
    reason = _long("Why does it end?")


class BearOn(forms.Form):
    """A part of the plan."""

    element = choose(PlanElement.objects.filter(ends=None), "Part of the plan")


class Watch(forms.Form):
    """A measure."""

    measure = choose(Measure.objects.all(), "Measure", help_text="One that shows whether it is coming about.")
