"""The one Django application that holds the records."""

from __future__ import annotations

from django.apps import AppConfig


class GoldenthreadConfig(AppConfig):
    name = "goldenthread"
    label = "goldenthread"
    verbose_name = "Goldenthread"
