"""A reader who follows every link: the addresses of a site come from its table and its pages, not from a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from tests.web.test_access_matrix import ADDRESSES

_LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
_DOORS = ("sign-out", "try-as")
"""Addresses that would turn the reader into somebody else."""


class Visit(NamedTuple):
    """What came of one address: its name in the table, and the answer's status, content type and bytes."""

    name: str
    address: str
    status: int
    kind: str
    content: bytes


def walk(browser: Client, most: Callable[[str], int]) -> Iterator[Visit]:
    """Every address that the browser comes to by links from the addresses without a place.

    Of a name no more than `most` says are visited, with and without what stands behind a question mark.
    """
    visited: dict[str, int] = defaultdict(int)
    waiting = [address for name in ADDRESSES for address in _plain(name)]
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if name is None or name in _DOORS or visited[name] >= most(name):
            continue
        visited[name] += 1
        visit = _visit(browser, name, address)
        yield visit
        fresh = [link for link in dict.fromkeys(_links(visit)) if link not in seen]
        waiting += fresh
        seen.update(fresh)


def name_of(address: str) -> str | None:
    """The name that the table of addresses gives it; None for none of ours."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def _visit(browser: Client, name: str, address: str) -> Visit:
    answer = browser.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return Visit(name, address, answer.status_code, answer.headers.get("Content-Type", ""), content)


def _plain(name: str) -> list[str]:
    (template, places), *_ = get_resolver().reverse_dict.getlist(name)[0][0]
    return [] if places else [f"/{template}"]


def _links(visit: Visit) -> list[str]:
    if not visit.kind.startswith("text/html"):
        return []
    return [unescape(link) for link in _LINK.findall(visit.content.decode())]
