"""What is withheld, behind every address there is: the doors come from the table of addresses, not from a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from goldenthread.models import Marking, OutboxItem
from goldenthread.models.markings import THINGS
from tests.a_round import LATER
from tests.a_secret_council import BODY_KINDS, KINDS, ASecretCouncil, a_secret_council, canary
from tests.web.signed_in import browser
from tests.web.test_access_matrix import ADDRESSES
from tests.web.test_withholding import said_at, said_in
from tests.web.walking import name_of, walk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ENOUGH = 2
"""Addresses of one name that are tried, with and without what stands behind a question mark."""
_WORDS = (
    "word", "pdf", "excel", "csv", "json", "xlsx", "minutes", "decision", "referral", "mid-year", "year-end", "W1",
    "P1", "P9", "R1", "project", "risk",
)  # fmt: skip


@pytest.fixture
def ours(db: None) -> Iterator[ASecretCouncil]:
    with time_machine.travel(LATER, tick=True):
        yield a_secret_council()


def doors(door: Client) -> dict[str, str]:
    """Every address that the reader comes to by links, and one of every other name in the table with something in each
    of its places, with what it says: a new address is tried without being named.
    """
    said = {visit.address: said_in(visit.content) for visit in walk(door, _most)}
    reached = set(map(name_of, said))
    others = (address for name in ADDRESSES if name not in reached for address in _filled(name))
    return said | {address: said_at(door, address) for address in others}


def _most(name: str) -> int:
    """How many addresses of a name are tried: all of a paper's, one of the set-up's, otherwise enough."""
    return 2 * ENOUGH if name.startswith("paper") else 1 if name.startswith("set-up") else ENOUGH


def _filled(name: str) -> list[str]:
    """Addresses of a name that no link led to: whole numbers are keys of what is marked, words are tried in turn."""
    (template, places), *_ = get_resolver().reverse_dict.getlist(name)[0][0]
    converters = get_resolver().reverse_dict.getlist(name)[0][3]
    numbers = sorted({getattr(mark, f"{thing}_id") for mark in Marking.objects.all() for thing in THINGS} - {None})
    ints = [place for place in places if type(converters[place]).__name__ == "IntConverter"]
    words = [place for place in places if place not in ints]
    return [
        "/" + str(template) % {**dict.fromkeys(ints, number), **dict.fromkeys(words, word)}
        for number in (numbers[:ENOUGH] if ints else [0])
        for word in (_WORDS if words and not ints else ["word"])
    ]


def _found(said: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The kinds of thing that give themselves away, each with the addresses where they do."""
    found: dict[str, set[str]] = defaultdict(set)
    for address, text in said:
        for kind in KINDS:
            if canary(kind) in text:
                found[kind].add(address)
    return found


@pytest.mark.slow
@pytest.mark.requirement("SD-12")
def test_no_door_gives_away_what_a_reader_may_not_read(ours: ASecretCouncil) -> None:
    paper = ours.publish()
    furthest = ours.readers.pop("the performance team")
    addresses = doors(browser(furthest))
    leaks, seen = [], {}
    for who, person in ours.readers.items():
        door = browser(person) if person is not None else Client()
        found = seen[who] = _found((address, said_at(door, address)) for address in addresses)
        pack = f"/papers/{paper.pk}/"
        for kind, where in found.items():
            allowed = kind in ours.entitled(who)
            in_pack = "pack" if who == "a member of the body" else ""
            leaks += [(who, kind, each) for each in where if not allowed and not (in_pack and each.startswith(pack))]
    assert leaks == []
    assert set(_found(addresses.items())) == set(KINDS)
    assert set(seen["a member of the body"]) >= set(BODY_KINDS)
    assert len({name_of(address) for address in addresses}) >= len(ADDRESSES) - 2


@pytest.mark.requirement("SD-12")
def test_neither_the_console_nor_an_e_mail_has_any_of_it(ours: ASecretCouncil, tmp_path: Path) -> None:
    paper, written = ours.publish(), tmp_path / "paper"
    said = repr(list(OutboxItem.objects.values_list("payload", flat=True)))
    for format_ in ("word", "pdf", "excel", "json"):
        call_command("report", str(paper.pk), "--format", format_, "--out", str(written), stdout=StringIO())
        said += said_in(written.read_bytes())
    assert [kind for kind in KINDS if canary(kind) in said] == []
