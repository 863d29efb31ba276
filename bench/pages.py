"""Pages, asked for as a browser does, through the whole stack but the network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape

from django.db import connection, transaction
from django.test import Client

from bench.council import DUE, NOW, PERIODS, BenchCouncil
from bench.timing import Measured, milliseconds, queries
from goldenthread.access import Actor
from goldenthread.actions import returns
from goldenthread.actions.returns import DoubtsAsked
from goldenthread.models import DueItem
from goldenthread.rules.entries import Entry

BACKEND = "django.contrib.auth.backends.ModelBackend"
_VALUES = """
    SELECT r.measure_id, r.starts, r.ends, v.value FROM goldenthread_returnversion v
    JOIN goldenthread_return r ON r.id = v.of_return_id WHERE v.superseded_at IS NULL ORDER BY r.measure_id, r.ends
"""
_DUE = f"{_VALUES.replace('ORDER BY', 'AND r.measure_id <= 50 ORDER BY')}"


def measure(built: BenchCouncil) -> Iterator[Measured]:
    """The pages in the order of a round: entering, signing off, reading."""
    client = browser(built.by)
    yield page(client, "/updates/", f"My updates, {len(built.due())} returns", _DUE)
    submit_all(built)
    yield _sign_off(built)
    yield page(
        client,
        "/scorecard/",
        f"Scorecard, {built.measures} measures, {PERIODS}-period sparklines",
        _VALUES,
        aim=120,
    )


def browser(person: Actor) -> Client:
    client = Client()
    client.force_login(person.signed_in, backend=BACKEND)
    return client


def page(client: Client, path: str, name: str, same_values: str, aim: float | None = None) -> Measured:
    def ask() -> bytes:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}.")
        return bytes(answer.content)

    median, best, page = milliseconds(ask)
    asked = queries(ask)
    floor, _, _ = milliseconds(_floor(same_values, page))
    return Measured(
        name=name,
        value=median,
        best=best,
        floor=floor,
        floor_is="one raw query of the same values, and the same HTML written by one join",
        queries=asked,
        aim=aim,
        detail=f"{len(page) // 1024} KB of HTML",
    )


def _floor(query: str, page: bytes) -> Callable[[], str]:
    """The least it could take: the values read once, and the very same page put together from its pieces."""
    pieces = re.split(r"(?<=>)", page.decode())

    def least() -> str:
        with connection.cursor() as cursor:
            cursor.execute(query)
            cursor.fetchall()
        return "".join(pieces)

    return least


def submit_all(built: BenchCouncil) -> None:
    """Every return that is due is submitted, with a word of explanation and an answer to each doubt that is asked."""
    for item in built.due():
        is_rate = item.place.measure.definitions.get().unit == "%"
        entry = Entry(
            value=Decimal(250) * 100 / 300 if is_rate else Decimal(410),
            numerator=Decimal(250) if is_rate else None,
            denominator=Decimal(300) if is_rate else None,
            commentary="Demand was as expected.",
        )
        try:
            returns.submit(by=built.by, at=NOW, item=item, entry=entry)
        except DoubtsAsked as asked:
            answers = {doubt.code: "It is right." for doubt in asked.doubts}
            returns.submit(by=built.by, at=NOW, item=item, entry=replace(entry, answers=answers))


def _sign_off(built: BenchCouncil) -> Measured:
    """Signing off everything at once. It can be done only once, so it is taken back after each run."""
    client = browser(built.head)
    page = client.get("/sign-off/").content.decode()
    boxes = re.findall(r'<input\b[^>]*\bname="(?:item|clean)"[^>]*\bvalue="([^"]*)"', page)
    ticked = sorted({unescape(box) for box in boxes})
    signed: list[int] = []

    def sign() -> None:
        with transaction.atomic():
            answer = client.post("/sign-off/", {"item": ticked, "do": "chosen"})
            signed.append(DueItem.objects.filter(state="signed_off").count())
            transaction.set_rollback(True)
        if answer.status_code != 302 or signed[-1] != len(ticked):
            said = re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())[:3000]
            raise RuntimeError(f"Signing off {len(ticked)} answered {answer.status_code}: {said}")

    median, best, _ = milliseconds(sign, runs=7)
    asked = queries(sign)
    client.post("/sign-off/", {"item": ticked, "do": "chosen"})
    floor, _, _ = milliseconds(_write_once, runs=7)
    return Measured(
        name=f"Sign-off of {len(ticked)} in one request",
        value=median,
        best=best,
        floor=floor,
        floor_is="the same items, events and audit rows written by three raw statements",
        queries=asked,
    )


_COPIES = {
    "goldenthread_workflowevent": "item_id, verb, from_state, to_state, by_id, at, note",
    "goldenthread_auditentry": "at, user_id, action, kind, object_id, ref, fields",
}


def _write_once() -> None:
    """The rows that a sign-off changes and adds, written by three statements."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE goldenthread_dueitem SET revision = revision + 1 WHERE state = 'signed_off'")
        for table, columns in _COPIES.items():
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} ORDER BY id DESC LIMIT {DUE}"
            )
        transaction.set_rollback(True)
