"""Open, exempt and confidential: what may be withheld from the public, on what ground, and the words that say so.

Exempt information falls under a paragraph of Part 1 of Schedule 12A to the Local Government Act 1972 and is withheld
only where the public interest in keeping it back is the greater. Confidential information is withheld because a
government department's terms, a statute or a court forbids publication: there is no such test, but the source has to be
named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from goldenthread.rules.refusals import Refusal

Kind = Literal["open", "exempt", "confidential"]

PARAGRAPHS: Final[Mapping[int, str]] = {
    1: "about an individual",
    2: "likely to reveal who an individual is",
    3: "about the financial or business affairs of a person, the council included",
    4: "about consultations or negotiations on labour relations",
    5: "subject to legal professional privilege",
    6: "about a notice, order or direction that the council proposes to give or make",
    7: "about preventing, investigating or prosecuting crime",
}
"""The paragraphs of Part 1 of Schedule 12A, in brief."""

KIND_WORDS: Final[Mapping[Kind, str]] = {"open": "Open", "exempt": "Exempt", "confidential": "Confidential"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is withheld: an exempt paragraph with the public-interest reason, or a confidential source."""

    kind: Kind
    paragraph: int | None = None
    interest: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        """ "Exempt, paragraph 3", "Confidential"."""
        return f"Exempt, paragraph {self.paragraph}" if self.kind == "exempt" else KIND_WORDS[self.kind]

    @property
    def omission(self) -> str:
        """What is printed in the place of what was removed."""
        if self.kind == "confidential":
            return f"Not for publication: confidential information ({self.source})."
        about = PARAGRAPHS[self.paragraph or 1]
        return (
            f"Not for publication: exempt information {about} (paragraph {self.paragraph} of Part 1 of Schedule 12A to "
            f"the Local Government Act 1972). {self.interest}"
        )


def ground(kind: str, *, paragraph: int | None = None, interest: str = "", source: str = "") -> Ground:
    """A ground that is complete; a refusal that names what is missing where it is not."""
    interest, source = interest.strip(), source.strip()
    if kind == "confidential":
        if not source:
            raise Refusal(
                "source_needed",
                "Name the source of the confidentiality: the government department's terms, the statute or the court "
                "order.",
            )
        return Ground("confidential", source=source)
    if kind != "exempt":
        raise Refusal("unknown_class", f"“{kind}” is not a ground for withholding. Choose exempt or confidential.")
    if paragraph not in PARAGRAPHS:
        raise Refusal("paragraph_needed", "Choose the paragraph of Schedule 12A, from 1 to 7, that it falls under.")
    if not interest:
        raise Refusal(
            "interest_needed",
            "Say why the public interest in withholding it outweighs the public interest in disclosing it. Do not "
            "repeat what is withheld: the reason is printed.",
        )
    return Ground("exempt", paragraph=paragraph, interest=interest)


def header_words(grounds: Sequence[Ground]) -> str:
    """What a paper's header says about publication: "Open", or which grounds part of it is withheld on."""
    labels = sorted({each.label for each in grounds})
    return f"Part not for publication: {'; '.join(labels)}" if labels else "Open"


def exclusion(grounds: Sequence[Ground], body_kind: str) -> tuple[str, ...]:
    """The words by which a body excludes the public, by its kind: a resolution for exempt information, a statement for
    confidential information, for which the law leaves no choice.
    """
    executive = body_kind == "executive"
    numbers = sorted({each.paragraph for each in grounds if each.kind == "exempt" and each.paragraph is not None})
    sources = sorted({each.source for each in grounds if each.kind == "confidential"})
    found = []
    if numbers:
        under = (
            "regulation 4(2)(b) of the Local Authorities (Executive Arrangements) (Meetings and Access to Information) "
            "(England) Regulations 2012"
            if executive
            else "section 100A(4) of the Local Government Act 1972"
        )
        cited = f"paragraph{'s' if len(numbers) > 1 else ''} {_listed(numbers)}"
        found.append(
            f"That, under {under}, the public be excluded from the meeting while the restricted part of this report is "
            f"considered, because exempt information as defined in {cited} of Part 1 of Schedule 12A to the Local "
            "Government Act 1972 would otherwise be likely to be disclosed, and the public interest in maintaining the "
            "exemption outweighs the public interest in disclosing the information."
        )
    if sources:
        under = (
            "regulation 4(2)(a) of the Local Authorities (Executive Arrangements) (Meetings and Access to Information) "
            "(England) Regulations 2012"
            if executive
            else "section 100A(2) of the Local Government Act 1972"
        )
        found.append(
            f"To note that, under {under}, the public must be excluded while confidential information in the "
            f"restricted part of this report is considered ({'; '.join(sources)})."
        )
    return tuple(found)


def _listed(numbers: Sequence[int]) -> str:
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
