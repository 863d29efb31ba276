"""The form that marks something as exempt or confidential."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.reports.withholding import Markable
from goldenthread.rules.withholding import PARAGRAPHS


class MarkForm(forms.Form):
    """What, in which class, and on what ground."""

    what = forms.ChoiceField(label="What is not for publication?")
    kind = forms.ChoiceField(
        label="Is it exempt or confidential?",
        choices=[
            ("exempt", "Exempt: a paragraph of Schedule 12A, and the public interest is in withholding it"),
            ("confidential", "Confidential: a government department, a statute or a court forbids publication"),
        ],
        widget=forms.RadioSelect,
    )
    paragraph = forms.TypedChoiceField(
        label="If it is exempt: paragraph of Schedule 12A",
        choices=[("", "Choose one"), *((str(number), f"{number}: {about}") for number, about in PARAGRAPHS.items())],
        required=False,
        coerce=int,
        empty_value=None,
    )
    interest = forms.CharField(
        label="If it is exempt: why the public interest in withholding it is the greater",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="It is printed in the public pack, so do not repeat what is withheld.",
    )
    source = forms.CharField(
        label="If it is confidential: its source",
        max_length=300,
        required=False,
        help_text="For example: terms of the grant from the Department for Transport, 3 May 2026",
    )

    def __init__(self, data: Any = None, *, things: Sequence[Markable]) -> None:
        super().__init__(data)
        self.fields["what"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Choose one"),
            *((each.key, _named(each)) for each in things),
        ]


def _named(thing: Markable) -> str:
    name = f"{thing.group}: {thing.name}"
    return f"{name} ({thing.label} now)" if thing.label else name
