"""The frozen form of a paper …"""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports import canonical
from goldenthread.reports.blocks import (
    Appendix,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Numbering,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from goldenthread.reports.canonical import SCHEMA, from_json, to_json

text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False)
maybe = st.none() | numbers
series = st.lists(maybe, max_size=4).map(tuple)
kinds = st.sampled_from(["text", "number", "status", "direction", "sparkline", "date"])
cells = st.builds(Cell, text, kinds, maybe, text, text, series, maybe, text)
columns = st.builds(Column, text, kinds, st.integers(1, 9))


def many(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


tables = st.builds(Table, text, many(columns), many(many(cells)), text)
charts = st.builds(MeasureChart, text, text, text, text, st.integers(0, 4), many(text), series, series, series)
blocks = st.one_of(
    st.builds(Paragraph, text, st.booleans()),
    st.builds(Subheading, text, st.sampled_from([2, 3])),
    st.builds(Bullets, many(text)),
    st.builds(Facts, many(st.tuples(text, text))),
    tables,
    st.builds(Figure, charts, tables),
)
sections = st.builds(Section, text, many(blocks), st.booleans(), st.booleans())
documents = st.builds(
    Document,
    st.just(SCHEMA),
    text,
    text,
    text,
    text,
    many(st.tuples(text, text)),
    many(sections),
    many(st.builds(Appendix, text, text, many(sections))),
    st.builds(Numbering, text, text, text),
    text,
    text,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_gives_back_the_document_it_froze(document: Document) -> None:
    frozen = to_json(document)
    assert from_json(frozen) == document
    assert to_json(from_json(frozen)) == frozen


def test_keeps_every_digit_of_a_decimal() -> None:
    frozen = to_json(with_cell(Cell("1.50", "number", number=Decimal("1.50"))))
    assert b'"number":"1.50"' in frozen


def test_is_one_line_of_sorted_utf_8() -> None:
    frozen = to_json(with_cell(Cell("£4 – “late”")))
    assert "£4 – “late”".encode() in frozen
    assert frozen == json.dumps(json.loads(frozen), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_opens_a_paper_frozen_under_schema_1() -> None:
    assert from_json(SCHEMA_1).sections[0].blocks == (
        Paragraph("The Committee notes the report."),
        Table("Measures", (Column("Result", "number"),), ((Cell("73.6", "number", number=Decimal("73.58")),),)),
    )


def test_opens_an_earlier_schema_by_the_upgrades_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(canonical, "UPGRADES", {SCHEMA: lambda data: data | {"stamp": "Frozen before we wrote stamps"}})
    document = from_json(SCHEMA_1)
    assert (document.schema, document.stamp) == (SCHEMA + 1, "Frozen before we wrote stamps")


@pytest.mark.parametrize(
    ("frozen", "sentence"),
    [
        (b"PK\x03\x04", "not a frozen paper"),
        (b"[]", "not a frozen paper"),
        (b'{"schema": "1"}', "not a frozen paper"),
        (b'{"schema": 99}', "later version"),
        (b'{"schema": 1}', "damaged"),
    ],
)
def test_says_why_it_cannot_open_a_file(frozen: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        from_json(frozen)


def test_refuses_a_block_it_does_not_know() -> None:
    data = json.loads(SCHEMA_1)
    data["sections"][0]["blocks"][0]["block"] = "video"
    with pytest.raises(ValueError, match="damaged"):
        from_json(json.dumps(data).encode())


def with_cell(cell: Cell) -> Document:
    document = from_json(SCHEMA_1)
    table = Table("Measures", (Column("Result"),), ((cell,),))
    return dataclasses.replace(document, sections=(Section("Detail", (table,)),))


# Frozen bytes as schema 1 wrote them. Never edit: papers like this are in councils' databases.
SCHEMA_1 = (
    b'{"appendices":[],"author":"Head of Performance","colour":"#1d70b8","council":"Anyshire","header":'
    b'[["Subject","Performance"]],"numbering":{"headings":"1.0","paragraphs":"1.1","restart":"each heading"},'
    b'"schema":1,"sections":[{"blocks":[{"block":"paragraph","numbered":true,"text":"The Committee notes the report."},'
    b'{"block":"table","caption":"Measures","columns":[{"kind":"number","title":"Result","weight":1}],"note":"","rows":'
    b'[[{"code":"","href":"","kind":"number","number":"73.58","sentence":"","series":[],"target":null,"text":"73.6"}]]}],'
    b'"heading":"Detail","numbered":true,"starts_page":false}],"stamp":"Draft","subtitle":"","title":"A paper"}'
)
