"""The pages: an application without records, so that Django finds its static files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"
    label = "web"
    verbose_name = "Goldenthread pages"
