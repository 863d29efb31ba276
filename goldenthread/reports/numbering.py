"""The numbers of headings and paragraphs, worked out once, so that page, PDF and Excel print what Word generates.

A hand-numbered paper of a real council has paragraph 6.5 under heading 7.0; here a number is never typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.reports.blocks import Appendix, Block, Document, Numbering, Paragraph, Section

RESTART_EACH_HEADING = "each heading"
NEVER_RESTART = "never"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a level prints: `before`, then the heading's number and `between` if `with_heading`, its own, `after`."""

    before: str
    with_heading: bool
    between: str
    after: str

    def printed(self, heading: int, own: int) -> str:
        """The number as the reader sees it, such as "6.5"."""
        path = f"{heading}{self.between}" if self.with_heading else ""
        return f"{self.before}{path}{own}{self.after}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A `Numbering` understood. A level that is None is not numbered."""

    headings: Pattern | None
    paragraphs: Pattern | None
    restarts: bool


@dataclass(frozen=True, slots=True)
class NumberedSection:
    """A section with its number and each block with its own; "" where nothing is printed."""

    number: str
    section: Section
    blocks: tuple[tuple[str, Block], ...]


def scheme(numbering: Numbering) -> Scheme:
    """Understand the samples of a framework's numbering.

    `headings` is how the first heading is numbered: "1.0", "1.", "1" or "" (not numbered). `paragraphs` is how the
    first paragraph under it is: "1.1", "1.", "1", "(1)" or "". `restart` is "each heading", or "never" to number
    paragraphs through the whole paper. Raises ValueError with a sentence when a sample is none of these.
    """
    if numbering.restart not in (RESTART_EACH_HEADING, NEVER_RESTART):
        raise ValueError(
            f'Numbering restarts at "{numbering.restart}"; write "{RESTART_EACH_HEADING}" or "{NEVER_RESTART}".'
        )
    headings = _pattern(numbering.headings, "headings", 'such as "1.0", "1." or "1"')
    if headings is not None and headings.with_heading:
        raise ValueError(f'Headings cannot be numbered "{numbering.headings}": write one number such as "1.0" or "1.".')
    paragraphs = _pattern(numbering.paragraphs, "paragraphs", 'such as "1.1", "1." or "(1)"')
    return Scheme(headings, paragraphs, numbering.restart == RESTART_EACH_HEADING)


def _pattern(sample: str, what: str, remedy: str) -> Pattern | None:
    if not sample:
        return None
    found = re.fullmatch(r"([^\d%]*)1(?:([^\d%]+)(1))?([^\d%]*|\.0)", sample)
    if found is None:
        raise ValueError(
            f'The numbering of {what} cannot be read from "{sample}": write how the first looks, {remedy}.'
        )
    before, between, second, after = found.groups()
    return Pattern(before, second is not None, between or "", after)


def section_numbers(document: Document) -> tuple[NumberedSection, ...]:
    """The paper's sections in order, with the number of each and of each of its blocks.

    Paragraphs are numbered in numbered sections only: elsewhere they would seem to belong to the heading before.
    Appendices stand outside the sequence: see `appendix_sections`.
    """
    return tuple(_numbered(document.sections, scheme(document.numbering)))


def appendix_sections(appendix: Appendix) -> tuple[NumberedSection, ...]:
    """An appendix's sections in the same shape, without numbers."""
    return tuple(_unnumbered(section) for section in appendix.sections)


def _numbered(sections: tuple[Section, ...], rule: Scheme) -> Iterator[NumberedSection]:
    heading = paragraph = 0
    for section in sections:
        if not section.numbered:
            yield _unnumbered(section)
            continue
        heading += 1
        if rule.restarts:
            paragraph = 0
        blocks: list[tuple[str, Block]] = []
        for block in section.blocks:
            number = ""
            if rule.paragraphs is not None and isinstance(block, Paragraph) and block.numbered:
                paragraph += 1
                number = rule.paragraphs.printed(heading, paragraph)
            blocks.append((number, block))
        yield NumberedSection(rule.headings.printed(heading, heading) if rule.headings else "", section, tuple(blocks))


def _unnumbered(section: Section) -> NumberedSection:
    return NumberedSection("", section, tuple(("", block) for block in section.blocks))
