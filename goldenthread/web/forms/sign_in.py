"""The form that people sign in with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """E-mail address and password. What is wrong is said without telling which of the two it was."""

    error_messages = {  # noqa: RUF012  # Django's own shape
        "invalid_login": "That e-mail address and password do not belong together. Check both and try again.",
        "inactive": "This account is closed. Ask the performance team to open it again.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail address"
        self.fields["username"].error_messages["required"] = "Enter your e-mail address."
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        self.fields["password"].error_messages["required"] = "Enter your password."
