"""The form with which an officer clears a text of a paper, or sends it back."""

from __future__ import annotations

from django import forms


class ClearanceForm(forms.Form):
    """The text as it was read, and what has to change where it is sent back."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    note = forms.CharField(
        label="What has to change, if you send it back",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
