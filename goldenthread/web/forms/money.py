"""The forms of money. Fields have the names of the actions' parameters; amounts are typed in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.models import BudgetLine, Decision, Measure, PlanElement, Project, Service
from goldenthread.rules.money import parse_pence, pounds
from goldenthread.rules.money_tables import MoneyTable
from goldenthread.rules.money_words import CHANGE_KINDS
from goldenthread.rules.refusals import Refusal
from goldenthread.web.forms.dates import DateField
from goldenthread.web.forms.fields import choose

_SIGN = "In pounds, such as 1,234.56, 45k or 1.3m; income in brackets."


class MoneyField(forms.CharField):
    """An amount as typed ("£1,234.56", "(609)", "45k") as whole pence; empty gives None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_pence(text)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from None

    def prepare_value(self, value: Any) -> Any:
        return pounds(value) if isinstance(value, int) else value


def _needed(label: str, help_text: str = _SIGN) -> MoneyField:
    return MoneyField(label=label, required=True, help_text=help_text)


def _words(label: str, *, needed: bool = False, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, help_text=help_text, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _short(label: str, *, help_text: str = "", most: int = 200, needed: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=needed, help_text=help_text, max_length=most)


def _why(what: str, *, needed: bool = True) -> forms.CharField:
    return forms.CharField(label=f"Why {what}", required=needed, help_text="Kept with the change.", max_length=1000)


def _decision() -> Any:
    return choose(Decision.objects.all(), "Decision behind it", needed=False, none="None, or not recorded yet")


class _OfFund(forms.Form):
    """A form with a choice among the framework's funds, which the view hands in as (code, name) pairs."""

    def __init__(self, *args: Any, funds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"] = forms.ChoiceField(
            label="Fund", choices=list(funds), initial=self.get_initial_for_field(forms.ChoiceField(), "fund")
        )


class AddLine(_OfFund):
    """A budget line or capital scheme."""

    code = _short("Code", most=30, help_text="As in the ledger. It is never used again.")
    title = _short("Title")
    service = choose(Service.objects.filter(ends=None), "Service")
    nature = forms.ChoiceField(label="Kind", choices=[("revenue", "Revenue"), ("capital", "Capital scheme")])
    flow = forms.ChoiceField(label="Spending or income", choices=[("expenditure", "Spending"), ("income", "Income")])
    effective_from = DateField(label="From")
    about = _words("About it")


class ReviseLine(_OfFund):
    """What a line is called and whose it is, from a day on."""

    title = _short("Title")
    service = choose(Service.objects.filter(ends=None), "Service")
    effective_from = DateField(label="From", help_text="Figures of earlier days stay where they were.")
    about = _words("About it")
    reason = _why("it changes")


class ChangeBudget(forms.Form):
    """The original budget, or what is added to it."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[item for item in CHANGE_KINDS.items() if item[0] not in ("virement", "reprofile")],
        widget=forms.RadioSelect,
        initial="supplementary",
    )
    amount = _needed("Amount", f"{_SIGN} What takes budget away is negative.")
    day = DateField(label="Takes effect", help_text="This also says which financial year it belongs to.")
    decision = _decision()
    reason = _why("the budget changes", needed=False)


class Virement(forms.Form):
    """Money from this line to another."""

    target = choose(BudgetLine.objects.all(), "To which line")
    amount = _needed("How much moves", "In pounds, above nothing.")
    day = DateField(label="Takes effect")
    decision = _decision()
    reason = _why("it moves")


class Reprofile(forms.Form):
    """Part of a scheme's budget to another year."""

    amount = _needed("How much moves", "In pounds, above nothing.")
    day = DateField(label="Out of the year of this day")
    to_year = forms.IntegerField(
        label="Into the financial year that begins in", min_value=2000, max_value=2100, help_text="For example 2027"
    )
    decision = _decision()
    reason = _why("it moves")


class Funding(forms.Form):
    """What pays for a scheme."""

    source = _short("Source", most=120, help_text="Such as grant or borrowing. Naming a source again changes it.")
    amount = _needed("Amount", "In pounds, over the whole life of the scheme.")
    reason = _why("it changes", needed=False)


class Position(forms.Form):
    """Where a line stands."""

    ends = DateField(label="As at", help_text="The last day of the month or quarter.")
    profile = MoneyField(label="Profile to date", help_text=_SIGN)
    actual = MoneyField(label="Actual to date", help_text=_SIGN)
    commitments = MoneyField(label="Commitments", help_text=_SIGN)
    forecast = MoneyField(label="Forecast outturn for the year", help_text=_SIGN)
    slippage = MoneyField(label="Moves to later years", help_text="Of a capital scheme alone.")
    explanation = _words("Explanation")
    reason = _why("figures that were there change", needed=False)


class Explain(forms.Form):
    """Why a line stands where it does."""

    explanation = _words("Explanation", needed=True, help_text="What happened, and what is being done about it.")
    reason = _words("Why it is corrected", help_text="Only once the paper that prints it is final.")


class PaysFor(forms.Form):
    """What a line pays for: one of three."""

    element = choose(PlanElement.objects.filter(ends=None), "A part of the plan", needed=False, none="None")
    measure = choose(Measure.objects.all(), "What a measure measures", needed=False, none="None")
    project = choose(Project.objects.all(), "A project", needed=False, none="None")
    starts = DateField(label="From")


class EndUse(forms.Form):
    """The last day on which a line pays for something."""

    last_day = DateField(label="Last day")
    reason = _why("it stops")


class AddSaving(_OfFund):
    """A saving as approved with the budget."""

    ref = _short("Reference", most=30)
    title = _short("What is saved")
    service = choose(Service.objects.filter(ends=None), "Service")
    year = forms.IntegerField(label="Financial year that begins in", min_value=2000, max_value=2100)
    proposed = _needed("Approved saving", "In pounds, above nothing.")
    decision = _decision()


class SavingPosition(forms.Form):
    """How far a saving has come."""

    ends = DateField(label="As at")
    achieved = _needed("Achieved, or sure to be by the year’s end", "In pounds.")
    delivered = MoneyField(label="Of that, delivered already", help_text="In pounds.")
    pressures = MoneyField(label="Pressures of the year against it", help_text="In brackets or with a minus: (609).")
    explanation = _words("Explanation")
    mitigation = _words("What is being done")
    reason = _why("figures that were there change", needed=False)


class TableRow(forms.Form):
    """A row of a table beside the budget, with a field for each of its columns."""

    ends = DateField(label="As at")
    label = _short("Row", most=160, help_text="A row is changed by naming it again.")
    reason = _why("the row changes", needed=False)

    def __init__(self, table: MoneyTable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        reason = self.fields.pop("reason")
        for column in table.columns:
            if not column.computed:
                hint = "In pounds." if column.kind == "money" else ""
                self.fields[f"cell-{column.code}"] = forms.CharField(
                    label=column.title, required=False, help_text=hint, max_length=200
                )
        self.fields["reason"] = reason

    def typed(self) -> dict[str, str]:
        """What was typed, by the code of its column."""
        prefix = "cell-"
        return {n.removeprefix(prefix): v for n, v in self.cleaned_data.items() if n.startswith(prefix)}


class Ledger(forms.Form):
    """A ledger export and what it has to add up to."""

    file = forms.FileField(label="File", help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), up to 5 MB.")
    ends = DateField(label="As at", help_text="The last day that its figures cover.")
    unit = forms.ChoiceField(
        label="Its figures are in", choices=[("£", "pounds"), ("£k", "thousands of pounds"), ("£m", "millions")]
    )
    controls = forms.CharField(
        label="Control totals",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A column and its total on each line, such as actual=1,234,567.89. Nothing loads unless they agree.",
    )
    mapping = forms.CharField(
        label="Headings",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A heading of the file and the column it stands for on each line, such as Cost centre=code. "
        "Remembered for the next file.",
    )
    flip = forms.BooleanField(label="The file shows income as positive figures: turn their sign", required=False)


class Loading(Ledger):
    """The same once the file has been seen: it comes back from the preview in a hidden field."""

    file = None  # type: ignore[assignment]  # how Django takes a field away
