"""Somebody's browser, already signed in, on the day of the small council's round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Protocol

from django.test import Client

from goldenthread.access import Actor


class Page(Protocol):
    """What a test client answers."""

    @property
    def content(self) -> bytes: ...


def browser(person: Actor | None = None) -> Client:
    """A browser signed in as somebody, or as nobody."""
    client = Client()
    if person is not None:
        client.force_login(person.signed_in, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response: Page) -> str:
    """What the page says: its text without tags, every run of spaces as one."""
    body = re.sub(r"(?s)<head>.*?</head>", "", response.content.decode())
    return re.sub(r"\s+", " ", unescape(re.sub(r"(?s)<[^>]+>", " ", body)))


def fields(response: Page) -> dict[str, list[str]]:
    """Every input and text area of the page with its value, as a form would send them (unticked boxes left out)."""
    found: dict[str, list[str]] = {}
    for name, value in _fields(response.content.decode()):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def _fields(page: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, kind = re.search(r'\bname="([^"]*)"', tag), re.search(r'\btype="([^"]*)"', tag)
        if name and not (kind and kind[1] == "checkbox" and " checked" not in tag):
            value = re.search(r'\bvalue="([^"]*)"', tag)
            yield name[1], unescape(value[1]) if value else ""
    for name_, text in re.findall(r'(?s)<textarea\b[^>]*\bname="([^"]*)"[^>]*>\n?(.*?)</textarea>', page):
        yield name_, unescape(text)
    for name_, options in re.findall(r'(?s)<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        if chosen:
            yield name_, unescape(chosen[1])
