"""Numbering …"""

from __future__ import annotations

import pytest

from goldenthread.reports.blocks import Appendix, Document, Numbering, Paragraph, Section, Subheading
from goldenthread.reports.numbering import appendix_sections, scheme, section_numbers


def paper(numbering: Numbering, *sections: Section, appendices: tuple[Appendix, ...] = ()) -> Document:
    return Document(
        1, "Anyshire", "#1d70b8", "A paper", "", (), sections, appendices, numbering, "Draft", "Head of Performance"
    )


def section(heading: str, paragraphs: int, numbered: bool = True) -> Section:
    return Section(heading, tuple(Paragraph(f"{heading} {n}") for n in range(paragraphs)), numbered=numbered)


def printed(document: Document) -> list[str]:
    lines = []
    for part in section_numbers(document):
        lines.append(part.number)
        lines.extend(number for number, _ in part.blocks)
    return lines


@pytest.mark.parametrize(
    ("headings", "paragraphs", "restart", "expected"),
    [
        ("1.0", "1.1", "each heading", ["1.0", "1.1", "1.2", "2.0", "2.1"]),
        ("1.", "1.1", "each heading", ["1.", "1.1", "1.2", "2.", "2.1"]),
        ("1", "(1)", "each heading", ["1", "(1)", "(2)", "2", "(1)"]),
        ("", "1.", "never", ["", "1.", "2.", "", "3."]),
        ("1.0", "1", "never", ["1.0", "1", "2", "2.0", "3"]),
        ("1.0", "", "each heading", ["1.0", "", "", "2.0", ""]),
    ],
)
def test_prints_each_scheme(headings: str, paragraphs: str, restart: str, expected: list[str]) -> None:
    numbering = Numbering(headings, paragraphs, restart)
    assert printed(paper(numbering, section("First", 2), section("Second", 1))) == expected


def test_leaves_an_unnumbered_section_and_its_paragraphs_out_of_the_sequence() -> None:
    document = paper(Numbering(), section("First", 1), section("Notes", 2, numbered=False), section("Second", 1))
    assert printed(document) == ["1.0", "1.1", "", "", "", "2.0", "2.1"]


def test_counts_only_the_paragraphs_that_are_numbered() -> None:
    blocks = (Paragraph("a"), Subheading("Legal"), Paragraph("b", numbered=False), Paragraph("c"))
    (part,) = section_numbers(paper(Numbering(), Section("Implications", blocks)))
    assert [number for number, _ in part.blocks] == ["1.1", "", "", "1.2"]


def test_prints_no_number_in_an_appendix() -> None:
    (part,) = appendix_sections(Appendix("A", "Definitions", (section("Terms", 2),)))
    assert (part.number, [number for number, _ in part.blocks]) == ("", ["", ""])


@pytest.mark.parametrize(
    "numbering",
    [Numbering(headings="one"), Numbering(headings="1.1"), Numbering(paragraphs="1.1.1"), Numbering(restart="daily")],
)
def test_refuses_a_sample_it_cannot_read(numbering: Numbering) -> None:
    with pytest.raises(ValueError, match="write"):
        scheme(numbering)
