"""The form that asks for words to be taken out."""

from __future__ import annotations

from django import forms

from goldenthread.web.forms.dates import DateField


class RedactionForm(forms.Form):
    """Whose words, and why."""

    kind = forms.ChoiceField(
        label="Which words?",
        choices=[("return", "The commentary of a return"), ("exception", "An exception report")],
        initial="return",
        widget=forms.RadioSelect,
    )
    ref = forms.CharField(label="Measure", max_length=30, help_text="Its reference, for example WST-01")
    ends = DateField(label="Last day of the period", help_text="For example, 30 6 2026")
    reason = forms.CharField(
        label="Why must they go?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do not repeat the words: the reason is kept.",
    )
