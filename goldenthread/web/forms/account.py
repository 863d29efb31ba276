"""One's own password."""

from __future__ import annotations

from django import forms


def _password(label: str, kind: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


class OwnPassword(forms.Form):
    now = _password("Your password now", "current-password")
    password = _password(
        "New password", "new-password", "At least 12 characters. Three or four words are easy to keep."
    )
    again = _password("The same again", "new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError("The two new passwords differ. Type them again.")
        return again
