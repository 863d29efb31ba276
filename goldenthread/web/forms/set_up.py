"""The forms of set-up. A form's fields have the names of the action's parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.actions.links import LINK_ROLES
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import (
    Body,
    Directorate,
    Measure,
    Person,
    PlanElement,
    Portfolio,
    Post,
    Project,
    Service,
)
from goldenthread.reports.set_up.measures import TargetRow
from goldenthread.rules.bodies import BODY_KINDS
from goldenthread.rules.measure_words import (
    ACCUMULATION_WORDS,
    CALENDAR_WORDS,
    CONTROL_WORDS,
    FREQUENCY_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    POLARITY_WORDS,
)
from goldenthread.rules.roles import ROLES
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import FigureField, choose

WHOLE_COUNCIL = "council"


def _long(label: str, *, needed: bool = False, help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _short(label: str, *, needed: bool = True, help_text: str = "", most: int = 160) -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=help_text, max_length=most)


def _one_of(words: Mapping[str, str], label: str, *, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()), help_text=help_text)


def _reason(what: str, *, needed: bool = True) -> forms.CharField:
    return forms.CharField(label=f"Why {what}", required=needed, help_text="Kept with the change.", max_length=1000)


class Confirm(forms.Form):
    """Nothing to fill in: a yes."""


class LastDay(forms.Form):
    last_day = DateField(label="Last day")


# Services, posts, people ----------------------------------------------------------------------------------------------


class AddDirectorate(forms.Form):
    code = _short("Code", most=20, help_text="Short, such as PLACE. It stays when the directorate is renamed.")
    name = _short("Name")
    starts = DateField(label="From", help_text="The day it began, or the first day you report on.")


class AddService(forms.Form):
    code = _short("Code", most=20, help_text="Short, such as WASTE. It stays when the service is renamed.")
    name = _short("Name")
    directorate = choose(Directorate.objects.filter(ends=None), "Directorate")
    starts = DateField(label="From", help_text="The day it began, or the first day you report on.")


class Rename(forms.Form):
    name = _short("New name")
    effective_from = DateField(label="From", help_text="Papers about earlier days keep the old name.")
    reason = _reason("it is renamed", needed=False)


class MoveService(forms.Form):
    directorate = choose(Directorate.objects.filter(ends=None), "Directorate")


class PostForm(forms.Form):
    title = _short("Title", most=120, help_text="Such as Head of Waste. Papers print it.")
    service = choose(Service.objects.filter(ends=None), "Service", needed=False, none="None")
    directorate = choose(
        Directorate.objects.filter(ends=None),
        "Directorate",
        needed=False,
        none="None",
        help_text="For a post above a single service.",
    )
    is_senior = forms.BooleanField(
        label="Head of service or above", required=False, help_text="Papers may print the holder's name."
    )


class FillPost(forms.Form):
    person = choose(Person.objects.filter(left_on=None), "Person")
    starts = DateField(label="From")


class PersonForm(forms.Form):
    name = _short("Name", most=120)
    email = forms.EmailField(label="E-mail", required=False)
    is_member = forms.BooleanField(label="An elected member of the council", required=False)


class GiveAccount(forms.Form):
    email = forms.EmailField(label="E-mail to sign in with")
    password = forms.CharField(
        label="First password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Hand it over in person or by telephone.",
    )


class ChangeSignIn(forms.Form):
    email = forms.EmailField(label="E-mail to sign in with")


class SetPassword(forms.Form):
    password = forms.CharField(
        label="New password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Hand it over in person or by telephone.",
    )


def _over_words(over: Iterable[str]) -> str:
    return " or ".join(
        "the whole council" if one == WHOLE_COUNCIL else f"a {one.replace('body', 'committee')}" for one in over
    )


class AssignRole(forms.Form):
    role = forms.ChoiceField(
        label="Role", choices=[(code, f"{role.word} (over {_over_words(role.over)})") for code, role in ROLES.items()]
    )
    service = choose(Service.objects.filter(ends=None), "Over a service", needed=False, none="None")
    directorate = choose(Directorate.objects.filter(ends=None), "Over a directorate", needed=False, none="None")
    measure = choose(Measure.objects.all(), "Over a measure", needed=False, none="None")
    project = choose(Project.objects.all(), "Over a project", needed=False, none="None")
    body = choose(Body.objects.filter(ends=None), "Over a committee", needed=False, none="None")
    portfolio = choose(Portfolio.objects.filter(ends=None), "Over a portfolio", needed=False, none="None")
    starts = DateField(label="From")
    ends = DateField(label="Last day", required=False, help_text="Empty while nobody knows.")


# Committees -----------------------------------------------------------------------------------------------------------


class AddBody(forms.Form):
    code = _short("Code", most=20, help_text="Short, such as ENV. It stays when the committee is renamed.")
    name = _short("Name")
    kind = _one_of(BODY_KINDS, "Kind")
    terms = _short(
        "Terms of reference", needed=False, most=40, help_text="Their code, printed on papers, such as FM13."
    )
    remit = _long("What is its to look at")
    starts = DateField(label="From")


class ChangeRemit(forms.Form):
    terms = _short("Terms of reference", needed=False, most=40)
    remit = _long("What is its to look at")
    effective_from = DateField(label="From", help_text="Papers for earlier meetings keep the old remit.")
    reason = _reason("it changes", needed=False)


class MeetingForm(forms.Form):
    day = DateField(label="Day")
    starts_at = forms.TimeField(
        label="Time", required=False, input_formats=["%H:%M", "%H.%M"], help_text="Such as 18:30. Empty: not said."
    )
    place = _short("Place", needed=False, most=200)


class BodiesFrom(forms.Form):
    starts = DateField(label="From")


class AddPortfolio(forms.Form):
    name = _short("Name", most=120, help_text="Such as Climate and Environment.")
    starts = DateField(label="From")


class AddClosure(forms.Form):
    day = DateField(label="Day")
    reason = _short("Why", most=200, help_text="Such as “Offices closed between Christmas and New Year”.")


# The council ----------------------------------------------------------------------------------------------------------


class CouncilForm(forms.Form):
    name = _short("Name", most=120, help_text="As printed on papers.")
    colour = _short("Colour", most=7, help_text="# and six digits, such as #1d4f5f; dark enough for white words.")
    contact = _short("Whom to ask about this site", needed=False, most=200, help_text="Printed at the foot of pages.")
    print_names = forms.BooleanField(label="Papers print the names of heads of service and above", required=False)


class SiteTextForm(forms.Form):
    text = _long("Text", needed=True, rows=16)


class AdoptFramework(forms.Form):
    supplied = forms.ChoiceField(label="One that comes with the software", required=False)
    file = forms.FileField(label="Or your own", required=False, help_text="A YAML file, at most 200 kB.")
    effective_from = DateField(
        label="From", help_text="Rounds that are open, and periods that ended before, keep the version they had."
    )
    reason = _reason("it changes", needed=False)


# The plan -------------------------------------------------------------------------------------------------------------


class PlanForm(forms.Form):
    title = _short("Title", help_text="As printed, such as Council Plan 2024-2028.")
    starts = DateField(label="First day")
    ends = DateField(label="Last day")
    approved_by = _short("Approved by", needed=False)
    approved_on = DateField(label="Approved on", required=False)


class ElementWords(forms.Form):
    title = _short("Title", most=200)
    description = _long("Description")
    owner = choose(Post.objects.all(), "Owner", needed=False, none="Nobody yet")
    service = choose(Service.objects.filter(ends=None), "Service", needed=False, none="None")


class ReviseElement(ElementWords):
    reason = _reason("it changes")


class PlaceElement(forms.Form):
    parent = choose(PlanElement.objects.all(), "Belongs under", needed=False, none="Nothing: it is at the top")
    predecessor = choose(
        PlanElement.objects.all(),
        "Continues",
        needed=False,
        none="Nothing before it",
        help_text="What it was called or was part of in an earlier plan.",
    )


class AddElement(ElementWords):
    level = forms.ChoiceField(label="Level")
    code = _short("Code", most=20, help_text="Short, such as 1.2; one of each in a plan.")
    parent = choose(PlanElement.objects.all(), "Belongs under", needed=False, none="Nothing: it is at the top")
    predecessor = choose(PlanElement.objects.all(), "Continues", needed=False, none="Nothing before it")
    starts = DateField(label="From", required=False, help_text="Empty: with the plan.")
    field_order = ("level", "parent", "code", "title", "description", "owner", "service", "starts", "predecessor")


LINK_WORDS = dict(zip(LINK_ROLES, ("Its home: what it measures first of all", "It contributes"), strict=True))


class LinkMeasure(forms.Form):
    """From an element: what serves it."""

    measure = choose(Measure.objects.all(), "Measure", needed=False, none="None")
    element = choose(PlanElement.objects.filter(ends=None), "Or another part of a plan", needed=False, none="None")
    role = _one_of(LINK_WORDS, "How it serves")
    starts = DateField(label="From")


class LinkTo(forms.Form):
    """From a measure: what it serves."""

    serves = choose(PlanElement.objects.filter(ends=None), "Serves")
    role = _one_of(LINK_WORDS, "How it serves")
    starts = DateField(label="From")


class Unlink(forms.Form):
    last_day = DateField(label="Last day")
    reason = _reason("the link ends")


# Measures -------------------------------------------------------------------------------------------------------------


class MeaningForm(forms.Form):
    """What a measure means: the fields of `actions.measures.Meaning`."""

    title = _short("Title", most=200)
    plain_title = _short("In plain English", needed=False, most=200, help_text="The name a resident would understand.")
    rationale = _long("Why it matters", rows=2)
    polarity = _one_of(POLARITY_WORDS, "What is good")
    unit = _short("Unit", needed=False, most=40, help_text="%, £, days, yes/no, per 1,000 people. Empty: a number.")
    decimals = forms.IntegerField(label="Decimal places shown", min_value=0, max_value=6, initial=0)
    frequency = _one_of(FREQUENCY_WORDS, "How often")
    calendar = _one_of(CALENDAR_WORDS, "Which year")
    accumulation = _one_of(ACCUMULATION_WORDS, "How figures add up")
    rolling_periods = forms.IntegerField(
        label="Rolling over how many periods", min_value=2, required=False, help_text="For rolling figures only."
    )
    definition = _long("How it is measured")
    numerator_label = _short("Numerator", needed=False, most=200, help_text="For a ratio: what is counted.")
    denominator_label = _short("Denominator", needed=False, most=200, help_text="For a ratio: out of what.")
    multiplier = FigureField(label="Numerator over denominator times", help_text="100 for a percentage.")
    source = _short("Source", needed=False, most=200)
    exclusions = _long("Left out", rows=2)
    kind = _one_of(KIND_WORDS, "Kind")
    level = _one_of(LEVEL_WORDS, "Level")
    control = _one_of(CONTROL_WORDS, "Control")
    lag_days = forms.IntegerField(
        label="Days until the data is there", min_value=0, initial=0, required=False, help_text="After the period ends."
    )
    lag_periods = forms.IntegerField(
        label="Periods in arrears",
        min_value=0,
        initial=0,
        required=False,
        help_text="1 where a round collects the quarter before.",
    )

    def clean_lag_days(self) -> int:
        return self.cleaned_data["lag_days"] or 0

    def clean_lag_periods(self) -> int:
        return self.cleaned_data["lag_periods"] or 0


class AddMeasure(MeaningForm):
    ref = _short("Reference", most=30, help_text="Such as W1. It is never used again.")
    service = choose(Service.objects.filter(ends=None), "Service", help_text="Whose measure it is.")
    body = choose(Body.objects.filter(ends=None), "Committee", needed=False, none="None yet")
    portfolio = choose(Portfolio.objects.filter(ends=None), "Portfolio", needed=False, none="None")
    parent = choose(Measure.objects.all(), "Part of", needed=False, none="Nothing: it stands alone")
    effective_from = DateField(label="Measured from")
    state = _one_of({"live": "Live", "proposed": "Proposed"}, "State")
    field_order = ("ref", "title", "plain_title", "service", "body", "portfolio", "parent", "effective_from", "state")


class Redefine(MeaningForm):
    effective_from = DateField(label="From")
    series_break = forms.BooleanField(
        label="Figures before and after must not be compared",
        required=False,
        help_text="Starts a new series and marks a break.",
    )
    reason = _reason("the definition changes")
    field_order = ("effective_from", "reason", "series_break")


class SetOwner(forms.Form):
    service = choose(Service.objects.filter(ends=None), "Service")
    body = choose(Body.objects.filter(ends=None), "Committee", needed=False, none="None yet")
    portfolio = choose(Portfolio.objects.filter(ends=None), "Portfolio", needed=False, none="None")
    effective_from = DateField(label="From")
    reason = _reason("it moves", needed=False)


class PlaceMeasure(forms.Form):
    parent = choose(Measure.objects.all(), "Part of", needed=False, none="Nothing: it stands alone")


class StandingForm(forms.Form):
    effective_from = DateField(label="From")
    reason = _reason("this changes")


class BenchmarkForm(forms.Form):
    comparator = _short("Compared with", help_text="Such as English district councils.")
    value = FigureField(label="Their figure", required=True)
    starts = DateField(label="First day of the period")
    ends = DateField(label="Last day of the period")
    rank = _short("Where this council stood", needed=False, most=80, help_text="Such as 20th of 52.")
    source = _short("Source", needed=False, most=200)


_AS_FRAMEWORK = "As the framework says"


def _setting(label: str, words: Mapping[str, str], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _AS_FRAMEWORK), *words.items()], help_text=help_text
    )


class ToleranceForm(forms.Form):
    """What differs from the framework's default rule; an empty field is as the framework says."""

    effective_from = DateField(label="From", help_text="Periods that ended before keep the rule they were judged by.")
    mode = _setting(
        "Tolerances are in",
        {
            "percent": "Percent of the target",
            "points": "Percentage points",
            "absolute": "The measure's own unit",
            "explicit": "Fixed values",
        },
    )
    green_within = FigureField(label="Green up to this far off target")
    amber_within = FigureField(label="Amber up to this far off target")
    blue_beyond = FigureField(label="Blue when better by more than this")
    green_value = FigureField(label="Green up to this value", help_text="With fixed values; empty for the target.")
    amber_value = FigureField(label="Amber up to this value", help_text="With fixed values.")
    basis = _setting(
        "Compared with",
        {
            "target": "The target",
            "floor": "The minimum standard",
            "last_year": "The same period last year",
            "benchmark": "The benchmark",
            "evidence": "Evidence, judged by a person",
            "none": "Nothing: for information",
        },
    )
    judges = _setting(
        "Which figure is judged",
        {"period": "The period's own", "year_to_date": "The year to date", "rolling": "The rolling figure"},
    )
    trend_modifier = _setting(
        "Amber instead where it is no worse than last year",
        {"none": "No", "same_period_last_year": "Yes: off target but improved or held is amber"},
    )
    boundary = _setting(
        "A figure exactly on a limit", {"inclusive": "Earns the better status", "exclusive": "Earns the worse status"}
    )
    reason = _reason("the rule changes")

    def changes(self) -> dict[str, Any]:
        """The settings that were given."""
        beside = ("effective_from", "reason")
        return {
            name: value for name, value in self.cleaned_data.items() if name not in beside and value not in ("", None)
        }


class TargetGrid(forms.Form):
    """The targets of a year: a row of figures for each period, and one reason for whatever changes."""

    reason = _reason("targets already set change", needed=False)

    def __init__(self, rows: tuple[TargetRow, ...], polarity: str, data: Any = None) -> None:
        self.rows = rows
        self.columns = (
            (("low", "From"), ("high", "To"))
            if polarity == "range"
            else (("target", "Target"), ("floor", "Minimum"), ("stretch", "Stretch"))
        )
        super().__init__(data)
        for row in rows:
            for name, _ in self.columns:
                there = getattr(row.target, name) if row.target else None
                self.fields[self._field(row, name)] = FigureField(initial=there)

    def _field(self, row: TargetRow, name: str) -> str:
        return f"{name}_{row.period.start}_{row.period.end}"

    def cells(self, row: TargetRow) -> list[tuple[str, forms.BoundField]]:
        """The controls of a row with what each is for a screen reader."""
        return [(f"{title}, {row.period.label}", self[self._field(row, name)]) for name, title in self.columns]

    def targets(self) -> list[PeriodTarget]:
        """What was typed, for every period of the year."""
        return [PeriodTarget(row.period.start, row.period.end, **self._typed(row)) for row in self.rows]

    def _typed(self, row: TargetRow) -> dict[str, Decimal | None]:
        return {name: self.cleaned_data[self._field(row, name)] for name, _ in self.columns}


# Files ----------------------------------------------------------------------------------------------------------------


class Upload(forms.Form):
    file = forms.FileField(label="File", help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), up to 5 MB.")


def first_day_of_year(on: date) -> date:
    """1 April on or before a day: where a council's facts usually begin."""
    return date(on.year if on.month >= 4 else on.year - 1, 4, 1)
